"""The main job, end to end, in a real browser: from the first page to a recruiter's opinion and back."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from decisions.models import Advice, Case, Opinion
from tests import factories
from tests.browser.visitors import (
    ASKS,
    DECLINES,
    DESKTOP,
    PHONE,
    BrowsingCandidate,
    BrowsingStaff,
    NewContext,
)

STEPS = ["job", "practice", "offers", "direction", "cost", "people", "values"]


@pytest.fixture
def recruiter(transactional_db: None) -> User:
    factories.agency(name="Testing Staffing")
    office = factories.office(name="Elkhart")
    return factories.user(name="rae", group="Recruiters", offices=[office])


@pytest.fixture
def base(live_server: object) -> str:
    return str(live_server)


def test_walk_on_a_phone_from_start_to_the_recruiters_opinion(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    candidate = BrowsingCandidate(new_context, base, viewport=PHONE)
    candidate.begin()
    candidate.fill_in_facts(
        company="Lakeshore RV", job_title="Quality technician", reply_by_date=candidate.reply_date()
    )
    assert candidate.answer_all(ASKS) == STEPS
    candidate.press("Show my advice")
    assert candidate.heading == "Ask one thing first"
    advice_page = candidate.page.url

    candidate.page.get_by_role("link", name="Show it to a recruiter").click()
    candidate.look()
    assert Case.objects.count() == 0
    candidate.page.fill("[name=name]", "Sam W.")
    candidate.press("Share this")
    case = Case.objects.get()

    recruiters = BrowsingStaff(new_context, base, viewport=DESKTOP)
    recruiters.sign_in(recruiter)
    recruiters.page.get_by_role("link", name="Sam W.").click()
    recruiters.look()
    assert "$50" in recruiters.page.locator("main").text_content()  # type: ignore[operator]
    recruiters.page.locator("[name=kind][value=differ]").check()
    recruiters.page.locator("[name=verdict][value=take]").check()
    recruiters.page.locator("[name=code]").select_option("fact_known")
    recruiters.page.fill("[name=comment]", "They decide within a week.")
    recruiters.press("Save and next case")
    assert Opinion.objects.get().case == case

    candidate.open(advice_page)
    assert candidate.heading == "Ask one thing first"
    expect(candidate.page.get_by_text("They decide within a week.")).to_be_visible()
    assert len(candidate.checked) >= 13


def test_walk_without_scripts_asks_what_newly_applies_and_gives_the_same_advice(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    candidate = BrowsingCandidate(
        new_context, base, viewport=DESKTOP, color_scheme="dark", java_script_enabled=False
    )
    candidate.begin()
    candidate.fill_in_facts(company="Lakeshore RV", reply_by_date=candidate.reply_date())
    steps = candidate.answer_all(ASKS)
    assert (list(dict.fromkeys(steps)), steps.count("offers")) == (STEPS, 2)
    candidate.press("Show my advice")
    assert candidate.heading == "Ask one thing first"


def test_walk_on_a_narrow_dark_phone_ends_in_a_polite_no(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    narrow = {"width": 320, "height": 640}
    candidate = BrowsingCandidate(new_context, base, viewport=narrow, color_scheme="dark")
    candidate.begin()
    candidate.fill_in_facts(company="L" * 60, job_title="<b>Quality</b> technician")
    assert candidate.answer_all(DECLINES) == STEPS
    candidate.press("Show my advice")
    assert candidate.heading.startswith("Say no, politely")
    expect(candidate.page.get_by_text("<b>Quality</b> technician").first).to_be_visible()
    candidate.page.get_by_role("link", name="See every step of the working").first.click()
    candidate.look()


def test_walk_with_the_keyboard_alone_through_the_first_pages(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    candidate = BrowsingCandidate(new_context, base, viewport=DESKTOP)
    page = candidate.page
    candidate.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts/")
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/q/job/")
    page.locator("[name=sure]").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "quite_sure"
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".errors")).to_be_focused()


@pytest.mark.postgres
def test_advice_submitted_by_a_double_click_is_one(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    draft = factories.draft()
    candidate = BrowsingCandidate(new_context, base, viewport=PHONE)
    candidate.open(reverse("resume", args=[factories.resume_key(invitation=draft.invitation)]))
    candidate.press("Continue")
    candidate.page.get_by_role("button", name="Show my advice").dblclick()
    candidate.page.wait_for_url("**/advice/")
    candidate.page.go_back()
    candidate.page.get_by_role("button", name="Show my advice").click()
    candidate.page.wait_for_url("**/advice/")
    assert Advice.objects.count() == 1
