"""Mails: the agency's name and colors, the same words in HTML and in text, and nothing fetched."""

import re
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import render_to_string

from decisions.mail.digest import Digest, Group, Line
from decisions.models import Agency, Candidate, Case
from decisions.models.agency import MIN_CONTRAST, PAPER_DARK, PAPER_LIGHT, contrast
from tests.look.test_colors import HUES, hardest

FOLDER = Path(settings.BASE_DIR) / "templates/mail"
MAILS = sorted(file.stem for file in FOLDER.glob("[a-z]*.html") if file.stem != "layout")
TO_STAFF = {"case_due", "digest", "taken_over"}
LINK = "https://interviews.example/r/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk/"


class Words(HTMLParser):
    """The text of `body`, each block apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.text = False, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "body"
        self.text += " " if tag in {"p", "td", "br"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def _group(state: str) -> Group:
    lines = [Line("Wed, Nov 25, 5 pm Eastern time", state, reasons, LINK) for reasons in range(3)]
    return Group("Yours", lines, [state] * 200)


def drawn(name: str, form: str, **changes: str) -> str:
    agency = Agency(name="Byrne & <Sons>", phone="574-555-0134", email="help@byrne.example", **changes)
    context = {
        "agency": agency,
        "candidate": Candidate(name="Ana <b>"),
        "link": LINK,
        "expires_at": datetime(2027, 1, 22, tzinfo=UTC),
        "code": "482913",
        "recruiter": "Rae & <Roe>",
        "user": User(first_name="Ida <i>"),
        "case": Case(needs_look=["close", "fact_asked"]),
        "when": "Wed, Nov 25, 5 pm Eastern time",
        "digest": Digest([_group(state) for state in ("overdue", "due", "open")]),
    }
    return render_to_string(f"mail/{name}.{form}", context)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\s,:.]+", text.replace("\n-- \n", "\n")))


@pytest.mark.parametrize("name", MAILS)
def test_mail_says_the_same_in_text_and_in_html(name: str) -> None:
    html, text = Words(drawn(name, "html")).text, drawn(name, "txt")
    about_the_button = "If the button does not work, open this address:"
    assert (LINK in html) == (LINK in text)
    # In HTML the lines of a list are links themselves.
    assert words(html.replace(about_the_button, "").replace(LINK, "")) == words(text.replace(LINK, ""))


@pytest.mark.parametrize("name", MAILS)
def test_mail_fetches_nothing_and_links_only_to_us(name: str) -> None:
    html = drawn(name, "html")
    assert re.findall(r"<img|\ssrc=|url\(|@import|@font-face|<link|<script|<form", html) == []
    assert set(re.findall(r'href="([^"]*)"', html)) <= {LINK, "mailto:help@byrne.example"}


@pytest.mark.parametrize("name", MAILS)
def test_mail_names_the_agency_and_a_person_to_reach(name: str) -> None:
    html, text = drawn(name, "html"), drawn(name, "txt")
    assert "<bdi>Byrne &amp; &lt;Sons&gt;</bdi>" in html
    to_a_person = "Talk to a person: 574-555-0134, help@byrne.example"
    assert (to_a_person in text, "at the desk of Byrne & <Sons>" in text) == (
        name not in TO_STAFF,
        name in TO_STAFF,
    )
    assert [
        "<Sons>" in html,
        re.search("Ana <b>|Ida <i>|<Roe>", html) is not None,
        "&amp;" in text,
        "&#x27;" in text,
    ] == [False] * 4


def inks(html: str) -> list[tuple[str, str]]:
    """Each color of text with the ground it is drawn on, where one style names both."""
    styles = re.findall(r"(?:style=\"|\{)([^\"{}]*)[\"}]", html)
    pairs = [
        (re.search(r"(?<!-)color: ?(#\w{6})", style), re.search(r"background: ?(#\w{6})", style))
        for style in styles
    ]
    return [(front[1], back[1]) for front, back in pairs if front and back]


@pytest.mark.parametrize("hue", HUES)
def test_mail_can_be_read_in_any_color_of_an_agency_on_light_and_dark_screens(hue: float) -> None:
    light, dark = hardest(hue, PAPER_LIGHT), hardest(hue, PAPER_DARK)
    html = drawn("resume_link", "html", color=light, color_dark=dark)
    pairs = inks(html)
    assert {(PAPER_DARK, "#ecefe9"), (PAPER_LIGHT, "#1d2420")} <= {(back, front) for front, back in pairs}
    assert {light, dark} <= {back for _, back in pairs}
    assert [pair for pair in pairs if contrast(*pair) < MIN_CONTRAST] == []
    assert "prefers-color-scheme: dark" in html
