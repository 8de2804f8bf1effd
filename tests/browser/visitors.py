"""Visitors who click through the site as people do, and look at each page with an accessibility checker."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests import factories

NewContext = Callable[..., BrowserContext]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

# The tester's own answers; with them the dates of another offer decide, and nobody knows one of them.
ASKS: Mapping[str, str | Sequence[str]] = {
    "sure": "leaning_no",
    "dislikes": ["hours_or_shift"],
    "known_from": "ad_says_so",
    "want_if_untrue": "yes",
    "open_point": "nothing",
    "interviews_lately": "none_in_6_months",
    "interview_skill": "so_so",
    "wanted_interview": "looking_a_bit",
    "offer": "written",
    "offer_room": "maybe",
    "days_to_answer": "2_weeks",
    "days_to_their_offer": "not_sure",
    "pay_compared": "same",
    "clear_on_next": "very",
    "newness": "seen_it",
    "who_you_meet": "the_manager",
    "hours": "2_to_4",
    "money": "under_50",
    "extra_tasks": "none",
    "can_prepare": "yes",
    "boss_finds_out": "small_chance",
    "set_up_by": ["agency_recruiter"],
    "meet_again": "maybe",
    "candor": "honest_if_asked",
    "flags": ["none"],
    "benefits": "no",
    "matters_practice": "a_lot",
    "matters_leverage": "a_lot",
    "matters_clarity": "some",
    "matters_options": "a_lot",
}
DECLINES = {
    **ASKS,
    "offer": "none",
    "sure": "quite_sure",
    "known_from": "they_told_me",
    "want_if_untrue": "no",
    "interviews_lately": "six_or_more",
    "hours": "8_or_more",
}


class Visitor:
    """One browser. `checked` has the address of each page that axe looked at."""

    def __init__(self, new_context: NewContext, base: str, **options: Any) -> None:
        self.scripts = options.get("java_script_enabled", True)
        self.page: Page = new_context(base_url=base, **options).new_page()
        self.checked: list[str] = []

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Nothing for axe to complain of, and nothing wider than the window."""
        if not self.scripts:
            return
        violations = Axe().run(self.page).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations] == [], self.page.url
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide == 0, self.page.url
        self.checked.append(self.page.url)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


class BrowsingCandidate(Visitor):
    def begin(self) -> None:
        self.open("/")
        self.press("Start")

    def fill_in_facts(self, **facts: str) -> None:
        for name, value in facts.items():
            self.page.fill(f"[name={name}]", value)
        self.page.locator("[name=set_up_by][value=agency_recruiter]").check()
        self.press("Continue")

    def answer_all(self, answers: Mapping[str, str | Sequence[str]]) -> list[str]:
        """Answers page by page until "check your answers"; returns the steps in the order they came."""
        steps: list[str] = []
        while "/q/" in self.page.url:
            assert len(steps) < 20, "the questionnaire goes in circles"
            steps.append(re.search(r"/q/(\w+)/", self.page.url).group(1))  # type: ignore[union-attr]
            self.answer_page(answers)
            self.press("Continue")
        return steps

    def answer_page(self, answers: Mapping[str, str | Sequence[str]]) -> None:
        """Answers what is on the page, and what appears on it because of an answer."""
        done: set[str] = set()
        while open_names := [name for name in self._names() if name in answers and name not in done]:
            name = open_names[0]
            value = answers[name]
            for one in [value] if isinstance(value, str) else value:
                self.page.locator(f"[name={name}][value='{one}']").check()
            done.add(name)
            if self.scripts:
                expect(self.page.locator(".htmx-request")).to_have_count(0)

    def _names(self) -> list[str]:
        boxes = self.page.locator("main input[type=radio], main input[type=checkbox]")
        return list(dict.fromkeys(boxes.evaluate_all("boxes => boxes.map(box => box.name)")))

    def reply_date(self, days: int = 3) -> str:
        return (timezone.localdate() + timedelta(days=days)).isoformat()


class BrowsingStaff(Visitor):
    def sign_in(self, person: User) -> None:
        self.open("/admin/decisions/case/")
        self.page.fill("[name=login]", person.email)
        self.page.fill("[name=password]", factories.PASSWORD)
        self.press("Sign in")
        self.page.fill("[name=code]", factories.totp_code(person))
        self.press("Sign in")
