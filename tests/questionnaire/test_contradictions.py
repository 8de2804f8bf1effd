"""Two answers that don't fit together: said before the advice, and on the case from what is shared alone."""

import re
from datetime import date
from typing import Any

import pytest

from decisions.advice import sharing
from decisions.advice.copy_words import in_words
from decisions.models import Draft, Invitation
from decisions.questions import WORDINGS
from decisions.questions.contradictions import CONTRADICTIONS, FORMAT, contradictions
from decisions.scoring import current, load
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url
from tests.questionnaire.posting import submit

# One of these is needed for some of the pairs, and none of them is in another.
PAY = {"dislikes": ["pay"], "known_from": "guessing", "meet_again": "maybe"}


def found(**answers: Any) -> list[tuple[str, str]]:
    format = answers.pop("format", "")
    return [one.questions for one in contradictions(factories.answers_with(**answers), format=format)]


def test_usual_answers_fit_together() -> None:
    assert found() == []


def test_each_pair_is_found_once_and_only_where_both_answers_are_given() -> None:
    for pair in CONTRADICTIONS:
        both = {pair.first: next(iter(pair.of_first)), pair.second: next(iter(pair.of_second))}
        given = {
            name: [value] if name in ("dislikes", "set_up_by") else value for name, value in both.items()
        }
        assert found(**{**PAY, **given}) == [pair.questions]
        assert all(pair.questions not in found(**{**PAY, **given, name: None}) for name in both)


def test_pairs_name_options_of_the_form_and_nothing_private() -> None:
    formats = [value for value, _label in Invitation.Format.choices]
    options = {id: list(wording.options) for id, wording in WORDINGS.items()} | {FORMAT: formats}
    rules = load(current(date(2026, 11, 23)).id)
    questions = {one.id: one for one in rules.questionnaire.questions}
    for pair in CONTRADICTIONS:
        for id, wrong in ((pair.first, pair.of_first), (pair.second, pair.of_second)):
            assert set(wrong) <= set(options[id])
            assert id == FORMAT or not (questions[id].private or {*wrong} & {*questions[id].private_options})


def test_what_was_filled_in_for_a_private_reason_contradicts_nothing() -> None:
    filled = {"known_from": "they_told_me", "want_if_untrue": "no", "sure": "might_want_it"}
    assert found(**filled, dislikes=["pay"]) == [("sure", "want_if_untrue")]
    assert found(**filled, dislikes=["cannot_private"]) == []
    assert found(**filled, dislikes=[]) == []
    beside = {"dislikes": ["just_a_feeling", "pay"], "known_from": "they_told_me"}
    assert found(**beside) == []


def test_it_is_said_with_both_answers_to_change_and_keeps_nobody_from_the_advice(ana: CandidateActor) -> None:
    answers = factories.answers_with(sure="never", open_point="yes", find_out="either")
    Draft.objects.filter(invitation=ana.invitation).update(answers=answers)
    Invitation.objects.filter(pk=ana.invitation.pk).update(format="one_way")
    text = ana.client.get(ana.url("check")).content.decode()
    notices = re.findall(r'<p class="notice warn">(.*?)</p>', text, re.S)
    assert len(notices) == text.count("These two answers don't fit together.") == 2
    job, facts = ana.url("step", "job"), ana.url("facts")
    links = [re.findall(r'href="([^"]+)"', one) for one in notices]
    assert links[0] == [f"{job}?change=1#q-sure", f"{job}?change=1#q-open_point"]
    assert links[1][0] == f"{facts}?change=1#q-format"
    assert submit(ana.client, ana.url("check"), {})["Location"] == ana.url("advice")


@pytest.mark.postgres
@pytest.mark.django_db
def test_case_names_the_pair_where_the_answers_are_shared(rae: StaffActor) -> None:
    answers = factories.answers_with(**PAY, sure="never", want_if_untrue="yes")
    advice, office = factories.advice(answers=answers), rae.person.offices.get()
    kept = factories.case(advice=advice, office=office, parts=["verdict", "cost"])
    assert ("contradiction" in kept.needs_look, in_words(kept).contradictions) == (False, [])
    case = factories.case(advice=advice, office=office, parts=sharing.PARTS)
    assert "contradiction" in case.needs_look
    text = rae.client.get(case_url(case)).content.decode()
    wanted = "How sure you are: “Completely. I would never take it”, and Want it if you were wrong: “Yes”."
    assert f"<li>{wanted}</li>" in text
