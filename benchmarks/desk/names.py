"""Invented names of people and companies, as many of each as a busy agency would meet."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

WORDS: dict[str, list[str]] = {
    kind: [word.replace("_", " ") for word in words.split()]
    for kind, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
TOWNS = WORDS["places"]
ENDINGS = ("", "Inc.", "LLC", "& Sons", "Group", "Partners")

PEOPLE = tuple(f"{first} {last}" for first, last in product(WORDS["first"], WORDS["last"]))
COMPANIES = tuple(" ".join(filter(None, parts)) for parts in product(TOWNS, WORDS["trades"], ENDINGS))
# These have so many cases in any number of cases: a few, and nearly as many as a search lists at most.
FEW, SOME = ("Quentin Vandersloot", 3), ("Wilhelmina Quackenbush", 400)
NOBODY = "Zzyzx"
# Begins the names of very many people, and of companies.
LETTER = "m"
