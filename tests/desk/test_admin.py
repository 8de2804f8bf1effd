import base64
import struct
import zlib

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decisions.models import Agency, Case, Event, ExportFile, Message, Office
from tests import factories
from tests.actors import StaffActor

pytestmark = pytest.mark.django_db

SHOWN = {
    "Absence",
    "Agency",
    "Case",
    "Client",
    "Event",
    "ExportFile",
    "Group",
    "Message",
    "Office",
    "StateOffice",
    "User",
}
RECORDS = ["event", "message", "exportfile"]


def listing(name: str) -> str:
    return reverse(f"admin:{name}_changelist")


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_admin_has_a_page_for_these_models_and_no_others() -> None:
    assert {model.__name__ for model in admin.site._registry} == SHOWN


def test_index_leads_to_the_queue(rae: StaffActor) -> None:
    content = rae.client.get(reverse("admin:index")).content.decode()
    assert f'href="{listing("decisions_case")}"' in content
    assert listing("decisions_event") not in content


@pytest.mark.parametrize("model", sorted(SHOWN - {"Case"}))
@pytest.mark.parametrize(
    "lookup",
    ["name__regex", "password__startswith", "candidate__email__startswith", "pk__in", "by__password__regex"],
)
def test_lookup_that_is_not_on_the_list_is_refused(max_: StaffActor, model: str, lookup: str) -> None:
    app = "auth" if model in {"User", "Group"} else "decisions"
    response = max_.client.get(listing(f"{app}_{model.lower()}"), {lookup: "(a+)+$"})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("name", "lookup"),
    [
        ("decisions_event", "code__exact"),
        ("decisions_event", "actor_kind__exact"),
        ("decisions_message", "state__exact"),
        ("decisions_exportfile", "format__exact"),
        ("decisions_office", "is_active__exact"),
        ("auth_user", "is_active__exact"),
        ("auth_user", "groups__id__exact"),
    ],
)
@pytest.mark.parametrize("value", ["1", "'", "case_read", "-1", "9" * 30])
def test_lookup_of_a_shown_filter_never_fails(max_: StaffActor, name: str, lookup: str, value: str) -> None:
    assert max_.client.get(listing(name), {lookup: value}).status_code in {200, 302}


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_read_only_even_for_a_superuser(max_: StaffActor, name: str) -> None:
    event = Event.objects.record(Event.Code.ERASED, by=None)
    assert max_.client.get(reverse(f"admin:decisions_{name}_add")).status_code == 403
    assert max_.client.get(listing(f"decisions_{name}")).status_code == 200
    for act in ("change", "delete"):
        address = reverse("admin:decisions_event_" + act, args=[event.pk])
        assert max_.client.post(address, {"code": "exported", "post": "yes"}).status_code == 403
    assert Event.objects.get(pk=event.pk).code == "erased"


def test_bulk_deletion_of_records_does_nothing(max_: StaffActor) -> None:
    event = Event.objects.record(Event.Code.ERASED, by=None)
    data = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    max_.client.post(listing("decisions_event"), data)
    assert Event.objects.filter(pk=event.pk).exists()


def test_message_page_shows_no_address(max_: StaffActor, rae: StaffActor, sams_case: Case) -> None:
    shared = sams_case.invitation
    message = Message.objects.create(
        kind="opinion", cause="opinion 1", candidate=shared.candidate, invitation=shared, language="en"
    )
    for url in (listing("decisions_message"), reverse("admin:decisions_message_change", args=[message.pk])):
        content = max_.client.get(url).content.decode()
        assert ("sam@example.test" in content, "Sam W." in content) == (False, False)


AGENCY = {
    "name": "Lakeshore Staffing",
    "phone": "574-555-0100",
    "email": "help@agency.test",
    "color": "#1f5a41",
    "color_dark": "#7fc8a3",
}


def test_agency_is_made_once_with_its_logo(alma: StaffActor) -> None:
    add = reverse("admin:decisions_agency_add")
    logo = SimpleUploadedFile("../../x.php", png(), content_type="application/x-php")
    assert alma.client.post(add, {**AGENCY, "logo_file": logo}).status_code == 302
    assert (Agency.current().name, bytes(Agency.current().logo)) == ("Lakeshore Staffing", png())
    assert alma.client.get(add).status_code == 403
    change = reverse("admin:decisions_agency_change", args=[1])
    alma.client.post(change, {**AGENCY, "name": "Lakeside Staffing"})
    assert (Agency.current().name, bytes(Agency.current().logo)) == ("Lakeside Staffing", png())
    alma.client.post(change, {**AGENCY, "remove_logo": "on"})
    assert bytes(Agency.current().logo) == b""
    assert (
        alma.client.post(reverse("admin:decisions_agency_delete", args=[1]), {"post": "yes"}).status_code
        == 403
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a",
        b"PK\x03\x04",
        png() + b"x" * 65536,
    ],
)
def test_logo_that_is_no_small_png_is_refused(alma: StaffActor, content: bytes) -> None:
    logo = SimpleUploadedFile("logo.png", content, content_type="image/png")
    response = alma.client.post(reverse("admin:decisions_agency_add"), {**AGENCY, "logo_file": logo})
    assert (response.status_code, Agency.objects.count()) == (200, 0)


def test_color_that_is_hard_to_read_is_refused(alma: StaffActor) -> None:
    response = alma.client.post(reverse("admin:decisions_agency_add"), {**AGENCY, "color": "#ffee88"})
    assert "hard to read" in response.content.decode()
    assert Agency.objects.count() == 0


