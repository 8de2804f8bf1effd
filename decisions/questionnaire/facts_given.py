"""What the agency knows about the job, and the answer that each fact offers, which the candidate may take."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from decisions.advice.fact_words import source
from decisions.advice.replies import REPLIES
from decisions.advice.stamps import fingerprint
from decisions.models import Advice, Invitation, JobFact
from decisions.questionnaire.awaited import Button, buttons, changes, stamp_of
from decisions.questionnaire.day_field import Day
from decisions.questionnaire.fields import OneOf
from decisions.questionnaire.forms import field_for
from decisions.questionnaire.sheet import Answers, AnswerSheet
from decisions.questions import label, title
from decisions.questions.job_facts import JOB_FACTS
from decisions.scoring import NOT_SURE

# The reply that takes over the answer which the agency named, and the one that takes nothing.
TAKE, LEAVE = "take", "leave"
# With these, a fact about pay or hours may be what is still open.
SOMETHING_OPEN = ("maybe", "yes")
# A fact that tells nothing is left out: there is a button for that.
TELLS_NOTHING = ("only_there", NOT_SURE)


@dataclass(frozen=True)
class FromAgency:
    """A fact of the agency as it is shown."""

    id: int
    name: str
    value: str
    source: str
    response: str


@dataclass(frozen=True)
class Given:
    """A fact that offers an answer. `now` is the one so far, empty where the question asks for what changes.

    `seen` and `opened` are stamps of the fact and of the answers that a reply would change.
    """

    fact: FromAgency
    question: str
    title: str
    now: str
    buttons: tuple[Button, ...]
    seen: str
    opened: str


def from_agency(invitation: Invitation) -> list[FromAgency]:
    return shown(of_agency(invitation), invitation)


def for_step(sheet: AnswerSheet, step: str) -> list[FromAgency]:
    """Those that say something about the questions of this step."""
    here = set(sheet.in_step(step))
    names = [name for name, one in JOB_FACTS.items() if here & {one.coded, *one.judged}]
    facts = of_agency(sheet.invitation) if names else []
    return shown([fact for fact in facts if fact.name in names], sheet.invitation)


def shown(facts: Iterable[JobFact], invitation: Invitation) -> list[FromAgency]:
    return [_shown(fact, invitation) for fact in facts]


def is_open(fact: JobFact) -> bool:
    """Whether the candidate has not responded yet."""
    return not fact.response


def of_agency(invitation: Invitation) -> list[JobFact]:
    facts = invitation.facts.filter(source=JobFact.Source.AGENCY)
    return list(facts.select_related("by").order_by("id"))


def given(sheet: AnswerSheet, facts: Iterable[JobFact], everything: Sequence[Advice]) -> list[Given]:
    """Those that nobody responded to yet and that offer an answer to a question that is asked now.

    `everything` is all advice of the invitation, the newest first.
    """
    found = [(fact, question_of(sheet, fact, everything)) for fact in facts if is_open(fact)]
    return [_given(sheet, fact, question) for fact, question in found if question]


def question_of(sheet: AnswerSheet, fact: JobFact, everything: Sequence[Advice]) -> str:
    """The question that this fact offers an answer to, what the advice waits for first; empty where none.

    What they thought of a fact that was there before the first advice, they said on the way to it.
    """
    is_new = bool(everything) and fact.at > everything[-1].created_at
    fitting = [*_coded_news(sheet, fact), *(_judged(sheet, fact) if is_new else ())]
    awaited = everything[0].result["ask"] if everything else ()
    return next((one for one in awaited if one in fitting), next(iter(fitting), ""))


def offered(sheet: AnswerSheet, fact: JobFact, question: str, reply: str) -> Answers:
    """The answers that this reply changes. Raises `ValidationError` where it is none."""
    if question != JOB_FACTS[fact.name].coded or not fact.answer:
        return changes(sheet, question, reply, "")
    if reply != TAKE:
        raise ValidationError("not a reply")
    return _coded(sheet, fact)


def stamp(fact: JobFact) -> str:
    """Another one once the agency has corrected the fact."""
    return fingerprint([fact.value, fact.answer, fact.basis, fact.basis_note, fact.at.isoformat()])


def _coded_news(sheet: AnswerSheet, fact: JobFact) -> list[str]:
    coded = JOB_FACTS[fact.name].coded
    return [coded] if coded in sheet.asked(sheet.answers) and _is_news(sheet, fact) else []


def _judged(sheet: AnswerSheet, fact: JobFact) -> list[str]:
    asked = sheet.asked(sheet.answers)
    return [one for one in JOB_FACTS[fact.name].judged if one in asked and _is_about(sheet, fact, one)]


def _is_about(sheet: AnswerSheet, fact: JobFact, question: str) -> bool:
    """Whether the question hangs on such a fact for this candidate."""
    answers = JOB_FACTS[fact.name]
    if question == "known_from":
        return answers.dislike in sheet.answers.get("dislikes", ())
    if question == "open_point" and len(answers.judged) > 1:
        return sheet.answers.get("open_point") in SOMETHING_OPEN
    return True


def _is_news(sheet: AnswerSheet, fact: JobFact) -> bool:
    """Whether it can be read as an answer, and as another one than is given."""
    question = JOB_FACTS[fact.name].coded
    if not fact.answer:
        return isinstance(field_for(sheet, question), OneOf)
    try:
        coded = _coded(sheet, fact)
    except ValidationError:
        return False
    return _said(question, coded[question]) != _said(question, sheet.answers.get(question))


def _coded(sheet: AnswerSheet, fact: JobFact) -> Answers:
    question = JOB_FACTS[fact.name].coded
    if isinstance(field_for(sheet, question), Day):
        return changes(sheet, question, "", fact.answer)
    return changes(sheet, question, fact.answer, "")


def _given(sheet: AnswerSheet, fact: JobFact, question: str) -> Given:
    of_changes, answers = question in REPLIES, sheet.answers
    return Given(
        fact=_shown(fact, sheet.invitation),
        question=question,
        title=_("Does this change what you think?") if of_changes else title(question, answers),
        now="" if of_changes else _said(question, answers.get(question)),
        buttons=tuple(_buttons(sheet, fact, question)),
        seen=stamp(fact),
        opened=stamp_of(sheet, question),
    )


def _buttons(sheet: AnswerSheet, fact: JobFact, question: str) -> Iterator[Button]:
    if question == JOB_FACTS[fact.name].coded and fact.answer:
        answer = _said(question, _coded(sheet, fact)[question])
        yield Button(TAKE, _("Use this answer: %(answer)s") % {"answer": answer}, "")
        return
    yield from (one for one in buttons(sheet, question) if one.value not in TELLS_NOTHING)


def _said(question: str, value: object) -> str:
    return label(question, value) if value else ""


def _shown(fact: JobFact, invitation: Invitation) -> FromAgency:
    return FromAgency(
        id=fact.pk,
        name=str(fact.get_name_display()),
        value=fact.value,
        source=source(fact.shared(), invitation.zone),
        response=str(fact.get_response_display()) if fact.response else "",
    )
