import threading

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.urls import reverse

from decisions.advice.sharing import PARTS, share
from decisions.models import Case, Event, Message, Office, Opinion
from decisions.review.opinions import CaseChanged, give
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import case_url, opinion, queue_url

pytestmark = pytest.mark.django_db


def other_verdict(case: Case) -> str:
    return "decline" if case.verdict != "decline" else "take"


def differ(case: Case, **fields: object) -> dict[str, object]:
    words = {
        "kind": "differ",
        "verdict": other_verdict(case),
        "code": "timing",
        "comment": "They decide soon.",
    }
    return opinion(case, **{**words, **fields})


def test_agreeing_is_stored_with_its_event_and_its_mail(rae: StaffActor, sams_case: Case) -> None:
    response = rae.client.post(case_url(sams_case, "opinion"), opinion(sams_case))
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
    assert Message.objects.get().cause == f"opinion {given.pk}"


def test_differing_keeps_verdict_code_comment_and_note(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(case_url(sams_case, "opinion"), differ(sams_case, private_note="Called them."))
    given = Opinion.objects.get()
    assert (given.kind, given.verdict, given.code, given.comment, given.private_note) == (
        "differ",
        other_verdict(sams_case),
        "timing",
        "They decide soon.",
        "Called them.",
    )


def test_what_only_differing_says_is_dropped_where_the_recruiter_agrees(
    rae: StaffActor, sams_case: Case
) -> None:
    rae.client.post(case_url(sams_case, "opinion"), differ(sams_case, kind="agree"))
    given = Opinion.objects.get()
    assert (given.kind, given.verdict, given.code, given.comment) == ("agree", "", "", "They decide soon.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "erase"}, "kind"),
        ({"verdict": ""}, "verdict"),
        ({"verdict": "same"}, "verdict"),
        ({"code": ""}, "code"),
        ({"code": "x' OR 1=1"}, "code"),
        ({"comment": "   "}, "comment"),
        ({"kind": "talk", "comment": ""}, "comment"),
        ({"comment": "x" * 1001}, "comment"),
        ({"private_note": "x" * 1001}, "private_note"),
    ],
)
def test_incomplete_opinion_comes_back_with_what_was_typed(
    rae: StaffActor, sams_case: Case, changes: dict[str, str], field: str
) -> None:
    if changes.get("verdict") == "same":
        changes = {"verdict": sams_case.verdict}
    typed = differ(sams_case, **{"private_note": "kept words", **changes})
    response = rae.client.post(case_url(sams_case, "opinion"), typed)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert str(typed["private_note"]) in response.content.decode()
    assert Opinion.objects.count() == 0


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30])
def test_form_without_a_version_is_refused(rae: StaffActor, sams_case: Case, version: str) -> None:
    assert (
        rae.client.post(case_url(sams_case, "opinion"), opinion(sams_case, version=version)).status_code
        == 400
    )
    assert Opinion.objects.count() == 0


def test_line_breaks_are_kept_as_one_character(rae: StaffActor, sams_case: Case) -> None:
    text = "\r\n".join("x" * 9 for _ in range(100))
    rae.client.post(case_url(sams_case, "opinion"), opinion(sams_case, comment=text))
    assert Opinion.objects.get().comment == text.replace("\r\n", "\n")


def test_second_recruiter_gets_the_first_opinion_and_loses_nothing(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    ida.client.post(case_url(sams_case, "opinion"), differ(sams_case, comment="Ida was first."))
    mine = opinion(sams_case, kind="talk", comment="Rae wrote this.", private_note="And this.")
    response = rae.client.post(case_url(sams_case, "opinion"), mine)
    content = response.content.decode()
    assert response.status_code == 409
    for words in ("Ida was first.", "Rae wrote this.", "And this.", "not saved yet"):
        assert words in content
    assert [given.by for given in Opinion.objects.all()] == [ida.person]
    # The page is a form on the present version: saving it keeps both.
    version = response.context["form"]["version"].value()
    rae.client.post(case_url(sams_case, "opinion"), {**mine, "version": version})
    assert {given.by for given in Opinion.objects.all()} == {rae.person, ida.person}


def test_opinion_on_a_copy_that_was_replaced_is_not_saved(rae: StaffActor, sams_case: Case) -> None:
    invitation = sams_case.invitation
    newer = factories.advice(invitation=invitation, answers=factories.answers_with(sure="never"))
    share(advice=newer, office=sams_case.office, parts=PARTS, by=invitation.candidate)
    response = rae.client.post(case_url(sams_case, "opinion"), differ(sams_case))
    assert response.status_code == 409
    assert "The candidate shared newer advice" in response.content.decode()
    assert Opinion.objects.count() == 0


def test_saving_leads_to_the_next_open_case_of_the_filter(rae: StaffActor, home_office: Office) -> None:
    first, second = (factories.case(office=home_office) for _ in range(2))
    address = f"{case_url(first, 'opinion')}?whose=unclaimed"
    response = rae.client.post(address, opinion(first, then="next"))
    assert response["Location"] == f"{case_url(second)}?state=open&whose=unclaimed"
    response = rae.client.post(case_url(second, "opinion"), opinion(second, then="next"))
    assert response["Location"] == f"{queue_url()}?state=open"


def test_saving_without_next_stays(rae: StaffActor, sams_case: Case) -> None:
    response = rae.client.post(case_url(sams_case, "opinion"), opinion(sams_case, then="//evil.test"))
    assert response["Location"] == f"{case_url(sams_case)}?state=open"


def test_opinion_stands_beside_the_advice_and_never_changes_it(rae: StaffActor, sams_case: Case) -> None:
    before = {name: getattr(sams_case, name) for name in ("verdict", "copy", "advice_number", "needs_look")}
    rae.client.post(case_url(sams_case, "opinion"), differ(sams_case))
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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_recruiters_at_the_same_moment_make_one_opinion(
    rae: StaffActor, ida: StaffActor, sams_case: Case
) -> None:
    start, outcomes = threading.Barrier(2), []

    def save(by: StaffActor) -> None:
        start.wait()
        try:
            give(case_ref=sams_case.ref, version=1, by=by.person, kind="agree")
            outcomes.append("saved")
        except CaseChanged:
            outcomes.append("changed")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[actor]) for actor in (rae, ida)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), Opinion.objects.count()) == (["changed", "saved"], 1)


def html_of(message: mail.EmailMessage) -> str:
    assert isinstance(message, mail.EmailMultiAlternatives)
    return str(message.alternatives[0][0])


def test_mail_about_an_opinion_holds_a_link_and_no_private_text(rae: StaffActor, sams_case: Case) -> None:
    rae.client.post(
        case_url(sams_case, "opinion"), differ(sams_case, comment="SECRET", private_note="HIDDEN")
    )
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
    rae.client.post(case_url(case, "opinion"), opinion(case))
    assert "<img" not in html_of(mail.outbox[0])
    assert "Hello <img src=x>," in mail.outbox[0].body
