"""Whatever is posted or asked for at the desk and in the admin: refused or asked back, never a broken one."""

from collections.abc import Collection
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from decisions.models import Case, ExportFile, Office, Opinion
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import DEEDS, case_url, differ, export_url, message, queue_url, talk
from tests.hostile.payloads import FEW

BAD = [*FEW.values(), "-x;", "user__password", "password__regex", "(a+)+$", "{0.__class__}"]
NEW_PASSWORD = "another long password"
FORMS: dict[str, dict[str, Any]] = {
    "decisions_office_add": {"name": "N", "city": "C", "state": "IN", "time_zone": "America/Chicago"},
    "decisions_stateoffice_add": {"state": "OH", "name": "N", "url": "https://oh.test/"},
    "decisions_client_add": {"name": "N", "office": "1"},
    "decisions_agency_add": {
        "name": "N",
        "phone": "1",
        "email": "a@b.test",
        "color": "#1f5a41",
        "color_dark": "#7fc8a3",
    },
    "auth_user_add": {"email": "new@agency.test", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "auth_group_add": {"name": "N"},
}
ROWS_NAMED = {
    "decisions_office_add": "staff",
    "auth_user_add": "groups",
    "auth_group_add": "permissions",
    "decisions_client_add": "office",
}
# They share their code, so that three stand for all in the short form.
LISTS = [
    "decisions_office",
    "decisions_event",
    "auth_user",
    *(
        pytest.param(name, marks=pytest.mark.full)
        for name in (
            "decisions_stateoffice",
            "decisions_client",
            "decisions_absence",
            "decisions_message",
            "decisions_exportfile",
            "auth_group",
        )
    ),
]
PARAMETERS = ["o", "p", "q", "all", "_popup", "_to_field", "_changelist_filters", "code__exact", "pk__in"]
ZONES = ["../../etc/passwd", "/etc/passwd", "America", "posix", "leapseconds", "a" * 300]


@pytest.fixture
def rae_(rae: StaffActor) -> Client:
    rae.client.raise_request_exception = False
    return rae.client


@pytest.fixture
def admin(max_: StaffActor) -> Client:
    max_.client.raise_request_exception = False
    return max_.client


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        *(("differ", field) for field in ("version", "code", "then")),
        *(("talk", field) for field in ("proposed_date", "proposed_which")),
        *(("fact", field) for field in ("name", "answer")),
    ],
)
@pytest.mark.parametrize(
    "values", [pytest.param(FEW.values(), id="few"), pytest.param(BAD, id="all", marks=pytest.mark.full)]
)
def test_deed_with_a_bad_choice_is_refused_or_asked_back(
    deed: str, field: str, values: Collection[str], rae_: Client, sams_case: Case
) -> None:
    kept = {"differ": "comment", "talk": "comment", "fact": "basis_note"}[deed]
    for value in values:
        data = {**DEEDS[deed](sams_case), kept: "typed", field: value}
        if field == "answer":
            data["name"] = "decide_on"
        reply = rae_.post(case_url(sams_case, deed), data)
        assert reply.status_code in {200, 302, 400, 409}
        assert reply.status_code == 302 or "typed" in reply.content.decode()


def test_opinion_of_a_megabyte_is_asked_back_with_its_text(rae_: Client, sams_case: Case) -> None:
    reply = rae_.post(case_url(sams_case, "talk"), talk(sams_case, comment="x" * 1_000_000))
    assert reply.status_code == 200
    assert "x" * 1_000_000 in reply.content.decode()
    assert Opinion.objects.count() == 0


@pytest.mark.parametrize("act", [*DEEDS, "claim", "release"])
def test_act_on_a_case_without_any_field_or_on_none_is_answered(
    act: str, rae_: Client, sams_case: Case, far_case: Case
) -> None:
    assert rae_.post(case_url(sams_case, act)).status_code == (400 if act in DEEDS else 302)
    assert rae_.post(case_url(far_case, act), message(far_case)).status_code == 404


@pytest.mark.parametrize("field", ["state", "office", "verdict", "whose", "before", "after", "other"])
def test_queue_with_a_bad_filter_is_refused(field: str, rae_: Client, sams_case: Case) -> None:
    for page in (queue_url(), case_url(sams_case)):
        assert {rae_.get(page, {field: value}).status_code for value in BAD} == {400}


@pytest.mark.parametrize("cursor", [f"{'9' * 17}-1", f"-{'9' * 17}-{'9' * 18}", f"{253402300799999999}-1"])
def test_queue_from_the_end_of_all_times_is_empty_or_refused(cursor: str, rae_: Client) -> None:
    replies = {rae_.get(queue_url(), {side: cursor}).status_code for side in ("before", "after")}
    assert replies <= {200, 400}


@pytest.mark.parametrize("field", ["data_set", "format", "which", "case", "state", "other"])
def test_export_with_a_bad_value_is_refused_and_takes_nothing(
    field: str, sol: StaffActor, sams_case: Case
) -> None:
    data = {"data_set": "cases", "format": "csv", "which": "ticked", "case": str(sams_case.ref)}
    for value in BAD:
        assert sol.client.post(export_url(), {**data, field: value}).status_code == 400
    assert ExportFile.objects.count() == 0


@pytest.mark.parametrize("form", FORMS)
def test_admin_form_with_bad_values_is_asked_back(form: str, admin: Client) -> None:
    good = FORMS[form]
    for value in ("9" * 30, "a\r\nX-Evil: 1"):
        for field in good:
            reply = admin.post(reverse(f"admin:{form}"), {**good, field: value})
            # There is one agency, so that the second one is forbidden.
            assert reply.status_code in {200, 302, 400, 403}


