"""The main job, end to end, in a real browser: from the first page to the words to send, and on from there.

Four walks are in every run: each pair of scripts, keys and colors comes up, and each width. The others of the
matrix are in the long form (`make test-all`).
"""

import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from decisions.models import Advice
from tests import factories
from tests.browser.journeys import (
    Journey,
    asks_gets_an_answer_and_shares,
    comes_back_with_a_code_for_the_next_invitation,
    says_no_and_deletes_everything,
    tries_other_answers_and_keeps_them,
)
from tests.browser.visitors import (
    DESKTOP,
    NARROW,
    PHONE,
    BrowsingCandidate,
    NewContext,
)

JOURNEYS = (
    asks_gets_an_answer_and_shares,
    says_no_and_deletes_everything,
    tries_other_answers_and_keeps_them,
    comes_back_with_a_code_for_the_next_invitation,
)


@dataclass(frozen=True)
class Way:
    """A way to walk: with or without scripts, by pointer or by keys alone, how wide, in which colors."""

    scripts: bool
    keys_alone: bool
    width: int
    colors: str

    @property
    def options(self) -> dict[str, Any]:
        size = {one["width"]: one for one in (NARROW, PHONE, DESKTOP)}[self.width]
        return {
            "viewport": size,
            "color_scheme": self.colors,
            "java_script_enabled": self.scripts,
            "keys_alone": self.keys_alone,
        }

    def __str__(self) -> str:
        scripts = "scripts" if self.scripts else "no scripts"
        return f"{scripts}, {'keys' if self.keys_alone else 'pointer'}, {self.width}, {self.colors}"


ALWAYS: dict[Way, Journey] = {
    Way(True, False, 390, "light"): asks_gets_an_answer_and_shares,
    Way(True, True, 320, "dark"): says_no_and_deletes_everything,
    Way(False, False, 1280, "dark"): tries_other_answers_and_keeps_them,
    Way(False, True, 390, "light"): comes_back_with_a_code_for_the_next_invitation,
}
EVERY_WAY = [Way(*way) for way in product((True, False), (True, False), (320, 390, 1280), ("light", "dark"))]
WALKS = [pytest.param(way, journey, id=f"{way}") for way, journey in ALWAYS.items()] + [
    pytest.param(way, JOURNEYS[number % len(JOURNEYS)], id=f"{way}", marks=pytest.mark.full)
    for number, way in enumerate(way for way in EVERY_WAY if way not in ALWAYS)
]


@pytest.fixture
def recruiter(transactional_db: None) -> User:
    factories.agency(name="Testing Staffing")
    office = factories.office(name="Elkhart")
    return factories.user(name="rae", group="Recruiters", offices=[office])


@pytest.fixture
def base(live_server: object) -> str:
    return str(live_server)


@pytest.mark.parametrize(("way", "journey"), WALKS)
def test_whole_walk(new_context: NewContext, base: str, recruiter: User, way: Way, journey: Journey) -> None:
    journey(BrowsingCandidate(new_context, base, **way.options))


@pytest.mark.parametrize("always", [ALWAYS])
def test_walks_of_every_run_have_each_pair(always: dict[Way, Journey]) -> None:
    for one, other in (("scripts", "keys_alone"), ("scripts", "colors"), ("keys_alone", "colors")):
        assert len({(getattr(way, one), getattr(way, other)) for way in always}) == 4
    assert {way.width for way in always} == {320, 390, 1280}
    assert set(always.values()) == set(JOURNEYS)


def test_errors_and_the_way_past_the_head_are_reached_by_keys(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    candidate = BrowsingCandidate(new_context, base, viewport=DESKTOP, keys_alone=True)
    candidate.open("/")
    candidate.page.keyboard.press("Tab")
    assert candidate.page.evaluate("document.activeElement.className") == "skip"
    candidate.press("Start")
    candidate.press("Continue")
    candidate.press("Continue")
    expect(candidate.page).to_have_title(re.compile("^Error: "))
    expect(candidate.page.locator(".errors")).to_be_focused()


def test_advice_submitted_by_a_double_click_is_one(
    new_context: NewContext, base: str, recruiter: User
) -> None:
    draft = factories.draft()
    candidate = BrowsingCandidate(new_context, base, viewport=PHONE)
    candidate.come_in(draft.invitation)
    candidate.page.get_by_role("button", name="Show my advice").dblclick()
    candidate.page.wait_for_url("**/advice/")
    candidate.page.go_back()
    candidate.page.get_by_role("button", name="Show my advice").click()
    candidate.page.wait_for_url("**/advice/")
    assert Advice.objects.count() == 1
