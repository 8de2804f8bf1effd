"""Scores answers that were advised on before, under another rule set, and sorts out whose verdict flips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from decisions.scoring import RuleSet

from .trials import Progress
from .verdicts import verdicts

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Stored:
    """An advice as it was given: the name of its rule set, the answers and the verdict."""

    id: int
    rules: str
    answers: Mapping[str, Any]
    verdict: str


@dataclass(frozen=True, slots=True)
class Flip:
    """An advice whose verdict would be another."""

    stored: Stored
    verdict: str


@dataclass(slots=True)
class Replay:
    """What came of all of them. `unread` counts reasons; an advice may have several."""

    seen: int = 0
    unreadable: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    flips: list[Flip] = field(default_factory=list)

    def add(self, stored: Stored, verdict: str | None, rules: RuleSet) -> None:
        self.seen += 1
        if verdict is None:
            self.unreadable += 1
            self.unread.update(unread_because(stored.answers, rules))
        elif verdict != stored.verdict:
            self.flips.append(Flip(stored, verdict))


def replay(advice: Iterable[Stored], count: int, rules: RuleSet, progress: Progress) -> Replay:
    """`count` is how many there are, for the progress alone."""
    found = Replay()
    for chunk in _chunks(advice):
        for stored, verdict in zip(chunk, verdicts([one.answers for one in chunk], rules), strict=True):
            found.add(stored, verdict, rules)
        progress(found.seen, max(count, found.seen))
    return found


def _chunks(advice: Iterable[Stored]) -> Iterator[Sequence[Stored]]:
    chunk: list[Stored] = []
    for stored in advice:
        chunk.append(stored)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def unread_because(answers: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    """Why the rule set can't read these answers, by question; no answer is repeated."""
    questionnaire = rules.questionnaire
    asked = questionnaire.asked(answers)
    for id in questionnaire.errors(answers):
        if id not in questionnaire.ids:
            yield f"`{id}` is answered, and is no question here"
        elif id not in asked:
            yield f"`{id}` is answered, and is not asked here after the other answers"
        elif id not in answers:
            yield f"`{id}` is asked here, and is not answered"
        else:
            yield f"`{id}` has an answer that is not known here"
