"""`manage.py release_rules`: what it writes, and what it refuses."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from decisions.scoring.ruleset import RELEASED, Library
from decisions.scoring.toml_file import digest
from tests.library import NAME, Shelf

pytestmark = [pytest.mark.usefixtures("on_the_1st_of_december")]


@pytest.fixture
def on_the_1st_of_december() -> Iterator[None]:
    with time_machine.travel("2026-12-01T17:00:00Z", tick=False):
        yield


def released(name: str) -> str:
    out = StringIO()
    call_command("release_rules", name, stdout=out)
    return out.getvalue()


def test_release_writes_the_hash_and_the_rule_set_takes_effect_on_its_day(
    shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    file = shelf.propose("2027-01", "2027-01-01")
    before = shelf.text(RELEASED)
    put_live()
    line = f'"{file}" = "{digest(shelf.folder / file)}"'
    assert released("2027-01").splitlines() == [
        "Added to decisions/scoring/rulesets/released.toml:",
        f"  {line}",
        "2027-01 is in use from 2027-01-01 on, once these files are deployed.",
    ]
    assert shelf.text(RELEASED) == f"{before}{line}\n"
    library = shelf.library()
    assert library.problems() == ()
    days = (date(2026, 12, 31), date(2027, 1, 1))
    assert [library.current(day).id for day in days] == [NAME, "2027-01"]


def test_release_of_a_rule_set_with_questions_of_its_own_releases_them_too(
    shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    shelf.copy("questions", "2027-01")
    shelf.propose("2027-01", "2026-12-01", questions="2027-01")
    put_live()
    released("2027-01")
    library = shelf.library()
    assert library.problems() == ()
    assert library.current(date(2026, 12, 1)).questionnaire.id == "2027-01"


def refused(shelf: Shelf, name: str) -> str:
    before = shelf.text(RELEASED)
    with pytest.raises(CommandError) as error:
        released(name)
    assert shelf.text(RELEASED) == before
    return str(error.value)


def test_release_of_an_unknown_name_is_refused(shelf: Shelf, put_live: Callable[[], Library]) -> None:
    put_live()
    assert refused(shelf, "2027-01") == f"There is no rule set '2027-01'. Rule sets: {NAME}."


def test_release_twice_is_refused(shelf: Shelf, put_live: Callable[[], Library]) -> None:
    put_live()
    expected = f"{NAME} is released already. Its file is never edited: propose another one."
    assert refused(shelf, NAME) == expected


def test_release_with_a_mistake_is_refused(shelf: Shelf, put_live: Callable[[], Library]) -> None:
    file = shelf.propose("2027-01", "2027-01-01")
    line = shelf.change(file, 'money = "under_50"', 'money = "some"')
    put_live()
    assert refused(shelf, "2027-01") == (
        "Nothing was released. First correct this:\n"
        f"{file}, line {line}: middle.money: 'some' is not an option of money. "
        "Options: none, under_50, 50_to_150, over_150."
    )


def test_release_for_a_day_that_is_over_is_refused(shelf: Shelf, put_live: Callable[[], Library]) -> None:
    shelf.propose("2027-01", "2026-11-30")
    put_live()
    assert refused(shelf, "2027-01") == (
        "rulesets/2027-01.toml: effective_on: 2026-11-30 is over. Write the day from which it is to be used."
    )
