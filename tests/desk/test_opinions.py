import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from decisions.models import Case, Event, Message, Office, Opinion
from decisions.review.forms import AgreeForm, DifferForm, TalkForm
from decisions.review.opinions import CaseChanged, give
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, differ, opinion, queue_url, talk

pytestmark = pytest.mark.django_db


def test_agreeing_is_stored_with_its_event_and_its_mail(rae: StaffActor, sams_case: Case) -> None:
    response = rae.client.post(case_url(sams_case, "agree"), opinion(sams_case))
    assert response.status_code == 302
    given = Opinion.objects.get()
    sams_case.refresh_from_db()
    assert (given.kind, given.by, given.engine_verdict, given.advice_number) == (
        "agree",
        rae.person,
        sams_case.verdict,
        sams_case.advice_number,
    )
    assert (sams_case.version, sams_case.reviewed_at is not None) == (2, True)
    event = Event.objects.get(code=Event.Code.OPINION_GIVEN)
    assert (event.subject, event.actor_ref) == (str(sams_case.ref), str(rae.person.pk))
    queued = Message.objects.get()
    assert (queued.cause, queued.case) == (f"opinion {given.pk}", sams_case)


def test_differing_keeps_verdict_code_comment_and_note(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(case_url(sams_case, "differ"), differ(sams_case, private_note="Called them."))
    given = Opinion.objects.get()
    assert (given.kind, given.verdict, given.code, given.comment, given.private_note) == (
        "differ",
        "decline" if sams_case.verdict != "decline" else "take",
        "timing",
        "They decide soon.",
        "Called them.",
    )


def test_talk_may_propose_a_time_on_the_candidates_clock(rae: StaffActor, sams_case: Case) -> None:
    Case.objects.update(time_zone="America/Chicago")
    day = (timezone.now() + timedelta(days=3)).date()
    proposed = {"talk": "mock_interview", "proposed_date": day.isoformat(), "proposed_time": "09:30"}
    rae.client.post(case_url(sams_case, "talk"), talk(sams_case, **proposed))
    given = Opinion.objects.get()
    assert given.proposed_at is not None
    local = given.proposed_at.astimezone(ZoneInfo("America/Chicago"))
    assert (given.kind, given.talk, local.date(), local.hour, local.minute) == (
        "talk",
        "mock_interview",
        day,
        9,
        30,
    )
    content = rae.client.get(case_url(sams_case)).content.decode()
    assert ("A mock interview" in content, "9:30\N{NO-BREAK SPACE}am Central time" in content) == (True, True)


def test_comment_carries_its_language_and_is_marked_where_it_is_not_the_readers(
    rae: StaffActor, sams_case: Case
) -> None:
    rae.client.post(case_url(sams_case, "agree"), opinion(sams_case, comment="Suerte.", language="es"))
    assert Opinion.objects.get().language == "es"
    content = rae.client.get(case_url(sams_case)).content.decode()
    assert '<p class="paper words" lang="es" dir="auto">Suerte.</p>' in content
    assert "written in Spanish" in content


LATELY = (timezone.now() - timedelta(days=2)).date().isoformat()
FORMS = {form.deed: form for form in (AgreeForm, DifferForm, TalkForm)}
MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("differ", {"verdict": ""}, "verdict"),
    ("differ", {"verdict": "same"}, "verdict"),
    ("differ", {"code": "x' OR 1=1"}, "code"),
    ("differ", {"comment": "   "}, "comment"),
    ("agree", {"comment": "x" * 1001}, "comment"),
    ("agree", {"language": "tlh"}, "language"),
    ("talk", {"talk": "walk"}, "talk"),
    ("talk", {"comment": ""}, "comment"),
    ("talk", {"proposed_date": "2026-02-30", "proposed_time": "09:00"}, "proposed_date"),
    ("talk", {"proposed_date": "2020-11-23", "proposed_time": "09:00"}, "proposed_date"),
    ("talk", {"proposed_date": LATELY, "proposed_time": "09:00"}, "proposed_date"),
    ("talk", {"proposed_date": "2099-11-23"}, "proposed_time"),
    ("talk", {"proposed_time": "09:00"}, "proposed_date"),
    ("talk", {"private_note": "x" * 1001}, "private_note"),
]


def test_incomplete_opinion_is_asked_back(sams_case: Case) -> None:
    for deed, changes, field in MISTAKES:
        changed = {"verdict": sams_case.verdict} if changes.get("verdict") == "same" else changes
        form = FORMS[deed](DEEDS[deed](sams_case, **changed), case=sams_case)
        assert (changes, list(form.errors)) == (changes, [field])
        assert "Select a valid choice" not in str(form.errors)


