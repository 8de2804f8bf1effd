"""`manage.py forget`: deletes who has long been away, and says how many."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from decisions.erasure import erase
from decisions.management.commands import forget
from decisions.models import Candidate, Event
from tests import factories

pytestmark = pytest.mark.django_db


def candidates(count: int, *, days: int) -> list[Candidate]:
    made = [factories.candidate(name="Zanzibar") for _ in range(count)]
    past = timezone.now() - timedelta(days=days)
    Candidate.objects.filter(pk__in=[one.pk for one in made]).update(created_at=past)
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    call_command("forget", *arguments)
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_it_deletes_who_was_away_for_the_days_of_the_setting(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.RETENTION_DAYS = 100
    candidates(2, days=101)
    kept = candidates(1, days=99)
    out, _err = said(capsys)
    assert out == "2 of 3 candidates did nothing for 100 days and have nothing ahead.\nDeleted 2.\n"
    assert list(Candidate.objects.all()) == kept
    assert [event.detail for event in Event.objects.all()] == [{"what": "all", "why": "idle"}] * 2


def test_it_finds_nothing_the_second_time(capsys: pytest.CaptureFixture[str]) -> None:
    candidates(1, days=400)
    said(capsys)
    out, _err = said(capsys)
    assert out.endswith("There is nothing to delete.\n")


def test_a_dry_run_deletes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    candidates(2, days=400)
    out, _err = said(capsys, "--dry-run", "--days", "30")
    assert out == "2 of 2 candidates did nothing for 30 days and have nothing ahead.\nNothing was deleted.\n"
    assert Candidate.objects.count() == 2


def test_it_tells_how_far_it_is_without_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "SAY_EVERY", 2)
    candidates(5, days=400)
    out, err = said(capsys)
    assert err == "2 of 5\n4 of 5\n"
    assert "Zanzibar" not in out + err


def test_who_comes_back_while_it_runs_is_left_and_not_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates(2, days=400)
    back = Candidate.objects.order_by("pk").first()
    assert back is not None

    def erase_later(**arguments: Any) -> bool:
        Event.objects.record(Event.Code.LINK_USED, by=back, person=back.ref)
        return erase(**arguments)

    monkeypatch.setattr(forget, "erase", erase_later)
    out, _err = said(capsys)
    assert out.endswith("Deleted 1.\n")
    assert list(Candidate.objects.all()) == [back]


@pytest.mark.parametrize("days", ["0", "-1", "soon", "1.5", "99999"])
def test_days_that_are_none_are_refused(days: str) -> None:
    with pytest.raises(CommandError, match="is no number of days"):
        call_command("forget", f"--days={days}")
