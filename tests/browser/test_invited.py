"""In a real browser: invited from the desk, from the mail's link to the first answer; and who sees what."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from decisions.models import Draft, ResumeKey
from tests import factories
from tests.browser.visitors import (
    ASKS,
    PHONE,
    QUEUE,
    TABLET,
    BrowsingCandidate,
    BrowsingStaff,
    NewContext,
)

INVITE = reverse("admin:decisions_invite")
# Mails are written by the site alone.
NO_PAGE = "/admin/decisions/message/add/"


@pytest.fixture
def rae(transactional_db: None) -> User:
    factories.agency()
    return factories.user(name="rae", group="Recruiters", offices=[factories.office(name="Elkhart")])


def mailed_link() -> str:
    found = re.search(r"/r/[\w-]{32}/", str(mail.outbox[0].body))
    assert found
    return found[0]


@pytest.mark.expected_console("status of 410")
def test_link_of_the_desk_ends_with_the_first_answer(
    new_context: NewContext, live_server: object, rae: User
) -> None:
    desk = BrowsingStaff(new_context, str(live_server), viewport=TABLET)
    desk.be(rae)
    desk.open(INVITE)
    filled = {"name": "Sam W.", "email": "sam@home.test", "company": "Lakeshore RV", "pay": "$21 an hour"}
    for field, text in filled.items():
        desk.write(field, text)
    desk.page.locator("[name=basis]").select_option("job_order")
    desk.press("Send the invitation")
    link = mailed_link()

    sam = BrowsingCandidate(new_context, str(live_server), viewport=PHONE, color_scheme="dark")
    sam.open(link)
    sam.press("Continue")
    expect(sam.page.get_by_text("$21 an hour")).to_be_visible()
    assert sam.page.locator("[name=company]").input_value() == "Lakeshore RV"
    sam.choose("set_up_by", "agency_recruiter")
    sam.turn_page()
    sam.answer_page(ASKS)
    sam.turn_page()
    assert Draft.objects.get().answers["sure"] == ASKS["sure"]
    assert ResumeKey.objects.filter(origin=ResumeKey.Origin.DESK, revoked_at=None).count() == 0

    agency = BrowsingCandidate(new_context, str(live_server), viewport=PHONE)
    agency.open(link)
    expect(agency.page.get_by_text("Lakeshore RV")).to_have_count(0)


@pytest.mark.expected_console("status of 403", "status of 404")
def test_each_of_the_staff_signs_in_to_their_own_pages_and_no_others(
    new_context: NewContext, live_server: object, rae: User
) -> None:
    """A recruiter signs in for lunch, too (see test_lunch)."""
    factories.case(office=rae.offices.get())
    sol = factories.user(name="sol", group="Agency staff", offices=rae.offices.all())
    alma = factories.user(name="alma", group="Administrators")
    for person, sees, refused in ((sol, "Columns", INVITE), (alma, "Settings", NO_PAGE)):
        desk = BrowsingStaff(new_context, str(live_server), viewport=TABLET)
        desk.sign_in(person)
        assert desk.heading == "Cases"
        expect(desk.page.get_by_text(sees).first).to_be_visible()
        reply = desk.page.goto(refused)
        assert reply is not None
        assert reply.status in {403, 404}


def test_staff_without_an_authenticator_app_get_no_further_than_setting_it_up(
    new_context: NewContext, live_server: object, rae: User
) -> None:
    factories.case(office=rae.offices.get())
    newcomer = factories.user(name="nell", group="Recruiters", offices=rae.offices.all(), totp=False)
    desk = BrowsingStaff(new_context, str(live_server), color_scheme="dark")
    desk.be(newcomer)
    desk.open(QUEUE)
    assert desk.page.url.endswith(reverse("mfa_activate_totp"))
