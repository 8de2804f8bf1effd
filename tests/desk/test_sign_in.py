"""How staff come in: an address, a password and a code of the authenticator app, and nothing less."""

import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from decisions.models import Office
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import queue_url

pytestmark = pytest.mark.django_db

LOGIN = "account_login"
PASSWORD = "four words to enter"


def sign_in(client: Client, email: str, password: str) -> str:
    """Where the password alone leads."""
    response = client.post(reverse(LOGIN), {"login": email, "password": password})
    return str(response.headers.get("Location", ""))


def is_in(client: Client) -> bool:
    return client.get(queue_url()).status_code == 200


def code_now(secret: str) -> str:
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


@pytest.fixture
def tess(alma: StaffActor, home_office: Office) -> User:
    """Made by an administrator, and never signed in."""
    recruiters = Group.objects.get(name="Recruiters")
    data = {
        "email": "tess@agency.test",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "groups": [recruiters.pk],
        "offices": [home_office.pk],
    }
    alma.client.post(reverse("admin:auth_user_add"), data)
    return User.objects.get(email="tess@agency.test")


def test_new_recruiter_is_led_to_the_app_and_then_gets_in(client: Client, tess: User) -> None:
    sign_in(client, "Tess@agency.test", PASSWORD)
    activate = reverse("mfa_activate_totp")
    for door in (queue_url(), reverse("admin:index")):
        assert client.get(door, follow=True).redirect_chain[-1][0] == activate
    page = client.get(activate)
    secret = page.context["form"].secret
    wrong = client.post(activate, {"code": "000000"})
    assert (wrong.status_code, is_in(client)) == (200, False)
    assert client.post(activate, {"code": code_now(secret)}).status_code == 302
    assert is_in(client)
    assert Authenticator.objects.filter(user=tess, type=Authenticator.Type.TOTP).count() == 1


def test_password_alone_opens_nothing(client: Client, rae: StaffActor) -> None:
    where = sign_in(client, rae.person.email, factories.PASSWORD)
    assert where.startswith(reverse("mfa_authenticate"))
    assert not is_in(client)


def test_password_and_code_open_the_desk(client: Client, rae: StaffActor) -> None:
    sign_in(client, rae.person.email, factories.PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": factories.totp_code(rae.person)})
    assert is_in(client)


@pytest.mark.parametrize("code", ["", "000000", "None", "0", "1234567", "' OR 1=1", "\u0660" * 6])
def test_wrong_code_opens_nothing(client: Client, rae: StaffActor, code: str) -> None:
    sign_in(client, rae.person.email, factories.PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(client)


def test_code_of_somebody_else_opens_nothing(client: Client, rae: StaffActor, ida: StaffActor) -> None:
    sign_in(client, rae.person.email, factories.PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": factories.totp_code(ida.person)})
    assert not is_in(client)


def test_code_used_once_opens_nothing_again(client: Client, rae: StaffActor) -> None:
    code = factories.totp_code(rae.person)
    sign_in(client, rae.person.email, factories.PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": code})
    second = Client()
    sign_in(second, rae.person.email, factories.PASSWORD)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert (is_in(client), is_in(second)) == (True, False)


def test_code_without_the_password_opens_nothing(client: Client, rae: StaffActor) -> None:
    client.post(reverse("mfa_authenticate"), {"code": factories.totp_code(rae.person)})
    assert not is_in(client)


def test_superuser_without_the_app_gets_nowhere(client: Client) -> None:
    boss = factories.user(name="boss", is_superuser=True, totp=False)
    sign_in(client, boss.email, factories.PASSWORD)
    for name in ("admin:index", "admin:auth_user_changelist", "admin:decisions_case_changelist"):
        chain = client.get(reverse(name), follow=True).redirect_chain
        assert chain[-1][0] == reverse("mfa_activate_totp")


def test_account_without_the_staff_mark_gets_nowhere(client: Client) -> None:
    person = factories.user(name="guest", is_staff=False)
    client.force_login(person)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403
    assert client.get(queue_url()).status_code == 403


def test_deactivated_recruiter_is_out_at_once(rae: StaffActor) -> None:
    User.objects.filter(pk=rae.person.pk).update(is_active=False)
    assert rae.client.get(queue_url())["Location"].startswith(reverse(LOGIN))


def test_person_made_on_the_command_line_can_set_up_the_app(client: Client) -> None:
    """`createsuperuser` makes no row of allauth's for the address."""
    User.objects.create_superuser("first", "first@agency.test", PASSWORD)
    sign_in(client, "first@agency.test", PASSWORD)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert not EmailAddress.objects.filter(verified=False).exists()


def test_sign_out_is_a_form_of_its_own(rae: StaffActor) -> None:
    content = rae.client.get(queue_url()).content.decode()
    assert f'<form method="post" action="{reverse("account_logout")}">' in content
    rae.client.post(reverse("account_logout"))
    assert not is_in(rae.client)


def test_signing_in_from_the_index_leads_to_the_index(client: Client, rae: StaffActor) -> None:
    sign_in_page = client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0]
    client.post(sign_in_page, {"login": rae.person.email, "password": factories.PASSWORD})
    code = {"code": factories.totp_code(rae.person)}
    done = client.post(reverse("mfa_authenticate"), code, follow=True)
    assert (done.status_code, done.request["PATH_INFO"]) == (200, reverse("admin:index"))


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.test", "/\\evil.test", "https:evil.test", "https://evil.test/", "javascript:alert(1)"],
)
def test_next_page_that_is_not_ours_is_ignored(rae: StaffActor, elsewhere: str) -> None:
    response = rae.client.get(reverse("admin:login"), {"next": elsewhere})
    assert response["Location"] == reverse("admin:enter")


def test_code_of_half_a_minute_ago_still_counts(client: Client, rae: StaffActor) -> None:
    code = factories.totp_code(rae.person)
    with time_machine.travel(time.time() + app_settings.TOTP_PERIOD, tick=True):
        sign_in(client, rae.person.email, factories.PASSWORD)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client)
