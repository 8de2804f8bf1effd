"""What the forms accept, the engine accepts; and what they stored, they show and accept again."""

from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decisions.advice.answers import to_engine
from decisions.models import Draft, Invitation
from decisions.questionnaire import flow
from decisions.questionnaire.day_field import CHIPS
from decisions.questionnaire.forms import StepForm, field_for
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import DAY_QUESTIONS, REASONS, WORDINGS
from decisions.scoring import current
from tests.questionnaire.posting import STEPS

TODAY = date(2026, 11, 25)
RULES = current(TODAY)


def sheet(answers: dict[str, Any]) -> AnswerSheet:
    invitation = Invitation(company="Elkhart Metal Works")
    draft = Draft(invitation=invitation, rules=RULES.id, answers=answers)
    return AnswerSheet(draft, invitation, RULES.questionnaire, TODAY)


def values(question: str) -> st.SearchStrategy[list[str]]:
    options = field_for(sheet({}), question).options
    usual = st.sampled_from(options).map(lambda option: [option])
    # Mostly one answer, so that whole questionnaires come about, too.
    return st.one_of([usual] * 30 + [st.lists(st.sampled_from(options), max_size=3)])


days = st.integers(-3, 370).map(lambda n: (TODAY + timedelta(days=n)).isoformat())


@st.composite
def posts(draw: st.DrawFn) -> QueryDict:
    """A whole questionnaire as it might be sent: mostly sensible, with gaps, repeats and impossible dates."""
    data = QueryDict(mutable=True)
    for question in (question for questions in STEPS.values() for question in questions):
        if question == "matters":
            for reason in REASONS:
                data.setlist(f"matters_{reason}", [draw(st.sampled_from(["not_at_all", "some", "a_lot"]))])
        elif question in DAY_QUESTIONS:
            data.setlist(question, [draw(st.sampled_from(["date", "not_sure", *CHIPS]))])
            if data[question] == "date":
                data[f"{question}_on"] = draw(days)
        else:
            data.setlist(question, draw(values(question)))
    return data


@settings(max_examples=settings().max_examples // 4)
@given(data=posts())
def test_what_the_forms_accept_the_engine_accepts_and_the_forms_accept_again(data: QueryDict) -> None:
    stored: dict[str, Any] = {}
    is_complete = True
    for step in STEPS:
        form = StepForm(sheet(stored), step, data)
        is_complete &= not form.errors
        stored = sheet(stored).kept({**stored, **form.given})
    assert (flow.problems(sheet(stored)) == {}) == is_complete
    if is_complete:
        assert RULES.questionnaire.errors(to_engine(stored, sheet(stored).invitation, TODAY)) == {}
    for question, value in stored.items():
        field = field_for(sheet(stored), question)
        assert field.clean(field.raw(value)) == value


WORDS = {word for wording in WORDINGS.values() for word in wording.options}


@given(
    text=st.text(max_size=50),
    names=st.lists(st.sampled_from(["sure", "dislikes", "shown", "days_to_answer_on", "x"])),
)
def test_any_text_under_any_name_gives_a_form_and_no_crash(text: str, names: list[str]) -> None:
    assume(text not in WORDS)
    data = QueryDict(mutable=True)
    for name in names:
        data.appendlist(name, text)
    for step in STEPS:
        form = StepForm(sheet({}), step, data)
        assert form.given == {}
        assert set(form.errors) <= set(form.asked)
