"""Which unknown facts are asked, in which order, and how much they settle; against every completion."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.scoring import NOT_SURE, Result, score

from .answer_sets import EXAMPLE, OFFER, QUESTIONNAIRE, RULES, Answers, answer_sets, only_asked, plain
from .brute_force import (
    askable,
    every_answer,
    open_questions,
    points_at,
    some_unsure,
    unsure_about,
    word_at,
    words_of_completions,
)


def in_need_of_time(answers: Answers, days: tuple[int, int], offer: Answers, ids: list[str]) -> Answers:
    """Answers with an offer that ends too early, more time not asked for yet, and these facts unknown."""
    until_answer, longer = days
    late = {
        "days_to_answer": until_answer,
        "days_to_their_offer": until_answer + longer,
        "more_time": "not_asked",
    }
    weak = {"interviews_lately": "six_or_more", "want_if_untrue": "no", "open_point": "nothing"}
    return some_unsure(only_asked({**answers, **weak, **OFFER, **offer, **late}), ids)


OFFERS = st.fixed_dictionaries(
    {
        "offer": st.sampled_from(["spoken", "written"]),
        "sure": st.sampled_from(["leaning_no", "on_the_fence", "might_want_it"]),
        "candor": st.sampled_from(["told_or_will", "honest_if_asked"]),
        "pay_compared": st.sampled_from(["same", "more"]),
    }
)
UNSURE = st.lists(
    st.sampled_from(["pay_compared", "offer_room", "hours", "money", "extra_tasks", "newness"]),
    max_size=2,
    unique=True,
)
DAYS = st.tuples(st.integers(0, 20), st.integers(1, 14))
LATE = st.builds(in_need_of_time, answer_sets(unsure=False), DAYS, OFFERS, UNSURE)
FACTS = unsure_about(RULES.unknown.askable, 3) | LATE
ANYTHING = unsure_about(RULES.middle, 4)


def settled(answers: Answers, ids: list[str]) -> Fraction:
    """The share of answers to these after which every completion has the same verdict. Brute force."""
    asked = [unknown for unknown in askable(answers) if unknown.question in ids]
    agree = [len(words_of_completions(answers, values)) == 1 for values in every_answer(asked)]
    return Fraction(sum(agree), len(agree))


def could_flip(answers: Answers, id: str) -> bool:
    """Whether the verdict depends on this answer, whatever the others are. Brute force."""
    asked = next(unknown for unknown in askable(answers) if unknown.question == id)
    others = [unknown for unknown in askable(answers) if unknown.question != id]
    return any(
        len({word_at(answers, {**values, id: value}) for value in asked.values}) > 1
        for values in every_answer(others)
    )


def asking(answers: Answers) -> Result | None:
    """The result, if unknown facts are asked."""
    result = score(answers, RULES)
    return result if result.decided_by == "unknown" else None


@settings(max_examples=settings().max_examples // 4)
@given(answers=FACTS)
def test_each_question_is_named_with_how_much_it_settles(answers: Answers) -> None:
    result = score(answers, RULES)
    if result.decided_by != "unknown" and "check_benefits" not in result.conditions:
        assert result.settles == {}
        return
    ids = list(result.settles)
    assert list(result.settles.values()) == [
        round(float(settled(answers, ids[: n + 1])), 2) for n in range(len(ids))
    ]
    assert list(result.settles.values()) == sorted(result.settles.values())


@settings(max_examples=settings().max_examples // 4)
@given(answers=FACTS)
def test_the_first_question_settles_most_and_the_second_most_of_the_rest(answers: Answers) -> None:
    result = asking(answers)
    if result is None:
        return
    assert list(result.ask) == list(result.settles)
    chosen: list[str] = []
    for id in result.ask:
        left = [u.question for u in askable(answers) if u.question not in chosen]
        if "more_time" in left and could_flip(answers, "more_time"):
            assert id == "more_time"
        elif settled(answers, [*chosen, id]) > settled(answers, chosen):
            assert settled(answers, [*chosen, id]) == max(
                settled(answers, [*chosen, other]) for other in left
            )
        else:
            assert all(settled(answers, [*chosen, other]) == settled(answers, chosen) for other in left)
        chosen.append(id)
    assert len(chosen) == 2 or settled(answers, chosen) == 1


@settings(max_examples=settings().max_examples // 4)
@given(answers=FACTS)
def test_where_no_single_question_settles_anything_the_best_two_are_asked(answers: Answers) -> None:
    result = asking(answers)
    ids = [unknown.question for unknown in askable(answers)]
    if result is not None and "more_time" not in ids and not any(settled(answers, [id]) for id in ids):
        pairs = [settled(answers, [*pair]) for pair in combinations(ids, 2)]
        assert settled(answers, [*result.ask]) == max(pairs)


@given(answers=FACTS)
def test_only_what_could_flip_the_verdict_is_asked(answers: Answers) -> None:
    result = asking(answers)
    if result is not None:
        assert all(could_flip(answers, id) for id in result.ask)


@settings(max_examples=settings().max_examples // 4)
@given(answers=ANYTHING)
def test_self_knowledge_is_never_asked_and_never_decides(answers: Answers) -> None:
    own = [unknown for unknown in open_questions(answers) if not unknown.askable]
    result = score(answers, RULES)
    assert not {unknown.question for unknown in own} & {*result.ask, *result.settles}
    known = {**answers, **{unknown.question: unknown.middle for unknown in own}}
    middle = score(known, RULES)
    assert (result.verdict, result.ask, result.decided_by) == (middle.verdict, middle.ask, middle.decided_by)


@given(answers=ANYTHING)
def test_close_is_said_where_self_knowledge_could_turn_it(answers: Answers) -> None:
    own = [unknown for unknown in open_questions(answers) if not unknown.askable]
    words = {word_at(answers, values) for values in every_answer(own)}
    assert score(answers, RULES).close or len(words) == 1


@settings(max_examples=settings().max_examples // 4)
@given(answers=ANYTHING)
def test_ranges_reach_from_the_lowest_to_the_highest_completion(answers: Answers) -> None:
    result = score(answers, RULES)
    every = [points_at(answers, values) for values in every_answer(open_questions(answers))]
    found = {
        "gain": [at.gain for at in every],
        "cost": [at.cost for at in every],
        "bridge_risk": [at.risk for at in every],
        "no_risk": [at.no_risk for at in every],
        "bar": [at.bar for at in every],
        **{reason.id: [at.scores[n] for at in every] for n, reason in enumerate(RULES.reasons)},
    }
    shown = {name: getattr(result, name) for name in ("gain", "cost", "bridge_risk", "no_risk", "bar")}
    for name, (low, high) in {**result.scores, **shown}.items():
        assert (low, high) == (round(min(found[name]), 2), round(max(found[name]), 2)), name


@given(answers=answer_sets())
def test_everything_unknown_is_listed_in_asking_order(answers: Answers) -> None:
    unknown = score(answers, RULES).unknown
    expected = [id for id in QUESTIONNAIRE.ids if answers.get(id) == NOT_SURE]
    assert [id for id in unknown if id != "more_time"] == expected
    assert list(unknown) == sorted(unknown, key=QUESTIONNAIRE.ids.index)


def test_time_that_may_be_granted_is_unknown() -> None:
    late = OFFER | {"days_to_answer": 5, "more_time": "not_asked"}
    assert score(plain(**late), RULES).unknown == ("more_time",)
    assert score(plain(**late | {"more_time": "refused"}), RULES).unknown == ()
    assert score(plain(**late | {"days_to_their_offer": 100}), RULES).unknown == ()


def test_what_a_rule_asks_settles_nothing_unknown() -> None:
    result = score(plain(flags=["paid_travel"]), RULES)
    assert (result.verdict, result.settles) == ("ask", {})


def test_two_that_settle_something_only_together_are_found() -> None:
    unsure = dict.fromkeys(["newness", "hours", "money", "extra_tasks"], NOT_SURE)
    result = score(plain(**unsure, interview_skill="very_well", can_prepare="partly"), EXAMPLE)
    assert dict(result.settles) == {"hours": 0.0, "money": 0.62}


def test_a_second_question_is_one_that_could_flip_the_verdict_where_none_settles_more() -> None:
    unsure = dict.fromkeys(["who_you_meet", "hours", "money", "extra_tasks"], NOT_SURE)
    result = score(plain(**unsure, interview_skill="very_well", boss_finds_out="small_chance"), EXAMPLE)
    assert dict(result.settles) == {"who_you_meet": 0.25, "extra_tasks": 0.25}
