"""The benchmark of the queue still runs, and tells which pages are too slow. Nothing is measured."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from benchmarks.answer_sets import open_cases
from benchmarks.desk import building, samples
from benchmarks.desk.databases import Database
from benchmarks.desk.names import FEW
from benchmarks.desk.pages import ALL, ONE, THREE
from benchmarks.desk.report import Line, Measured, report, summary
from benchmarks.desk.timing import Beside, Claim, Figures, Guest, claim, pages, stock_pages
from decisions.models import Case
from decisions.models.keys import fold
from decisions.review.paging import PAGE

SIZE = 200
STORIES = open_cases()[:3]
LOOKED_AT = [(ONE, "first page"), (THREE, "reviewed"), (ALL, "open, middle page"), (ALL, "search: nobody")]


@pytest.fixture
def guest(db: None, monkeypatch: pytest.MonkeyPatch) -> Guest:
    monkeypatch.setattr(building, "OFFICES", 4)
    monkeypatch.setattr(building, "RECRUITERS", 2)
    monkeypatch.setattr(samples, "open_cases", lambda: STORIES)
    building.write(SIZE)
    every = Guest.at(Database(connection.vendor, SIZE, connections["default"]))
    return replace(every, visits={key: every.visits[key] for key in LOOKED_AT})


def test_cases_are_as_sharing_writes_them_and_every_page_shows_them(guest: Guest) -> None:
    cases = Case.objects.select_related("invitation__candidate").order_by("pk")
    assert len(cases) == SIZE
    assert {(case.name_key, case.company_key) for case in cases} == {
        (fold(case.candidate_name), fold(case.company)) for case in cases
    }
    assert all(case.invitation.company == case.company for case in cases)
    assert all(case.invitation.candidate.name == case.candidate_name for case in cases)
    assert all({"reasons", "answers", "cost"} <= set(case.copy) for case in cases)
    assert all((case.claimed_by is None) == (case.claimed_at is None) for case in cases)
    assert cases.filter(candidate_name=FEW[0]).count() == FEW[1]
    now = timezone.now()
    assert cases.open().filter(reply_by__gt=now, reply_by__lt=now + timedelta(hours=23)).exists()

    found = pages([guest, guest], 1)
    assert [figures.rows for figures, _ in found.values()] == [PAGE, PAGE, PAGE, 0]
    assert {len(figures.times) for each in found.values() for figures in each} == {1}
    assert list(stock_pages(guest, guest, 1)) == LOOKED_AT[2:]

    backlog = SIZE // 100
    assert claim(guest, ALL).cases == backlog
    assert cases.open().filter(claimed_by=None).count() > backlog


def figures(*times: float, queries: int = 8) -> Figures:
    return Figures(rows=25, queries=queries, times=list(times))


def test_every_limit_that_is_broken_is_named() -> None:
    lines = [
        Line(ONE, "held", figures(10, 12, 90), figures(11, 14, 99), Beside(figures(6), figures(176))),
        Line(ONE, "grows", figures(10), figures(12.6), Beside(figures(10), figures(400))),
        Line(
            ALL, "no faster than the stock list", figures(10), figures(10), Beside(figures(10), figures(249))
        ),
        Line(ALL, "mine", figures(10), figures(10), Beside(figures(10), figures(20))),
        Line(ALL, "asks too often", figures(10), figures(10, queries=9), None),
    ]
    measured = Measured("SQLite", (10, 1000), lines, Claim(10_000, 12, 10.1))

    assert measured.broken == [
        "SQLite, one office, grows: takes 1.26 times as long",
        "SQLite, all offices, no faster than the stock list: takes 0.040 of the stock list's time",
        "SQLite, all offices, asks too often: 9 queries",
        "SQLite, 10,000 cases: claimed in 10.1 seconds",
    ]
    assert "| one office | held | 25 | 8 | 12.0 | 14.0 | 1.10 | 176 | 0.0375 |" in list(report(measured))
    assert [line for line in summary([measured]) if line.startswith("Broken")] == [
        f"Broken: {fault}." for fault in measured.broken
    ]
