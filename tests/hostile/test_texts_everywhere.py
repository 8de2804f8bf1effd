"""Text of every kind in every field: kept as typed, shown as text on every page, mail and file, never run."""

import csv
import io
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from decisions.models import Agency, Case, Client, Invitation, Office
from tests import factories
from tests.actors import CandidateActor, StaffActor
from tests.desk.pages import case_url, export_url, queue_url, talk
from tests.hostile.payloads import TEXTS, active
from tests.questionnaire.posting import submit

# What is no code and no template takes the same ways, so that these stand for all in the short form.
SOME = [
    pytest.param(text, id=name, marks=() if name in {"script", "template", "formula"} else pytest.mark.full)
    for name, text in TEXTS.items()
]
CANDIDATE_PAGES: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("facts", ()),
    ("step", ("job",)),
    ("step", ("people",)),
    ("check", ()),
    ("link", ()),
    ("share", ()),
    ("advice", ()),
    ("working", (1,)),
)
ADMIN_PAGES = (
    "index",
    "decisions_agency_changelist",
    "decisions_office_changelist",
    "decisions_client_changelist",
    "decisions_stateoffice_changelist",
    "decisions_event_changelist",
    "decisions_message_changelist",
    "decisions_exportfile_changelist",
    "auth_user_changelist",
    "decisions_office_add",
    "decisions_client_add",
    "auth_user_add",
)
FACTS = ("company", "job_title", "name", "contact_name", "place", "fact_pay", "fact_shift", "fact_rounds")


def fill_agency(text: str, staff: User) -> Office:
    """The agency's own words are typed by people, too."""
    factories.agency(name=text, area_served=text, contact_name=text, hours=text)
    office = factories.office(name=text, city=text)
    office.staff.add(staff)
    factories.state_office(name=text)
    Client.objects.create(name=text, office=office)
    User.objects.filter(pk=staff.pk).update(first_name=text, last_name=text)
    return office


def shared(ana: CandidateActor, text: str, office: Office) -> Case:
    submit(
        ana.client, ana.url("facts"), {**dict.fromkeys(FACTS, text), "time_zone": ana.invitation.time_zone}
    )
    advice = factories.advice(invitation=Invitation.objects.get(pk=ana.invitation.pk))
    ana.client.post(ana.url("letter", 1, "decline"), {"text": text})
    return factories.case(advice=advice, office=office)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_shown_as_it_was_typed_and_never_runs(
    text: str,
    ana: CandidateActor,
    rae: StaffActor,
    max_: StaffActor,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    case = shared(ana, text, fill_agency(text, rae.person))
    ana.person.refresh_from_db()
    ana.person.email = "ana@home.test"
    ana.person.save()
    given = talk(case, comment=text, private_note=text)
    with django_capture_on_commit_callbacks(execute=True):
        assert rae.client.post(case_url(case, "talk"), given).status_code == 302
    pages = {
        **{name: ana.client.get(ana.url(name, *args)) for name, args in CANDIDATE_PAGES},
        "queue": rae.client.get(queue_url()),
        "case": rae.client.get(case_url(case)),
        **{name: max_.client.get(reverse(f"admin:{name}")) for name in ADMIN_PAGES},
    }
    html = {name: page.content.decode() for name, page in pages.items()}
    html["mail"] = str(mailoutbox[0].alternatives[0][0])

    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    assert {name: active(content) for name, content in html.items() if active(content)} == {}
    showing = ("facts", "check", "share", "advice", "queue", "case", "mail", "decisions_office_changelist")
    assert [name for name in showing if text not in unescape(html[name])] == []
    assert text in mailoutbox[0].body
    assert "X-Evil" not in mailoutbox[0].message()


@pytest.mark.parametrize("text", SOME)
def test_text_leaves_the_house_as_it_was_typed(
    text: str, ana: CandidateActor, sol: StaffActor, max_: StaffActor
) -> None:
    case = shared(ana, text, fill_agency(text, sol.person))
    factories.opinion(case=case, by=sol.person, kind="talk", comment=text)
    for data_set in ("cases", "opinions"):
        for kind in ("csv", "xlsx"):
            file: Any = sol.client.post(export_url(), {"data_set": data_set, "format": kind, "state": "all"})
            content = b"".join(file.streaming_content)
            name = file["Content-Disposition"]
            assert name.startswith(f'attachment; filename="{data_set}-')
            if kind == "csv":
                (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
                assert row["company"].removeprefix("'") == text


@pytest.mark.parametrize("text", SOME)
def test_text_in_the_admins_own_record_of_changes_never_runs(text: str, max_: StaffActor) -> None:
    data = {"name": text, "city": text, "state": "IN", "time_zone": "America/Chicago", "is_active": "on"}
    added = max_.client.post(reverse("admin:decisions_office_add"), data, follow=True)
    office = Office.objects.get(name=text)
    pages = [
        added,
        max_.client.get(reverse("admin:index")),
        max_.client.get(reverse("admin:decisions_office_change", args=[office.pk])),
        max_.client.get(reverse("admin:decisions_office_history", args=[office.pk])),
        max_.client.get(reverse("admin:decisions_office_delete", args=[office.pk])),
    ]
    assert [page.status_code for page in pages] == [200] * 5
    assert [active(page.content.decode()) for page in pages] == [[]] * 5
    assert text in unescape(added.content.decode())
    assert Agency.objects.count() == 0
