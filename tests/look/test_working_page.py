"""The working is a page for a phone: light, without scripts, and its drawings speak to who can't see them."""

import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from tests import factories
from tests.actors import CandidateActor
from tests.scoring.answer_sets import OFFER, plain

HEAVIEST = 60_000
UNKNOWN = {
    **OFFER,
    "interviews_lately": "one_or_two",
    "pay_compared": "not_sure",
    "offer_room": "not_sure",
    "known_from": "not_sure",
    "hours": "not_sure",
    "newness": "not_sure",
    "meet_again": "not_sure",
    "open_point": "maybe",
    "find_out": "not_sure",
    "flags": ["last_round", "paid_travel"],
}


Attributes = dict[str, str | None]


class Outline(HTMLParser):
    """The attributes of each drawing and of what is in it, and the heading levels in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.drawings, self.levels, self.inside = list[Attributes](), list[int](), False
        self.shapes = list[tuple[str, Attributes]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg":
            self.drawings.append(dict(attrs))
            self.inside = True
        elif self.inside:
            self.shapes.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "svg"


@pytest.fixture(params=[{}, UNKNOWN], ids=["known", "unknown"])
def html(request: pytest.FixtureRequest, ana: CandidateActor) -> str:
    changes: dict[str, Any] = request.param
    web = factories.web_answers(plain(**changes), on=ana.invitation.today())
    factories.advice(invitation=ana.invitation, answers=web)
    return ana.client.get(ana.url("working", 1)).content.decode()


def test_working_page_is_light_and_needs_no_script(html: str) -> None:
    assert len(gzip.compress(html.encode())) < HEAVIEST
    assert "<script" not in html


def test_drawings_are_silent_beside_their_words(html: str) -> None:
    outline = Outline(html)
    assert len(outline.drawings) > 10
    assert [one for one in outline.drawings if one.get("aria-hidden") != "true"] == []


def test_drawings_keep_inside_and_write_numbers_as_every_browser_reads_them(html: str) -> None:
    places = [
        value
        for _tag, attrs in Outline(html).shapes
        for name, value in attrs.items()
        if name in ("x", "x1", "x2", "width") and value and value.endswith("%")
    ]
    assert [value for value in places if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?%", value)] == []
    assert [value for value in places if float(value[:-1]) > 100] == []


def test_headings_skip_no_level(html: str) -> None:
    levels = Outline(html).levels
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []
