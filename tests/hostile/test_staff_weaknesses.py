"""Published weaknesses of systems like this one, tried at the agency's pages: each must fail here."""

import csv
import io
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.admin import DeskModelAdmin
from decisions.models import Absence, Case, Message
from decisions.models import Client as Employer
from tests import factories
from tests.access.doors import doors
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, export_url, queue_url
from tests.hostile.payloads import active
from tests.inviting.inviting import confirm, upload

pytestmark = pytest.mark.django_db

PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>{{7*7}}{% now 'Y' %}%(x)s"
DECISIONS = Path(__file__).parents[2] / "decisions"
DESK = [door for door in doors() if str(door.access).startswith("staff:")]


def changelists() -> dict[str, str]:
    models = [model._meta for model in admin.site._registry if model is not Case]
    return {
        meta.model_name or "": reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        for meta in models
    }


def row_counts() -> dict[str, int]:
    return {
        model.__name__: model._base_manager.count() for model in apps.get_app_config("decisions").get_models()
    }


@pytest.fixture
def hostile_case(rae: StaffActor, ida: StaffActor, sams_case: Case) -> Case:
    """Markup, template code and a format string in each field that staff fill in, by the desk's own forms."""
    User.objects.filter(pk__in=[rae.person.pk, ida.person.pk]).update(
        first_name=PAYLOAD[:150], last_name=PAYLOAD[:150]
    )
    office = sams_case.office
    office.name = office.city = PAYLOAD[:80]
    office.save()
    sams_case.client = Employer.objects.create(name=PAYLOAD, office=office)
    sams_case.candidate_name, sams_case.company = PAYLOAD[:80], PAYLOAD
    sams_case.save()
    words = ("comment", "private_note", "value", "basis_note", "text")
    for name, form in DEEDS.items():
        sams_case.refresh_from_db()
        data = form(sams_case)
        data |= {word: PAYLOAD[:80] for word in words if word in data}
        assert rae.client.post(case_url(sams_case, name), data).status_code == 302, name
    day = timezone.localdate()
    Absence.objects.create(user=rae.person, first_day=day, last_day=day, cover=ida.person)
    Absence.objects.create(
        user=ida.person, first_day=date(2030, 1, 1), last_day=date(2030, 1, 1), cover=rae.person
    )
    Message.objects.create(
        kind="opinion",
        cause="x",
        candidate=sams_case.invitation.candidate,
        case=sams_case,
        invitation=sams_case.invitation,
        language="en",
        state="failed",
        tries=8,
        last_fault="SMTPServerDisconnected",
    )
    sams_case.refresh_from_db()
    return sams_case


def test_no_text_of_staff_or_candidates_runs_on_any_page_of_the_desk(
    rae: StaffActor, ida: StaffActor, hostile_case: Case
) -> None:
    desk = [door for door in DESK if not door.arguments]
    pages = {door.name: reverse(door.name) for door in desk}
    pages |= {
        "case": case_url(hostile_case),
        "all": f"{queue_url()}?state=all",
        "searched": f"{queue_url()}?q=%3Cs",
    }
    html = {name: rae.client.get(url).content.decode() for name, url in pages.items()}
    stale = {**DEEDS["message"](hostile_case), "version": 1, "text": PAYLOAD}
    html["409"] = ida.client.post(case_url(hostile_case, "message"), stale).content.decode()
    assert {name: active(page) for name, page in html.items() if active(page)} == {}
    shown = [name for name, page in html.items() if PAYLOAD[:80] in unescape(page)]
    assert {"case", "409", "all", "searched", "admin:decisions_case_away"} <= set(shown)


def test_no_text_of_a_file_runs_where_its_mistakes_are_listed(rae: StaffActor, home_office: Any) -> None:
    cells = [PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD]
    file = io.StringIO()
    csv.writer(file).writerows([["name", "email", "company", "format"], cells])
    mistakes = upload(rae, file.getvalue()).content.decode()
    assert (active(mistakes), PAYLOAD[:60] in unescape(mistakes)) == ([], True)
    headings = upload(
        rae, f'name,email,"{PAYLOAD.replace(chr(34), "")}"\nSam,sam@home.test,x\n'
    ).content.decode()
    assert (active(headings), "alert(1)" in headings) == ([], True)
    good = io.StringIO()
    csv.writer(good).writerows([["name", "email", "company"], [PAYLOAD[:80], "uma@home.test", PAYLOAD]])
    preview = upload(rae, good.getvalue()).content.decode()
    progress = rae.client.get(confirm(rae, good.getvalue())["Location"]).content.decode()
    assert [active(page) for page in (preview, progress)] == [[], []]
    assert PAYLOAD[:80] in unescape(preview)


LOOKUPS = ("name__regex", "pk__in", "user__password__startswith", "candidate__email__startswith")


def test_no_list_takes_a_lookup_that_is_not_its_own(max_: StaffActor) -> None:
    for name, url in changelists().items():
        for lookup in LOOKUPS:
            assert max_.client.get(url, {lookup: "(a+)+$"}).status_code == 400, (name, lookup)
        assert max_.client.get(f"{url}?q=%00").status_code == 400, name
        words = dict.fromkeys(("q", "o", "p", "all"), "user__password' OR 1=1; --")
        assert max_.client.get(url, words).status_code in {200, 302}, name


def test_forged_rows_of_a_list_or_of_an_inline_create_and_change_nothing(
    alma: StaffActor, rae: StaffActor, sams_case: Case
) -> None:
    for site_admin in admin.site._registry.values():
        assert isinstance(site_admin, DeskModelAdmin)
        assert (list(site_admin.inlines), list(site_admin.list_editable)) == ([], [])
    message = Message.objects.create(kind="digest", cause="x", user=rae.person, language="en")
    before = row_counts()
    forged = {
        "_save": "Save",
        **{f"form-{part}": "1" for part in ("TOTAL_FORMS", "INITIAL_FORMS")},
        "form-0-id": str(message.pk),
        "form-0-state": "sent",
        "form-0-name": "Forged",
        "message_set-TOTAL_FORMS": "1",
        "message_set-INITIAL_FORMS": "0",
        "message_set-0-kind": "digest",
    }
    for visitor in (alma, rae):
        for url in changelists().values():
            assert visitor.client.post(url, forged).status_code in {200, 302, 400, 403}
    message.refresh_from_db()
    after = row_counts()
    assert message.state == "queued"
    assert {name for name in after if after[name] != before[name]} <= {"Event"}


def test_every_admin_page_says_who_may_do_what_with_it() -> None:
    for site_admin in admin.site._registry.values():
        for action, *_ in site_admin._get_base_actions():  # type: ignore[attr-defined]
            assert getattr(action, "allowed_permissions", ()), (site_admin, action)


def test_form_of_another_site_changes_nothing_at_any_door_of_the_desk(
    rae: StaffActor, sams_case: Case
) -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies = rae.client.cookies
    before = row_counts()
    values = {"ref": sams_case.ref, "pk": 1}
    for door in DESK:
        url = reverse(door.name, kwargs={name: values[name] for name in door.arguments})
        assert visitor.post(url, DEEDS["message"](sams_case)).status_code in {403, 405}, door.name
    after = row_counts()
    assert {name for name in after if after[name] != before[name]} <= {"Event"}


def test_ticked_cases_of_another_office_are_neither_exported_nor_claimed(
    rae: StaffActor, sol: StaffActor, sams_case: Case, far_case: Case
) -> None:
    ticked = {"which": "ticked", "case": [str(far_case.ref), str(sams_case.ref)]}
    file: Any = sol.client.post(export_url(), {"data_set": "cases", "format": "csv", **ticked})
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert [row["case"] for row in rows] == [str(sams_case.ref)]
    other = {"data_set": "cases", "format": "csv", "office": str(far_case.office_id)}
    reply: Any = sol.client.post(export_url(), other)
    assert str(far_case.ref) not in reply.getvalue().decode()
    rae.client.post(reverse("admin:decisions_case_bulk_claim"), ticked)
    rae.client.post(reverse("admin:decisions_case_bulk_claim"), {"which": "filtered", "state": "all"})
    assert Case.objects.get(pk=far_case.pk).claimed_by is None


def test_no_address_of_ours_becomes_part_of_a_query() -> None:
    """No keys of a request are handed to the database, and no order either."""
    taken = re.compile(r"(?:filter|exclude|get|annotate|alias|order_by)\([^)]*(?:\*\*|\*)\s*request\.")
    found = [file.name for file in DECISIONS.rglob("*.py") if taken.search(file.read_text())]
    assert found == []
    written = re.compile(r"objects\.raw\(|RawSQL|\.extra\(")
    # The lanes of the queue put together what the ORM wrote, and nothing else.
    found = [file.name for file in DECISIONS.rglob("*.py") if written.search(file.read_text())]
    assert found == ["lanes.py"]


def test_no_page_of_the_desk_may_be_kept_by_a_cache(rae: StaffActor, sams_case: Case) -> None:
    for door in DESK:
        if door.arguments in {(), ("ref",)} and "import_progress" not in door.name:
            reply = rae.client.get(reverse(door.name, args=[sams_case.ref] if door.arguments else []))
            assert (reply["Cache-Control"], "Cookie" in reply["Vary"]) == ("no-store", True), door.name


def test_session_gets_a_new_name_when_somebody_signs_in(rae: StaffActor) -> None:
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": rae.person.email, "password": factories.PASSWORD})
    planted = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.post(reverse("mfa_authenticate"), {"code": factories.totp_code(rae.person)})
    assert visitor.get(queue_url()).status_code == 200
    assert visitor.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get(queue_url()).status_code == 302


SHUT_OUT = {
    "deactivated": 302,
    "no longer staff": 403,
    "right taken": 403,
    "office taken": 404,
    "app removed": 302,
    "password changed": 302,
}


@pytest.mark.parametrize("change", SHUT_OUT)
def test_who_loses_the_right_is_out_at_once_in_every_session(
    change: str, rae: StaffActor, alma: StaffActor, sams_case: Case
) -> None:
    second = Client()
    second.force_login(rae.person)
    typed = DEEDS["message"](sams_case)
    assert [visitor.get(case_url(sams_case)).status_code for visitor in (rae.client, second)] == [200, 200]
    _take_away(change, rae.person)
    for visitor in (rae.client, second):
        page = visitor.get(case_url(sams_case))
        assert (page.status_code, "Lakeshore RV" in page.content.decode()) == (SHUT_OUT[change], False)
        assert "Sam W." not in visitor.get(queue_url(), follow=True).content.decode()
        visitor.post(case_url(sams_case, "message"), typed)
    assert sams_case.messages.count() == 0


def _take_away(change: str, person: User) -> None:
    if change == "deactivated":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif change == "no longer staff":
        User.objects.filter(pk=person.pk).update(is_staff=False)
    elif change == "right taken":
        person.groups.clear()
    elif change == "office taken":
        person.offices.clear()
    elif change == "app removed":
        Authenticator.objects.filter(user=person).delete()
    else:
        person.set_password("quite another password")
        person.save()
