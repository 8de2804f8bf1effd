"""Visitors who go through the site as people do, and look at each page with an accessibility checker."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import axe_playwright_python
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from decisions.models import Invitation
from tests import factories
from tests.actors import staff_actor
from tests.browser.counting import MESSAGE_ENDS, Count, message_ends
from tests.browser.hands import Hands, Keyboard, Pointer

NewContext = Callable[..., BrowserContext]

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

TABLET = {"width": 820, "height": 1180}
QUEUE = "/admin/decisions/case/"

PATIENCE = 15_000
IDS = re.compile(r"[0-9a-f-]{36}|\?.*")
# The whole result of axe is large: only what it complains of leaves the page.
COMPLAINTS = """() => axe.run({resultTypes: ["violations"], preload: false})
  .then(result => result.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

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
# The longest way without another offer: one answer brings one more question.
GOES = {
    **ASKS,
    "offer": "none",
    "open_point": "maybe",
    "find_out": "only_there",
    "interviews_lately": "none_in_2_years_or_never",
    "wanted_interview": "within_8_weeks",
    "hours": "under_2",
    "money": "none",
}


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class Visitor:
    """One browser. axe looks once at each kind of page in each size and color: one address without its
    ids may look different after a mistake, or under another title.
    """

    checked: ClassVar[set[str]] = set()

    def __init__(
        self, new_context: NewContext, base: str, *, keys_alone: bool = False, **options: Any
    ) -> None:
        self.scripts = options.get("java_script_enabled", True)
        self.page: Page = new_context(base_url=base, **options).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.hands: Hands = Keyboard(self.page) if keys_alone else Pointer()
        self.size_and_colors = f"{options.get('viewport')} {options.get('color_scheme')}"

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button that leads to a page."""
        place = within or self.page
        self._go(place.get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        place = within or self.page
        self._go(place.get_by_role("link", name=name).first)

    def unfold(self, name: str) -> None:
        self.hands.press(self.page.locator("summary", has_text=name).first)

    def write(self, field: str, text: str) -> None:
        self.hands.write(self.page.locator(f"[name={field}]:visible").first, text)

    def choose(self, field: str, value: str) -> None:
        self.hands.choose(self.page.locator(f"[name={field}][value='{value}']"))

    def _go(self, target: Locator) -> None:
        self.page.evaluate("document.documentElement.dataset.left = 'yes'")
        self.hands.press(target)
        expect(self.page.locator("html[data-left]")).to_have_count(0, timeout=PATIENCE)
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Nothing wider than the window, and nothing for axe to complain of, which is itself a script."""
        assert self.page.evaluate(TOO_WIDE) == 0, self.page.url
        kind = f"{self.kind} {self.size_and_colors}"
        if self.scripts and kind not in self.checked:
            self.page.evaluate(_axe())
            assert self.page.evaluate(COMPLAINTS) == [], self.page.url
            self.checked.add(kind)

    @property
    def kind(self) -> str:
        alerts = self.page.locator("[role=alert], .wrong").count()
        return f"{IDS.sub('', self.page.url)} {self.page.title()} {bool(alerts)}"

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


class BrowsingCandidate(Visitor):
    def __init__(self, new_context: NewContext, base: str, **options: Any) -> None:
        super().__init__(new_context, base, **options)
        self.count = Count()

    def begin(self) -> None:
        self.open("/")
        self.press("Start")

    def come_in(self, invitation: Invitation) -> None:
        """By a private link."""
        self.open(reverse("resume", args=[factories.resume_key(invitation=invitation)]))
        self.press("Continue")

    def fill_in_facts(self, **facts: str) -> None:
        for name, value in facts.items():
            self.write(name, value)
        self.choose("set_up_by", "agency_recruiter")
        self.turn_page()

    def answer_all(self, answers: Mapping[str, str | Sequence[str]]) -> list[str]:
        """Answers page by page until "check your answers"; returns the steps in the order they came."""
        steps: list[str] = []
        while "/q/" in self.page.url:
            assert len(steps) < 20, "the questionnaire goes in circles"
            steps.append(re.search(r"/q/(\w+)/", self.page.url).group(1))  # type: ignore[union-attr]
            self.answer_page(answers)
            self.turn_page()
        return steps

    def answer_page(self, answers: Mapping[str, str | Sequence[str]]) -> None:
        """Answers what is on the page, and what appears on it because of an answer."""
        done: set[str] = set()
        while open_names := [name for name in self._names() if name in answers and name not in done]:
            name = open_names[0]
            value = answers[name]
            for one in [value] if isinstance(value, str) else value:
                self.choose(name, one)
            done.add(name)
            self.wait_for_the_server()

    def wait_for_the_server(self) -> None:
        if self.scripts:
            expect(self.page.locator(".htmx-request")).to_have_count(0)

    def turn_page(self) -> None:
        self.count.read(self.page)
        self.press("Continue")

    def show_advice(self) -> None:
        """The last of the pages to count, and the first that has the message to send."""
        self.count.read(self.page)
        self.press("Show my advice")
        if self.page.viewport_size == PHONE:
            assert message_ends(self.page) <= MESSAGE_ENDS

    def tap(self, name: str, within: str = "main") -> None:
        """A button with more words than its name."""
        self._go(self.page.locator(within).get_by_role("button", name=name).first)

    def tick(self, field: str, value: str = "") -> None:
        box = f"[name={field}]" + (f"[value='{value}']" if value else "")
        self.hands.toggle(self.page.locator(box))
        self.wait_for_the_server()

    def try_answer(self, question: str, value: str) -> None:
        """Change one answer and see what it leads to: at once with scripts, by a button without."""
        field = self.page.locator(f"[name={question}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            self.hands.select(field, value)
        else:
            self.choose(question, value)
        if self.scripts:
            self.wait_for_the_server()
            self.look()
        else:
            self.press("Show what this leads to")

    def preview(self) -> None:
        if not self.scripts:
            self.press("Show what they would get")

    def _names(self) -> list[str]:
        boxes = self.page.locator("main input[type=radio], main input[type=checkbox]")
        return list(dict.fromkeys(boxes.evaluate_all("boxes => boxes.map(box => box.name)")))

    def reply_date(self, days: int = 3) -> str:
        return (timezone.localdate() + timedelta(days=days)).isoformat()


class BrowsingStaff(Visitor):
    """One of the staff. `loads` counts the pages that the browser had to load.

    Cases look alike, so their names don't tell pages apart.
    """

    def __init__(self, new_context: NewContext, base: str, **options: Any) -> None:
        super().__init__(new_context, base, **{"viewport": DESKTOP, **options})
        self.base, self.loads = base, 0
        self.page.on("load", self._count)

    def _count(self, page: Page) -> None:
        self.loads += 1

    def sign_in(self, person: User) -> None:
        self.open(QUEUE)
        self.page.fill("[name=login]", person.email)
        self.page.fill("[name=password]", factories.PASSWORD)
        self.press("Sign in")
        self.page.fill("[name=code]", factories.totp_code(person))
        self.press("Sign in")

    def be(self, person: User) -> None:
        """Signed in already."""
        cookie = staff_actor(person).client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    @property
    def kind(self) -> str:
        """The title of a case begins with what the page is and goes on with whose it is."""
        return IDS.sub("", self.page.url) + self.page.title().split()[0]

    def deed(self, name: str) -> Locator:
        """The form of a deed, unfolded where it was folded."""
        form = self.page.locator(f"form#{name}")
        if not form.is_visible():
            self.page.locator("details", has=form).locator("> summary").click()
        return form

    def save(self, name: str, button: str = "Save and next case") -> None:
        self.press(button, within=self.deed(name))