def test_refused_opinion_comes_back_open_with_what_was_typed(rae: StaffActor, sams_case: Case) -> None:
    for deed, changes, field in (MISTAKES[0], MISTAKES[5], MISTAKES[6]):
        typed = DEEDS[deed](sams_case, private_note="kept words", **changes)
        response = rae.client.post(case_url(sams_case, deed), typed)
        content = response.content.decode()
        assert response.status_code == 200
        assert (f'href="#{deed}_{field}"' in content, "kept words" in content) == (True, True)
        folds = re.findall(r'<details name="deed"( open)?', content)
        assert folds.count(" open") == int(deed != "agree")
    assert Opinion.objects.count() == 0


def test_form_without_a_version_is_refused(rae: StaffActor, sams_case: Case) -> None:
    sent = [("agree", version) for version in ("", "0", "-1", "x", "9" * 30)]
    for deed, version in [*sent, *((deed, "") for deed in DEEDS)]:
        reply = rae.client.post(case_url(sams_case, deed), DEEDS[deed](sams_case, version=version))
        assert reply.status_code == 400
    assert Event.objects.filter(actor_ref=str(rae.person.pk)).exclude(code="refused").count() == 0


def test_line_breaks_are_kept_as_one_character(rae: StaffActor, sams_case: Case) -> None:
    text = "\r\n".join("x" * 9 for _ in range(100))
    rae.client.post(case_url(sams_case, "agree"), opinion(sams_case, comment=text))
    assert Opinion.objects.get().comment == text.replace("\r\n", "\n")


def test_saving_leads_to_the_next_open_case_of_the_filter(rae: StaffActor, home_office: Office) -> None:
    first, second = (factories.case(office=home_office) for _ in range(2))
    address = f"{case_url(first, 'agree')}?whose=unclaimed"
    response = rae.client.post(address, opinion(first, then="next"))
    assert response["Location"] == f"{case_url(second)}?state=open&whose=unclaimed"
    response = rae.client.post(case_url(second, "agree"), opinion(second, then="next"))
    assert response["Location"] == f"{queue_url()}?state=open"


def test_saving_without_next_stays(rae: StaffActor, sams_case: Case) -> None:
    response = rae.client.post(case_url(sams_case, "agree"), opinion(sams_case, then="//evil.test"))
    assert response["Location"] == f"{case_url(sams_case)}?state=open"


def test_opinion_stands_beside_the_advice_and_never_changes_it(rae: StaffActor, sams_case: Case) -> None:
    before = {name: getattr(sams_case, name) for name in ("verdict", "copy", "advice_number", "needs_look")}
    rae.client.post(case_url(sams_case, "differ"), differ(sams_case))
    sams_case.refresh_from_db()
    assert {name: getattr(sams_case, name) for name in before} == before
    assert not hasattr(sams_case.invitation.advice.get(), "opinion")


@pytest.mark.postgres
def test_opinion_is_append_only(rae: StaffActor, sams_case: Case) -> None:
    given = factories.opinion(case=sams_case, by=rae.person)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.filter(pk=given.pk).update(kind=F("kind"))


@pytest.mark.postgres
def test_give_by_who_may_not_see_the_case_changes_nothing(otto: StaffActor, sams_case: Case) -> None:
    with pytest.raises(Case.DoesNotExist):
        give(case_ref=sams_case.ref, version=1, by=otto.person, kind="agree")
    assert Opinion.objects.count() == 0


@pytest.mark.postgres
def test_give_on_an_old_version_changes_nothing(rae: StaffActor, sams_case: Case) -> None:
    with pytest.raises(CaseChanged):
        give(case_ref=sams_case.ref, version=0, by=rae.person, kind="agree")
    sams_case.refresh_from_db()
    assert (sams_case.version, sams_case.reviewed_at, Event.objects.filter(code="opinion_given").count()) == (
        1,
        None,
        0,
    )


def html_of(message: mail.EmailMessage) -> str:
    assert isinstance(message, mail.EmailMultiAlternatives)
    return str(message.alternatives[0][0])


def test_mail_about_an_opinion_holds_a_link_and_no_private_text(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(case_url(sams_case, "differ"), differ(sams_case, comment="SECRET", private_note="HIDDEN"))
    sent = mail.outbox[0]
    html = html_of(sent)
    assert sent.to == ["sam@example.test"]
    link = reverse("resume", args=["x" * 32]).removesuffix("x" * 32 + "/")
    for text in (sent.body, html):
        assert link in text
        assert [word for word in ("SECRET", "HIDDEN", "Lakeshore", "{{", "{%") if word in text] == []


def test_mail_escapes_the_candidates_name_in_html(rae: StaffActor, home_office: Office) -> None:
    eve = factories.candidate(name="<img src=x>", email="eve@example.test")
    case = factories.case(invitation=factories.invitation(candidate=eve), office=home_office)
    rae.client.post(case_url(case, "agree"), opinion(case))
    assert "<img" not in html_of(mail.outbox[0])
    assert "Hello <img src=x>," in mail.outbox[0].body