PASSWORD = "four words to enter"


def new_person(**fields: object) -> dict[str, object]:
    words = {
        "email": "Tess@Agency.test",
        "password1": "four words to enter",
        "password2": "four words to enter",
    }
    return {**words, "first_name": "Tess", **fields}


@pytest.fixture
def tess(alma: StaffActor, home_office: Office) -> User:
    """A recruiter as an administrator makes one."""
    recruiters = Group.objects.get(name="Recruiters")
    data = new_person(groups=[recruiters.pk], offices=[home_office.pk])
    assert alma.client.post(reverse("admin:auth_user_add"), data).status_code == 302
    return User.objects.get(email="tess@agency.test")


def test_administrator_adds_a_recruiter_with_an_office(tess: User, home_office: Office) -> None:
    assert (tess.is_staff, tess.is_superuser, tess.username) == (True, False, "tess@agency.test")
    assert list(tess.offices.all()) == [home_office]
    assert tess.has_perm("decisions.review_case")
    assert EmailAddress.objects.get(user=tess).verified


def test_two_people_cannot_sign_in_with_the_same_address(alma: StaffActor, tess: User) -> None:
    response = alma.client.post(reverse("admin:auth_user_add"), new_person(email="TESS@agency.TEST"))
    assert "Somebody else signs in with this address." in response.content.decode()


def test_administrator_moves_a_recruiter_to_another_office(alma: StaffActor, tess: User) -> None:
    elsewhere = factories.office()
    address = reverse("admin:auth_user_change", args=[tess.pk])
    assert "South Bend office" in alma.client.get(address).content.decode()
    data = {"email": "tess.new@agency.test", "is_active": "on", "offices": [elsewhere.pk]}
    assert alma.client.post(address, data).status_code == 302
    tess.refresh_from_db()
    assert (list(tess.offices.all()), tess.username) == ([elsewhere], "tess.new@agency.test")
    assert EmailAddress.objects.get(user=tess).email == "tess.new@agency.test"


def test_administrator_cannot_become_a_superuser(alma: StaffActor) -> None:
    own = reverse("admin:auth_user_change", args=[alma.person.pk])
    groups = [group.pk for group in alma.person.groups.all()]
    data = {"email": "alma@agency.test", "is_active": "on", "is_superuser": "on", "groups": groups}
    assert alma.client.post(own, data).status_code == 302
    alma.person.refresh_from_db()
    assert not alma.person.is_superuser


def test_administrator_cannot_take_over_a_superuser(alma: StaffActor, max_: StaffActor) -> None:
    change = reverse("admin:auth_user_change", args=[max_.person.pk])
    password = reverse("admin:auth_user_password_change", args=[max_.person.pk])
    action = {"action": "remove_authenticator", "_selected_action": [max_.person.pk]}
    forms = [
        (change, {"email": "mine@agency.test", "is_active": "on"}),
        (password, {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}),
        (listing("auth_user"), action),
    ]
    assert [alma.client.post(address, form).status_code for address, form in forms] == [403, 403, 403]
    assert Authenticator.objects.filter(user=max_.person).exists()
    max_.person.refresh_from_db()
    assert (max_.person.email, max_.person.check_password(factories.PASSWORD)) == ("max@agency.test", True)


def test_group_rights_are_for_superusers_alone(alma: StaffActor) -> None:
    group = Group.objects.get(name="Agency staff")
    address = reverse("admin:auth_group_change", args=[group.pk])
    assert alma.client.post(address, {"name": "Agency staff", "permissions": []}).status_code == 403


def test_lost_authenticator_is_removed_and_noted(alma: StaffActor, rae: StaffActor) -> None:
    data = {"action": "remove_authenticator", "_selected_action": [rae.person.pk]}
    assert alma.client.post(listing("auth_user"), data).status_code == 302
    assert not Authenticator.objects.filter(user=rae.person).exists()
    event = Event.objects.get(code=Event.Code.AUTHENTICATOR_REMOVED)
    assert (event.subject, event.actor_ref) == (f"user {rae.person.pk}", str(alma.person.pk))
    assert rae.client.get(listing("decisions_case"))["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", ["decisions_office", "decisions_client", "auth_user", "decisions_event"])
def test_forged_form_of_a_recruiter_creates_nothing(rae: StaffActor, name: str) -> None:
    before = (Office.objects.count(), User.objects.count())
    data = {
        **new_person(),
        "name": "Forged",
        "city": "X",
        "state": "IN",
        "form-TOTAL_FORMS": "1",
        "form-0-id": "1",
    }
    for address in (listing(name), reverse(f"admin:{name}_add")):
        assert rae.client.post(address, data).status_code == 403
    assert (Office.objects.count(), User.objects.count()) == before
    assert set(Event.objects.values_list("code", flat=True)) == {"refused"}


def test_export_record_shows_its_hash(max_: StaffActor) -> None:
    row = ExportFile.objects.create(data_set="cases", format="csv", rows=3, sha256="ab" * 32, by=max_.person)
    assert (
        "ab" * 32
        in max_.client.get(reverse("admin:decisions_exportfile_change", args=[row.pk])).content.decode()
    )


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "x", "1'", base64.b64encode(b"x").decode()])
def test_unknown_row_of_a_record_is_not_an_error(max_: StaffActor, number: str) -> None:
    response = max_.client.get(f"{listing('decisions_event')}{number}/change/")
    assert response.status_code in {302, 404}
