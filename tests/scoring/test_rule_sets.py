"""Rule sets as files: which is released, which is in effect, and what the start-up checks say of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.checks import Error, Info, Warning

from decisions import checks
from decisions.questions import STEPS, WORDINGS
from decisions.questions.bands import BANDS
from decisions.scoring import RuleSetError, names, problems, ruleset
from decisions.scoring.problems import Table
from decisions.scoring.questionnaire_file import read_questionnaire
from decisions.scoring.ruleset import FOLDER, RELEASED, Library
from decisions.scoring.toml_file import digest, parsed
from tests.library import NAME, Shelf

FILE, QUESTIONS = f"rulesets/{NAME}.toml", f"questions/{NAME}.toml"


def test_the_rule_sets_in_the_project_have_no_problems() -> None:
    assert problems() == ()
    assert NAME in names()


def test_released_files_are_unchanged() -> None:
    hashes = parsed(FOLDER, RELEASED, [])["files"]
    assert {file: digest(FOLDER / file) for file in hashes} == hashes


@pytest.fixture
def newer(shelf: Shelf) -> str:
    return shelf.propose("2027-01", "2027-01-01")


def test_proposed_rule_set_is_never_in_effect(newer: str, shelf: Shelf) -> None:
    library = shelf.library()
    assert library.current(date(2027, 1, 1)).id == NAME
    assert library.load("2027-01").id == "2027-01"
    assert (library.is_released(NAME), library.is_released("2027-01")) == (True, False)


def test_released_rule_set_is_in_effect_from_its_day_on(newer: str, shelf: Shelf) -> None:
    shelf.release(newer)
    library = shelf.library()
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2030, 1, 1))
    assert [library.current(day).id for day in days] == [NAME, "2027-01", "2027-01"]


def test_current_is_the_newest_by_its_day_and_not_by_its_name(shelf: Shelf) -> None:
    shelf.release(shelf.propose("2026-z", "2027-01-01"), shelf.propose("2027-a", "2026-12-01"))
    library = shelf.library()
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1))
    assert [library.current(day).id for day in days] == [NAME, "2027-a", "2026-z"]


def test_of_two_rule_sets_of_one_day_the_one_named_later_is_in_effect(shelf: Shelf) -> None:
    shelf.release(shelf.propose("2027-b", "2027-01-01"), shelf.propose("2027-a", "2027-01-01"))
    assert shelf.library().current(date(2027, 1, 1)).id == "2027-b"


def test_no_rule_set_in_effect_is_an_error() -> None:
    with pytest.raises(RuleSetError, match="no rule set is in effect on 2026-10-31"):
        ruleset.current(date(2026, 10, 31))


@pytest.mark.parametrize("name", ["2000-01", "", "../rulesets/2026-11", "released"])
def test_unknown_name_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        ruleset.load(name)


def test_broken_proposal_leaves_the_released_rule_set_in_use(newer: str, shelf: Shelf) -> None:
    shelf.write(newer, "[")
    library = shelf.library()
    assert library.current(date(2027, 1, 1)).id == NAME
    with pytest.raises(RuleSetError):
        library.load("2027-01")


def test_check_stops_the_site_at_a_mistake_in_a_released_rule_set(
    shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    line = shelf.change(FILE, 'money = "under_50"', 'money = "some"')
    shelf.release()
    put_live()
    assert checks.check_rule_sets(None) == [
        Error(
            f"{FILE}, line {line}: middle.money: 'some' is not an option of money.",
            hint="Options: none, under_50, 50_to_150, over_150.",
            id="decisions.E006",
        )
    ]
    assert [message for check in OTHER_CHECKS for message in check(None)] == []


def test_check_warns_of_a_mistake_in_a_proposed_rule_set(
    newer: str, shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    line = shelf.change(newer, 'money = "under_50"', 'money = "some"')
    put_live()
    assert checks.check_rule_sets(None) == [
        Warning(
            f"{newer}, line {line}: middle.money: 'some' is not an option of money.",
            hint="Options: none, under_50, 50_to_150, over_150.",
            id="decisions.W006",
        )
    ]
    assert [message for check in OTHER_CHECKS for message in check(None)] == []


def test_check_tells_how_to_release_a_sound_proposal(newer: str, put_live: Callable[[], Library]) -> None:
    put_live()
    assert checks.tell_of_proposals(None) == [
        Info(
            f"{newer}: this rule set is proposed, and nothing uses it yet.",
            hint="To release it: python manage.py release_rules 2027-01",
            id="decisions.I101",
        )
    ]


OTHER_CHECKS = (checks.check_words, checks.check_pages, checks.tell_of_proposals)


def test_check_names_what_has_no_words(
    put_live: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_live()
    hours = WORDINGS["hours"]
    monkeypatch.delitem(STEPS, "people")
    monkeypatch.delitem(WORDINGS, "money")
    monkeypatch.setitem(WORDINGS, "hours", replace(hours, options=dict(list(hours.options.items())[1:])))
    monkeypatch.delitem(BANDS, "strong")
    assert [(error.id, error.msg) for error in checks.check_words(None)] == [
        ("decisions.E101", f"{QUESTIONS}: there are no words for people."),
        ("decisions.E101", f"{QUESTIONS}: there are no words for hours.{next(iter(hours.options))}."),
        ("decisions.E101", f"{QUESTIONS}: there are no words for money."),
        ("decisions.E101", f"{FILE}: there are no words for the band strong."),
    ]


def propose_questions(shelf: Shelf, old: str, new: str) -> str:
    """A rule set like the newest one, with questions in which this was changed; their file."""
    file = shelf.copy("questions", "2027-01")
    shelf.change(file, old, new)
    shelf.propose("2027-01", "2027-01-01", questions="2027-01")
    return file


def test_check_warns_of_a_proposed_question_without_words(
    shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    new = r'\1\n  [[step.question]]\n  id = "commute"\n  one_of = ["short", "long"]'
    file = propose_questions(shelf, r'(id = "cost")', new)
    put_live()
    assert [(message.id, message.msg) for message in checks.check_words(None)] == [
        ("decisions.W101", f"{file}: there are no words for commute.")
    ]


def test_check_warns_of_a_proposed_question_that_nobody_can_be_asked(
    shelf: Shelf, put_live: Callable[[], Library]
) -> None:
    file = shelf.propose("2027-01", "2027-01-01")
    shelf.change(file, r"askable = \[", 'askable = ["meet_again", ')
    put_live()
    assert [(message.id, message.msg) for message in checks.check_words(None)] == [
        ("decisions.W101", f"{file}: there are no words for asking somebody about meet_again.")
    ]


UNFIT = {
    "question that the pages speak of": (
        r'id = "set_up_by"',
        'id = "introduced_by"',
        "the pages need a question 'set_up_by', and there is none.",
    ),
    "question that is asked of some alone": (
        r'(id = "hours".*\n)',
        r'\1  asked_when = { question = "sure", is_one_of = ["never"] }\n',
        "hours: the pages need an answer from everybody.",
    ),
    "option that the pages speak of": (
        '"they_told_me", ',
        "",
        "known_from: the pages need the option they_told_me.",
    ),
    "number that is no day": (
        r'(id = "cost")',
        r'\1\n  [[step.question]]\n  id = "miles"\n  whole_number = [0, 500]',
        "miles: the pages can ask for no number but days.",
    ),
}


@pytest.mark.parametrize("mistake", UNFIT)
def test_check_names_questions_that_the_pages_can_not_do_with(mistake: str, shelf: Shelf) -> None:
    old, new, text = UNFIT[mistake]
    file = shelf.copy("questions", "2027-01")
    shelf.change(file, old, new)
    questionnaire = read_questionnaire(Table(parsed(shelf.folder, file, []), f"{file}: ", []))
    assert [str(problem) for problem in checks.unfit_for_pages(questionnaire)] == [f"{file}: {text}"]


def test_everything_in_the_projects_rule_sets_has_words_and_a_page() -> None:
    assert [*checks.check_words(None), *checks.check_pages(None)] == []
