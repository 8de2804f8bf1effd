"""What must hold for every answer set."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decisions.scoring import NOT_SURE, score, shared_answers
from decisions.scoring.engine import verdict_word
from decisions.scoring.facts import as_facts, complete, unknowns
from decisions.scoring.points import points

from .answer_sets import OFFER, QUESTIONNAIRE, RULES, Answers, answer_sets, only_asked, values
from .brute_force import points_at, unsure_about, words_of_completions

# These are what the scoring promises: more often than the other properties, in every run.
OFTEN = settings(max_examples=max(200, settings().max_examples))
RANK = {"decline": 0, "ask": 1, "take": 2}
OFFERS = ["raise_at_my_job", "expected_in_2_weeks", "spoken", "written"]
NOTCHES: dict[str, list[str]] = {
    id: list(order)
    for id, order in RULES.order.items()
    if order and id in QUESTIONNAIRE.ids and not RULES.is_list(id)
}
# Between the others, further questions open or close: they are tested by themselves.
NOTCHES["offer"] = OFFERS
NOTCHES["open_point"] = ["maybe", "yes"]
NOTCHES["more_time"] = ["refused", "not_asked", "granted"]


def word(answers: Answers) -> int:
    assert QUESTIONNAIRE.errors(answers) == {}
    return RANK[verdict_word(as_facts(answers, RULES), RULES)]


@OFTEN
@given(answers=answer_sets())
def test_verdict_never_falls_when_one_answer_gets_better(answers: Answers) -> None:
    for question, order in NOTCHES.items():
        if answers.get(question) in order:
            words = [word({**answers, question: option}) for option in order]
            assert words == sorted(words), question


@OFTEN
@given(answers=answer_sets(), reason=st.sampled_from(RULES.questionnaire.question("matters").each_of))
def test_verdict_never_falls_when_a_reason_matters_more(answers: Answers, reason: str) -> None:
    levels = [
        {**answers.get("matters", {}), reason: level} for level in QUESTIONNAIRE.question("matters").options
    ]
    words = [word({**answers, "matters": level}) for level in levels]
    assert words == sorted(words)


@OFTEN
@given(answers=answer_sets(), flag=st.sampled_from(["last_round", "paid_travel", "cancelled_before"]))
def test_verdict_never_rises_with_a_flag_that_adds_bridge_risk(answers: Answers, flag: str) -> None:
    without = [item for item in answers["flags"] if item != flag]
    assert word({**answers, "flags": [*without, flag]}) <= word({**answers, "flags": without})


@OFTEN
@given(answers=answer_sets(), flag=st.sampled_from(["time_confirmed", "unemployment_benefits"]))
def test_verdict_never_falls_with_a_flag_that_makes_a_no_cost_more(answers: Answers, flag: str) -> None:
    without = [item for item in answers["flags"] if item != flag]
    assert word({**answers, "flags": without}) <= word({**answers, "flags": [*without, flag]})


@OFTEN
@given(answers=answer_sets(), who=st.sampled_from(QUESTIONNAIRE.question("set_up_by").options))
def test_verdict_never_rises_with_one_more_person_behind_it(answers: Answers, who: str) -> None:
    without = [item for item in answers["set_up_by"] if item != who]
    assume(without)
    assert word({**answers, "set_up_by": [*without, who]}) <= word({**answers, "set_up_by": without})


@OFTEN
@given(answers=answer_sets(), days=st.integers(0, 325), other=st.integers(0, 365), longer=st.integers(1, 40))
def test_verdict_never_falls_with_more_days(answers: Answers, days: int, other: int, longer: int) -> None:
    more_time = {"more_time": answers.get("more_time", "not_asked")}
    answers = answers if "offer_room" in answers else {**answers, **OFFER}

    def at(until_answer: Any) -> int:
        changed = {**answers, "days_to_answer": until_answer, "days_to_their_offer": other} | more_time
        return word(only_asked(changed))

    assert at(days) <= at(days + longer) <= at("no_deadline")


def flipped(value: Any) -> Any:
    """The same answer written in the other order."""
    if isinstance(value, dict):
        return dict(reversed(value.items()))
    return value[::-1] if isinstance(value, list) else value


@OFTEN
@given(answers=answer_sets())
def test_same_answers_in_any_order_give_the_same_bytes(answers: Answers) -> None:
    backwards = {id: flipped(value) for id, value in reversed(answers.items())}
    assert as_facts(answers, RULES) == as_facts(backwards, RULES)
    assert json.dumps(score(answers, RULES).as_dict()) == json.dumps(score(backwards, RULES).as_dict())


@OFTEN
@given(answers=answer_sets(), data=st.data())
def test_scores_stay_within_the_shown_range_for_every_completion(
    answers: Answers, data: st.DataObject
) -> None:
    result = score(answers, RULES)
    facts = as_facts(answers, RULES)
    filled = {
        unknown.question: data.draw(
            st.sampled_from(unknown.values)
            if unknown.question == "more_time"
            else values(QUESTIONNAIRE.question(unknown.question), unsure=False)
        )
        for unknown in unknowns(facts, RULES)
    }
    at = points(complete(facts, filled, RULES), RULES)
    shown = {
        **result.scores,
        "gain": result.gain,
        "cost": result.cost,
        "bridge_risk": result.bridge_risk,
        "bar": result.bar,
    }
    scores = {reason.id: score for reason, score in zip(RULES.reasons, at.scores, strict=True)}
    reached = {**scores, "gain": at.gain, "cost": at.cost, "bridge_risk": at.risk, "bar": at.bar}
    for name, (low, high) in shown.items():
        assert low - 0.005001 <= reached[name] <= high + 0.005001, name


SOME_UNSURE = unsure_about(RULES.unknown.askable, 4)


@OFTEN
@given(answers=SOME_UNSURE)
def test_not_sure_decides_as_every_completion_does(answers: Answers) -> None:
    words = words_of_completions(answers)
    result = score(answers, RULES)
    if len(words) == 1:
        assert {result.verdict} == words
        assert result.decided_by not in ("unknown", "no_time_to_ask")
    elif "within_2_days" in answers["flags"]:
        ranks = [RANK[each] for each in words]
        assert min(ranks) <= RANK[result.verdict] <= max(ranks)
        assert result.close
    else:
        assert result.verdict == "ask"
        assert 1 <= len(result.ask) <= 2


@OFTEN
@given(answers=answer_sets(unsure=False), data=st.data())
def test_unknown_self_knowledge_never_leads_to_ask(answers: Answers, data: st.DataObject) -> None:
    own = [q for q in RULES.middle if q not in RULES.unknown.askable and q in answers]
    unsure = data.draw(st.lists(st.sampled_from(own), min_size=1, unique=True))
    middle = {id: RULES.middle[id] for id in unsure}
    assert word({**answers, **dict.fromkeys(unsure, NOT_SURE)}) == word({**answers, **middle})


@OFTEN
@given(answers=answer_sets() | answer_sets(unsure=False))
def test_parts_sum_to_each_number_at_the_point_where_it_is_decided(answers: Answers) -> None:
    result, at = score(answers, RULES), points_at(answers, {})
    sums = {reason: [p.points for p in result.because if p.reason == reason] for reason in result.scores}
    sums["cost"] = [part.points for part in result.cost_because]
    sums["stake"] = [part.points for part in result.stake_because]
    sums["bridge_risk"] = [part.points for part in result.bridge_because]
    expected = {reason.id: score for reason, score in zip(RULES.reasons, at.scores, strict=True)}
    expected |= {"cost": at.cost, "stake": at.stake, "bridge_risk": at.risk}
    assert {name: sum(parts) for name, parts in sums.items()} == pytest.approx(expected, abs=0.005001)


@OFTEN
@given(answers=answer_sets() | answer_sets(unsure=False))
def test_a_binding_cap_is_the_score(answers: Answers) -> None:
    result, at = score(answers, RULES), points_at(answers, {})
    scores = {reason.id: score for reason, score in zip(RULES.reasons, at.scores, strict=True)}
    for cap in result.caps:
        assert cap.before > cap.cap >= scores[cap.reason]
        assert not cap.binding or cap.cap == scores[cap.reason]
    binding = [cap.reason for cap in result.caps if cap.binding]
    assert sorted(binding) == sorted({cap.reason for cap in result.caps})


@OFTEN
@given(answers=answer_sets(), data=st.data())
def test_each_flip_flips(answers: Answers, data: st.DataObject) -> None:
    result = score(answers, RULES)
    if result.flips:
        flip = data.draw(st.sampled_from(result.flips))
        changed = score({**answers, flip.question: flip.to}, RULES)
        assert changed.verdict == flip.verdict != result.verdict


@OFTEN
@given(answers=answer_sets())
def test_every_ask_names_something_to_do_and_a_default(answers: Answers) -> None:
    result = score(answers, RULES)
    if result.verdict == "ask":
        assert result.ask or result.conditions
        assert result.default in ("take", "decline")
    else:
        assert (result.ask, result.conditions, result.default) == ((), (), None)


@OFTEN
@given(answers=answer_sets())
def test_with_benefits_nobody_is_told_to_decline_or_to_voice_doubts(answers: Answers) -> None:
    flags = [*(flag for flag in answers["flags"] if flag != "unemployment_benefits"), "unemployment_benefits"]
    result = score({**answers, "flags": flags}, RULES)
    assert result.verdict != "decline"
    assert result.default != "decline"
    assert "say_you_are_unsure" not in result.conditions
    assert "flags" not in [flip.question for flip in result.flips]
    assert "decline" not in [flip.verdict for flip in result.flips]


@OFTEN
@given(answers=answer_sets(), data=st.data())
def test_the_agencys_copy_is_the_same_whatever_the_private_answers(
    answers: Answers, data: st.DataObject
) -> None:
    def privately(flags: bool, dislikes: bool, candor: str) -> Answers:
        return {
            **answers,
            "candor": candor,
            "flags": [f for f in answers["flags"] if f != "unemployment_benefits"]
            + ["unemployment_benefits"] * flags,
            "dislikes": [d for d in answers["dislikes"] if d != "cannot_private"][:2]
            + ["cannot_private"] * dislikes,
        }

    candors = st.sampled_from(QUESTIONNAIRE.question("candor").options)
    one, other = (
        privately(data.draw(st.booleans()), data.draw(st.booleans()), data.draw(candors)) for _ in "12"
    )
    assert shared_answers(one, QUESTIONNAIRE) == shared_answers(other, QUESTIONNAIRE)
    copy = shared_answers(one, QUESTIONNAIRE)
    assert copy["candor"] == "honest_if_asked"
    assert QUESTIONNAIRE.errors(copy) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["none", NOT_SURE]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@OFTEN
@given(
    answers=answer_sets(),
    wrong=st.dictionaries(st.sampled_from(QUESTIONNAIRE.ids) | st.text(), JSON, max_size=4),
)
def test_any_json_gives_clear_errors_or_a_score(answers: Answers, wrong: Answers) -> None:
    given = {**answers, **wrong}
    errors = QUESTIONNAIRE.errors(given)
    assert all(isinstance(text, str) and text for text in errors.values())
    if not errors:
        score(given, RULES)


@OFTEN
@given(value=JSON)
def test_any_json_instead_of_answers_gives_errors(value: Any) -> None:
    assert QUESTIONNAIRE.errors(value)
