"""All advice of an invitation: the newest first, with what was answered in another way."""

from datetime import timedelta
from typing import Any

from decisions.advice.history import Changed, Entry, changed_answers, history
from decisions.models import Advice
from tests.advice.stored_nowhere import advice
from tests.scoring.answer_sets import OFFER, plain


def numbered(number: int, answers: dict[str, Any], *, days_later: int = 0, **web: Any) -> Advice:
    row = advice(answers, web=web)
    row.number, row.scored_on = number, row.scored_on + timedelta(days=days_later)
    return row


def shown(*everything: Advice) -> tuple[Entry, ...]:
    return history(everything[0], everything)


def test_only_advice_has_no_history() -> None:
    assert shown(numbered(1, plain())) == ()


def test_newest_stands_first_with_its_verdict_and_what_changed() -> None:
    first = numbered(1, plain())
    second = numbered(2, plain(interviews_lately="six_or_more"), days_later=1)
    newest, oldest = history(first, [first, second])
    assert (newest.number, newest.word, newest.on, newest.is_open) == (2, "decline", "Tue, Nov 24", False)
    never = "None in two years or more, or never"
    assert newest.changed == (Changed("Interviews lately", never, "Six or more"),)
    assert (oldest.number, oldest.word, oldest.is_open, oldest.changed, oldest.unchanged) == (
        1,
        "take",
        True,
        (),
        "",
    )


def test_each_advice_is_compared_with_the_one_before_it() -> None:
    rows = [numbered(number, plain(hours=hours)) for number, hours in ((1, "under_2"), (2, "2_to_4"))]
    rows.append(numbered(3, plain(hours="2_to_4", money="under_50")))
    found = [[change.name for change in entry.changed] for entry in shown(*rows)]
    assert found == [["Money"], ["Time, all in"], []]


def test_days_that_passed_are_the_only_difference() -> None:
    entry = shown(numbered(2, plain(), days_later=3), numbered(1, plain()))[0]
    assert entry.unchanged == "No answer is different. But days have passed, and days count."
    same_day = shown(numbered(2, plain()), numbered(1, plain()))[0]
    assert same_day.unchanged == "No answer that counts is different."


def test_questions_that_came_and_went_are_empty_on_one_side() -> None:
    date = {"on": "2026-12-04", "chip": None}
    offer = {**OFFER, "days_to_answer": date, "days_to_their_offer": {"on": "2026-12-01", "chip": None}}
    without, with_offer = plain(), plain(**offer)
    changes = changed_answers(without, with_offer)
    assert changes[:3] == (
        Changed("Another offer", "No", "Yes, in writing"),
        Changed("Room in that offer", "", "Yes, they said there is room"),
        Changed("Answer that offer by", "", "Fri, Dec 4"),
    )
    assert [(change.before, change.after) for change in changed_answers(with_offer, without)] == [
        (change.after, change.before) for change in changes
    ]


def test_same_day_by_another_chip_is_no_change() -> None:
    by_chip, by_date = ({"on": "2026-12-04", "chip": chip} for chip in ("1_week", None))
    assert changed_answers({"days_to_answer": by_chip}, {"days_to_answer": by_date}) == ()


def test_what_matters_is_told_reason_by_reason() -> None:
    before = {"matters": {"practice": "some", "leverage": "a_lot"}}
    after = {"matters": {"practice": "some", "leverage": "not_at_all", "clarity": "some"}}
    assert changed_answers(before, after) == (
        Changed("What matters to you: Gain leverage", "A lot", "Not at all"),
        Changed("What matters to you: Find clarity", "A lot", "Some"),
    )


def test_facts_of_the_invitation_count_as_answers() -> None:
    before = numbered(1, plain())
    after = numbered(2, plain(flags=["time_confirmed", "unemployment_benefits"]), flags=[])
    assert shown(after, before)[0].changed == (
        Changed("Also true", "None of these", "I already confirmed a time"),
    )
