"""What would change the verdict: nothing is left out, and all of it is proved."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.scoring import flip_pairs, score
from decisions.scoring.engine import verdict_word
from decisions.scoring.facts import as_facts

from .answer_sets import QUESTIONNAIRE, RULES, Answers, answer_sets

DAYS = ("days_to_answer", "days_to_their_offer")
WORDS = {"decline", "ask", "take"}


def word(answers: Answers) -> str:
    return verdict_word(as_facts(answers, RULES), RULES)


def stands_alone(changed: Answers, answers: Answers) -> bool:
    return QUESTIONNAIRE.errors(changed) == {} and QUESTIONNAIRE.asked(changed) == QUESTIONNAIRE.asked(
        answers
    )


def every_change(answers: Answers) -> list[tuple[str, str]]:
    """Each other option of each question that may change, as far as it stands alone."""
    options = [
        (id, to) for id in RULES.may_change if id in answers for to in QUESTIONNAIRE.question(id).options
    ]
    return [
        (id, to) for id, to in options if to != answers[id] and stands_alone({**answers, id: to}, answers)
    ]


def flipping(answers: Answers) -> set[tuple[str, str, str]]:
    """Every single change of options that flips the verdict, with the verdict then. Brute force."""
    now = word(answers)
    found = {(id, to, word({**answers, id: to})) for id, to in every_change(answers)}
    return {(id, to, then) for id, to, then in found if then != now}


@given(answers=answer_sets() | answer_sets(unsure=False))
def test_no_single_change_that_flips_the_verdict_is_left_out(answers: Answers) -> None:
    flips = score(answers, RULES).flips
    found = {(flip.question, flip.to, flip.verdict) for flip in flips if isinstance(flip.to, str)}
    assert found == flipping(answers)
    assert len({(flip.question, flip.to) for flip in flips}) == len(flips)


@given(answers=answer_sets() | answer_sets(unsure=False), day=st.integers(0, 365), id=st.sampled_from(DAYS))
def test_each_day_that_flips_the_verdict_stands_behind_a_listed_one(
    answers: Answers, day: int, id: str
) -> None:
    other = answers.get(DAYS[1] if id == DAYS[0] else DAYS[0])
    if not isinstance(other, int) or not stands_alone({**answers, id: day}, answers):
        return
    now, then = word(answers), word({**answers, id: day})
    listed = {flip.verdict for flip in score(answers, RULES).flips if flip.question == id}
    assert then == now or then in listed


@given(answers=answer_sets() | answer_sets(unsure=False))
def test_flips_of_a_question_name_the_nearest_answer_first(answers: Answers) -> None:
    flips = score(answers, RULES).flips
    ids = list(dict.fromkeys(flip.question for flip in flips))
    assert ids == [id for id in RULES.may_change if id in ids]
    for id in ids:
        options = QUESTIONNAIRE.question(id).options
        named = [options.index(flip.to) for flip in flips if flip.question == id and flip.to in options]
        if id not in DAYS and answers[id] in options:
            steps = [abs(place - options.index(answers[id])) for place in named]
            assert steps == sorted(steps)


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets() | answer_sets(unsure=False))
def test_pairs_lead_to_each_verdict_that_no_single_change_leads_to(answers: Answers) -> None:
    result = score(answers, RULES)
    reached = {result.verdict, *(flip.verdict for flip in result.flips)}
    pairs = flip_pairs(answers, RULES)
    assert {pair.verdict for pair in pairs} <= WORDS - reached
    assert len({(pair.changes[0][0], pair.changes[1][0], pair.verdict) for pair in pairs}) == len(pairs)
    for pair in pairs[:10]:
        (one, to), (other, and_to) = pair.changes
        changed = {**answers, one: to, other: and_to}
        assert QUESTIONNAIRE.errors(changed) == {}
        assert one != other
        assert word(changed) == pair.verdict
        assert word({**answers, one: to}) != pair.verdict != word({**answers, other: and_to})


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets(unsure=False), data=st.data())
def test_no_two_questions_are_left_out_of_the_pairs(answers: Answers, data: st.DataObject) -> None:
    every = [change for change in every_change(answers) if change[0] not in DAYS]
    pairs = st.tuples(st.sampled_from(every), st.sampled_from(every))
    changes = data.draw(st.lists(pairs.filter(lambda both: both[0][0] != both[1][0]), min_size=8, max_size=8))
    now, singles = word(answers), {then for _, _, then in flipping(answers)}
    listed = {(*sorted(id for id, _ in pair.changes), pair.verdict) for pair in flip_pairs(answers, RULES)}
    days = {flip.verdict for flip in score(answers, RULES).flips if flip.question in DAYS}
    for both in changes:
        changed = {**answers, **dict(both)}
        then = word(changed)
        if stands_alone(changed, answers) and then not in {now, *singles, *days}:
            assert (*sorted(id for id, _ in both), then) in listed


@settings(max_examples=settings().max_examples // 4)
@given(answers=answer_sets(unsure=False))
def test_pairs_begin_with_the_nearest_answers(answers: Answers) -> None:
    def steps(id: str, to: Any) -> int:
        options = QUESTIONNAIRE.question(id).options
        return abs(options.index(to) - options.index(answers[id]))

    pairs = [pair for pair in flip_pairs(answers, RULES) if not {id for id, _ in pair.changes} & {*DAYS}]
    distances = [sum(steps(id, to) for id, to in pair.changes) for pair in pairs]
    assert distances == sorted(distances)
    for pair, distance in zip(pairs[:1], distances, strict=False):
        one, other = (id for id, _ in pair.changes)
        nearer = [
            {**answers, one: to, other: and_to}
            for to in QUESTIONNAIRE.question(one).options
            for and_to in QUESTIONNAIRE.question(other).options
            if steps(one, to) + steps(other, and_to) < distance
        ]
        alone = [changed for changed in nearer if stands_alone(changed, answers)]
        assert pair.verdict not in [word(changed) for changed in alone]