@pytest.mark.parametrize("form", FORMS)
def test_admin_form_is_there(form: str, admin: Client) -> None:
    assert admin.get(reverse(f"admin:{form}")).status_code == 200


@pytest.mark.parametrize("form", ROWS_NAMED)
@pytest.mark.parametrize("number", ["9" * 30, "x", "-1", "1.5"])
def test_admin_form_that_names_a_row_that_never_was_saves_nothing(
    form: str, number: str, admin: Client
) -> None:
    before = (Office.objects.count(), User.objects.count())
    reply = admin.post(reverse(f"admin:{form}"), {**FORMS[form], ROWS_NAMED[form]: number})
    assert reply.status_code in {200, 400}
    assert (Office.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("ticked", ["9" * 30, "x", "1 OR 1=1"])
@pytest.mark.parametrize("name", LISTS)
def test_admin_action_on_a_row_that_never_was_does_nothing(name: str, ticked: str, admin: Client) -> None:
    before = User.objects.count()
    for action in ("delete_selected", "remove_authenticator", "evil"):
        data = {"action": action, "_selected_action": ["1", ticked], "index": "0"}
        reply = admin.post(reverse(f"admin:{name}_changelist"), data)
        assert reply.status_code in {200, 302, 400, 403}
    assert User.objects.count() == before


@pytest.mark.parametrize("name", LISTS)
def test_admin_list_with_bad_parameters_is_answered(name: str, admin: Client) -> None:
    for parameter in PARAMETERS:
        for value in ("password", "9" * 30, "(a+)+$"):
            reply = admin.get(reverse(f"admin:{name}_changelist"), {parameter: value})
            assert reply.status_code in {200, 302, 400}


@pytest.mark.parametrize("name", LISTS)
def test_admin_row_of_a_bad_number_is_not_there(name: str, admin: Client) -> None:
    for number in ("9" * 30, "x", "_5F", "%27", "0"):
        for act in ("change", "delete", "history"):
            reply = admin.get(reverse(f"admin:{name}_{act}", args=[number]))
            assert reply.status_code in {302, 403, 404}


@pytest.mark.parametrize("zone", ZONES)
def test_time_zone_that_is_a_path_is_asked_back(zone: str, admin: Client) -> None:
    reply = admin.post(
        reverse("admin:decisions_office_add"), {**FORMS["decisions_office_add"], "time_zone": zone}
    )
    assert (reply.status_code, Office.objects.count()) == (200, 0)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp:", "x"])
def test_state_office_with_a_dangerous_address_is_asked_back(address: str, admin: Client) -> None:
    data = {**FORMS["decisions_stateoffice_add"], "url": address}
    assert admin.post(reverse("admin:decisions_stateoffice_add"), data).status_code == 200


def test_sign_in_name_of_somebody_else_is_asked_back(admin: Client) -> None:
    User.objects.create_user("new@agency.test", "other@agency.test")
    reply = admin.post(reverse("admin:auth_user_add"), FORMS["auth_user_add"])
    assert (reply.status_code, b"Somebody else signs in" in reply.content) == (200, True)


def test_forged_fields_give_no_rights(admin: Client) -> None:
    forged = {**FORMS["auth_user_add"], "is_superuser": "on", "user_permissions": "1", "id": "1", "pk": "1"}
    assert admin.post(reverse("admin:auth_user_add"), forged).status_code == 302
    made = User.objects.get(email="new@agency.test")
    assert (made.is_superuser, made.user_permissions.count()) == (False, 0)


def test_signed_out_in_the_middle_of_a_form_hands_the_text_back(rae_: Client, sams_case: Case) -> None:
    rae_.session.delete()
    typed = differ(sams_case, comment="<b>typed for an hour</b>")
    for url in (case_url(sams_case, "differ"), reverse("admin:decisions_office_add")):
        reply = rae_.post(url, {**typed, "password": "secret words"})
        content = reply.content.decode()
        assert reply.status_code == 403
        assert "&lt;b&gt;typed for an hour" in content
        assert reverse("account_login") in content
        assert ("secret words" in content, sams_case.company in content) == (False, False)
    assert Opinion.objects.count() == 0


ELSEWHERE = [
    "//evil.test",
    "/\\evil.test",
    "https:evil.test",
    "https://evil.test",
    "javascript:alert(1)",
    "/%0d%0aX:1\r\nY:2",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(target: str, db: None) -> None:
    person = factories.user(name="rae", group="Recruiters")
    visitor = Client()
    login = {"login": person.email, "password": factories.PASSWORD, "next": target}
    first = visitor.post(f"{reverse('account_login')}", login)
    second = visitor.post(first["Location"], {"code": factories.totp_code(person), "next": target})
    third = visitor.get(reverse("admin:login"), {"next": target})
    for reply in (first, second, third):
        assert reply.status_code == 302
        assert reply["Location"][0] == "/"
        assert reply["Location"][1] not in "/\\"


@pytest.mark.parametrize("header", ["HTTP_HOST", "SERVER_NAME"])
def test_foreign_host_is_refused(header: str, db: None) -> None:
    given: dict[str, Any] = (
        {header: "evil.test"} if header == "HTTP_HOST" else {header: "evil.test", "HTTP_HOST": ""}
    )
    for path in ("/", "/admin/", "/i/00000000-0000-4000-8000-000000000000/"):
        reply = Client().get(path, **given)
        assert (reply.status_code, b"evil.test" in reply.content) == (400, False)


def test_foreign_forwarded_host_is_not_listened_to(rae_: Client, sams_case: Case) -> None:
    page = rae_.get(case_url(sams_case), HTTP_X_FORWARDED_HOST="evil.test", HTTP_FORWARDED="host=evil.test")
    assert (page.status_code, b"evil.test" in page.content) == (200, False)
