"""The working and the pairs in a real browser: on the narrowest phone and on a desk, light and dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from decisions.advice.issue import issue
from tests import factories
from tests.browser.visitors import DESKTOP, BrowsingCandidate, NewContext
from tests.scoring.answer_sets import OFFER, plain

NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize(
    ("viewport", "color_scheme"),
    [
        pytest.param(NARROW, "dark", id="phone"),
        pytest.param(DESKTOP, "light", id="desktop", marks=pytest.mark.full),
    ],
)
def test_working_of_an_advice_with_unknowns_is_whole(
    new_context: NewContext, live_server: object, viewport: dict[str, int], color_scheme: str
) -> None:
    unknown = {**OFFER, "days_to_their_offer": "not_sure", "pay_compared": "not_sure", "hours": "not_sure"}
    row = factories.draft()
    row.answers = factories.web_answers(
        plain(interviews_lately="six_or_more", **unknown), on=row.invitation.today()
    )
    row.save()
    issue(draft=row, by=row.invitation.candidate)
    candidate = BrowsingCandidate(new_context, str(live_server), viewport=viewport, color_scheme=color_scheme)
    candidate.come_in(row.invitation)
    candidate.open(reverse("working", args=[row.invitation.public_id, 1]))
    cut_off = "svg => svg.getBoundingClientRect().width < 100"
    drawn = candidate.page.locator(".strip svg, .against, .compared")
    assert drawn.count() > 10
    assert not any(drawn.evaluate_all(f"drawings => drawings.map({cut_off})"))
    candidate.page.get_by_role("link", name="Show changes of two answers together").click()
    expect(candidate.page.locator("h1")).to_have_text("If two answers were different")
    candidate.look()
