"""What the advice page says: each sentence from an answer or a fact, for any answers."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.advice.choices import ChoiceView
from decisions.advice.page import AdvicePage, page
from decisions.advice.told import Told
from decisions.advice.working import working
from decisions.models import Advice, Verdict
from tests.advice.stored_nowhere import ALONE, NOW, RULES, advice, shown
from tests.scoring.answer_sets import OFFER, answer_sets, plain

BROKEN = re.compile(r"[{}\[\]]|%\(|\bNone\b|\.\.|: ?\.|^\s*$")
moments = st.none() | st.integers(-96, 400).map(lambda hours: NOW + timedelta(hours=hours))
# Empty where there is nothing to say.
MAY_BE_EMPTY = {
    "job", "company", "reply_by", "chosen", "held", "held_href", "matters", "waits_until", "otherwise", "by",
    "settles", "what_now",
}  # fmt: skip


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a view model, with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), field.name)


# Each example is a whole page: half of the usual number takes long enough.
@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets(), interview_at=moments, reply_by=moments)
def test_page_of_any_answers_keeps_its_promises(
    answers: dict[str, Any], interview_at: datetime | None, reply_by: datetime | None
) -> None:
    row = advice(answers, interview_at=interview_at, reply_by=reply_by)
    shown_now = page(row, ALONE, now=NOW)
    all_words_are_there(shown_now, working(Told(row), row.result))
    each_line_links_to_its_question(shown_now, answers)
    ask_says_what_to_do_without_an_answer(shown_now)
    all_choices_have_the_same_headings(shown_now)
    each_change_was_proved_and_none_is_less_honest(shown_now, row)


def all_words_are_there(*views: Any) -> None:
    found = [pair for view in views for pair in texts(view)]
    assert {name for name, text in found if not text} <= MAY_BE_EMPTY
    assert [text for _, text in found if text and BROKEN.search(text)] == []


def each_line_links_to_its_question(shown_now: AdvicePage, answers: dict[str, Any]) -> None:
    lines = [line for reason in shown_now.reasons for line in reason.lines]
    lines += [*shown_now.cost.lines, *shown_now.bridge_go.lines, *shown_now.bridge_no.lines]
    for line in lines:
        step = RULES.questionnaire.question(line.question).step
        assert line.href.endswith(f"/q/{step}/#q-{line.question}")
        assert line.question in answers


def ask_says_what_to_do_without_an_answer(shown_now: AdvicePage) -> None:
    if shown_now.verdict.word == Verdict.ASK:
        assert shown_now.now.otherwise in {Verdict.TAKE, Verdict.DECLINE}
        assert shown_now.now.otherwise_letter is not None
        assert shown_now.now.letter or shown_now.now.check_benefits
    else:
        assert (shown_now.now.otherwise, shown_now.now.otherwise_letter) == ("", None)


def all_choices_have_the_same_headings(shown_now: AdvicePage) -> None:
    assert [choice.is_advised for choice in shown_now.choices] == [True, False, False]
    assert {choice.word for choice in shown_now.choices} == set(Verdict.values)
    for choice in shown_now.choices:
        assert all([choice.means, choice.brings, choice.costs, choice.risk, choice.first_step])
    words = [words_of(choice) for choice in shown_now.choices]
    assert 2 * min(words) > max(words)


def words_of(choice: ChoiceView) -> int:
    said = (choice.means, choice.brings, choice.costs, choice.risk, choice.first_step)
    return sum(len(text.split()) for text in said)


def each_change_was_proved_and_none_is_less_honest(shown_now: AdvicePage, row: Advice) -> None:
    proved = {(flip["question"], flip["verdict"]) for flip in row.result["flips"]}
    found = {(change.href.partition("#q-")[2], change.verdict) for change in shown_now.changes}
    assert found <= proved
    assert not any(
        "doubts to yourself" in text or "more than you do" in text
        for text in (change.text for change in shown_now.changes)
    )


def test_take_says_what_it_brings_costs_and_decides() -> None:
    found = shown(plain())
    assert found.verdict.headline == "Go to the interview"
    assert found.verdict.lead == (
        "Going could sharpen your interview skills. It would cost you little. "
        "What you could gain is worth it."
    )
    assert found.now.letter is not None
    assert found.now.letter.kind == "accept"
    assert found.now.plan[0] == "Pick three stories from your work that show what you can do."
    practice = found.reasons[0]
    low, high = (round(end) for end in advice(plain()).result["scores"]["practice"])
    assert (practice.title, practice.low, practice.high, practice.band) == (
        "Sharpen your skills",
        low,
        high,
        "strong",
    )
    assert [(line.sign, line.text) for line in practice.lines] == [
        ("plus", "You have had no interview in two years or more"),
        ("plus", "Interviews go only so-so for you"),
        ("plus", "An interview you want is coming within eight weeks"),
    ]


def test_decline_says_no_politely_and_what_holds_the_reasons_down() -> None:
    answers = plain(interviews_lately="six_or_more", hours="8_or_more")
    found = shown(answers)
    assert found.verdict.headline == "Say no, politely"
    assert found.verdict.lead == (
        "Going would bring you little: none of the four reasons is strong. It would cost you a lot. "
        "What you could gain is not worth it."
    )
    assert found.now.letter is not None
    assert found.now.letter.kind == "decline"
    held = {reason.id: reason.held for reason in found.reasons if reason.held}
    cap = next(cap for cap in advice(answers).result["caps"] if cap["reason"] == "practice")
    assert held["practice"] == (
        f"Could have been {cap['before']:.0f}, but is held down to {cap['cap']:.0f}: "
        "You have had six or more interviews lately."
    )


def test_something_still_open_is_held_down_as_a_hope_and_speaks_for_going() -> None:
    answers = plain(open_point="yes", find_out="either", known_from="guessing", want_if_untrue="yes")
    options = next(reason for reason in shown(answers).reasons if reason.id == "options")
    assert options.held.endswith(": What is still open is a hope and not a fact.")
    assert ("plus", "Something that is still open could make you want it") in [
        (line.sign, line.text) for line in options.lines
    ]


def test_ask_names_what_it_depends_on_and_waits_until_working_hours() -> None:
    answers = plain(interviews_lately="six_or_more", **{**OFFER, "days_to_their_offer": "not_sure"})
    found = shown(
        answers, reply_by=datetime(2026, 11, 25, 22, tzinfo=UTC), contact_name="Dana", company="Acme"
    )
    assert found.verdict.headline == "Ask one thing first"
    assert found.verdict.lead.endswith(
        "Whether it is worth going depends on one thing: when they could make you an offer. Ask first."
    )
    assert found.now.letter is not None
    assert found.now.letter.to == "Dana at Acme"
    assert "When do you expect to decide whom you will hire?" in found.now.letter.text
    assert found.now.waits_until == "Wed, Nov 25, 1\N{NO-BREAK SPACE}pm"
    leverage = next(reason for reason in found.reasons if reason.id == "leverage")
    assert leverage.is_range
    assert [line.text for line in leverage.lines if line.sign == "open"] == [
        "You don't know how soon they could make you an offer"
    ]


def test_limit_is_not_said_where_an_unknown_answer_may_lift_it() -> None:
    offer = {**OFFER, "days_to_answer": 5, "days_to_their_offer": "not_sure"}
    row = advice(plain(interviews_lately="six_or_more", **offer))
    assert [cap["question"] for cap in row.result["caps"] if cap["reason"] == "leverage" and cap["binding"]]
    leverage = next(reason for reason in page(row, ALONE, now=NOW).reasons if reason.id == "leverage")
    assert (leverage.is_range, leverage.held) == (True, "")


def test_condition_is_to_say_so_first() -> None:
    found = shown(plain(flags=["paid_travel"], candor="keep_to_myself", sure="quite_sure"))
    assert found.verdict.headline == "Tell them first that you are unsure"
    assert found.now.letter is not None
    assert found.now.letter.kind == "ask_condition"


def test_benefits_send_to_the_state_and_to_nobody_else() -> None:
    found = shown(plain(interviews_lately="six_or_more", flags=["unemployment_benefits"]))
    assert found.verdict.headline == "Check your benefits first"
    assert (found.now.letter, found.now.check_benefits, found.now.otherwise) == (None, True, Verdict.TAKE)
    by_word = {choice.word: choice for choice in found.choices}
    assert by_word["ask"].letters == ()
    assert by_word["decline"].risk == (
        "Burning a bridge: low. In some states a no can cost you unemployment benefits: "
        "ask the state's office first."
    )
    assert by_word["decline"].first_step == "Ask the state's office first. Send the letter today."


@pytest.mark.parametrize(
    ("hours", "kept", "costs"),
    [
        ("under_2", "You keep up to 2 hours for yourself.", "It would take under 2 hours."),
        (
            "not_sure",
            "You keep the time that going would take.",
            "You don't know how long it would take.",
        ),
    ],
)
def test_choices_name_the_time_also_where_nobody_knows_it(hours: str, kept: str, costs: str) -> None:
    by_word = {choice.word: choice for choice in shown(plain(hours=hours)).choices}
    assert by_word["decline"].brings == kept
    assert by_word["take"].costs.startswith(f"{costs} It would cost you no money. All in all: ")


@pytest.mark.parametrize("word", ["take", "decline"])
def test_boss_who_could_mind_is_kept_in_view_whatever_the_verdict(word: str) -> None:
    lately = "none_in_2_years_or_never" if word == "take" else "six_or_more"
    found = shown(plain(boss_finds_out="could_hurt", interviews_lately=lately))
    assert (found.verdict.word, found.now.off_hours) == (word, True)


def test_not_working_is_said_back_as_it_was_chosen() -> None:
    found = shown(plain(), web={"boss_finds_out": "not_working"})
    assert [fact.value for fact in found.cost.facts if fact.label == "If your boss finds out"] == [
        "I'm not working now"
    ]


def test_late_no_burns_a_bridge_by_what_was_confirmed() -> None:
    found = shown(plain(flags=["time_confirmed", "within_2_days", "last_round"]))
    assert found.bridge_no.band == "some"
    assert [line.text for line in found.bridge_no.lines] == [
        "You already confirmed a time. The interview is within two days"
    ]
    assert "It is the last round" in [line.text for line in found.bridge_go.lines]


def test_reason_that_matters_less_says_so() -> None:
    found = shown(plain(matters={"practice": "some", "clarity": "not_at_all"}))
    assert {reason.id: reason.matters for reason in found.reasons} == {
        "practice": "It matters some to you, so it counts a little less.",
        "clarity": "It does not matter to you right now, so it counts for nothing.",
        "leverage": "",
        "options": "",
    }


def test_lead_speaks_of_a_reason_that_matters_and_the_plan_with_it() -> None:
    found = shown(plain(clear_on_next="not_at_all", newness="very_new", matters={"practice": "not_at_all"}))
    assert found.verdict.lead.startswith("Going could show you what you want next. It would cost you little.")
    assert found.now.plan[0] == "Write down three things that you want to learn there."


def test_lead_says_where_no_reason_matters() -> None:
    nothing = dict.fromkeys(("practice", "leverage", "clarity", "options"), "not_at_all")
    found = shown(plain(matters=nothing))
    assert found.verdict.lead == (
        "Going could sharpen your interview skills. But that does not matter to you right now. "
        "It would cost you little. What you could gain is not worth it."
    )


def test_past_dates_are_said() -> None:
    found = shown(plain(), reply_by=NOW - timedelta(hours=1), interview_at=NOW + timedelta(days=9))
    assert (found.reply_is_past, found.interview_is_past) == (True, False)
    assert [(line.label, line.past) for line in found.dates] == [
        ("Reply to the invitation by", True),
        ("Interview", False),
    ]
    assert found.zone == "Eastern time"


def test_working_starts_with_the_best_reason_and_ends_with_the_bridge_risk() -> None:
    row = advice(plain())
    view = working(Told(row), row.result)
    assert [one.id for one in view.reasons] == [reason.id for reason in shown(plain()).reasons]
    assert [one.id for one in view.others] == ["cost", "stake", "bridge_risk"]
    practice = [part for part in row.result["because"] if part["reason"] == "practice"]
    assert [(step.short, step.points) for step in view.reasons[0].steps] == [
        ("Interviews lately", f"+{practice[0]['points']:g}"),
        ("How interviews go", f"+{practice[1]['points']:g}"),
    ]
    assert view.verdict.headline == "Go to the interview"
