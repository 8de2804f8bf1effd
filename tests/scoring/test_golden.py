"""The results of the open cases, kept as a file: a change of the engine that moves one byte is seen."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

DATA = Path(__file__).parents[1] / "data"
CASES, RESULTS = DATA / "open-cases.jsonl", DATA / "results-2026-11.jsonl"
# Stored advice must be recomputed byte for byte. So once there is any, these results must not move.
COMMAND = "python manage.py score tests/data/open-cases.jsonl --rules 2026-11"
RENEW = f"{COMMAND} > tests/data/results-2026-11.jsonl"


def test_results_of_the_open_cases_are_the_same_byte_for_byte() -> None:
    out = StringIO()
    call_command("score", str(CASES), rules="2026-11", stdout=out)
    now, kept = (text.splitlines() for text in (out.getvalue(), RESULTS.read_text(encoding="utf-8")))
    moved = [new[:20] for new, old in zip(now, kept, strict=True) if new != old]
    assert moved == [], f"If that is meant: {RENEW}"
