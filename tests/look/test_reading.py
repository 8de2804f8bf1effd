"""Pages and letters can be read by a tired person: at most eighth grade (Flesch-Kincaid)."""

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from decisions.advice.letters import KINDS, Letters
from decisions.advice.told import Told
from tests import factories
from tests.actors import CandidateActor
from tests.advice.stored_nowhere import NOW, advice
from tests.look.test_pages import ERRORS
from tests.scoring.answer_sets import OFFER, plain

HIGHEST_GRADE = 8.0
BLOCKS = {"p", "li", "h1", "h2", "h3", "dt", "dd", "summary", "label", "legend", "button", "div", "small"}


class MainText(HTMLParser):
    """The text of `main`, each block of it a sentence."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.text = 0, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "main"
        self.text += ". " if tag in BLOCKS else ""

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "main"
        self.text += ". " if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, with syllables counted by groups of vowels."""
    sentences = [part for part in re.split(r"[.!?:]+(?:\s|$)", text) if re.search(r"[a-z]", part)]
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = bool(re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()))
    return max(1, groups - silent)


def test_grade_of_known_sentences() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert grade("Organizational considerations necessitate comprehensive deliberation.") > 20


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["start", "how", "privacy"])
def test_page_is_easy_to_read(client: Client, name: str) -> None:
    assert grade(MainText(client.get(reverse(name)).content.decode()).text) <= HIGHEST_GRADE


@pytest.mark.parametrize("status", ERRORS)
def test_error_page_is_easy_to_read(status: int) -> None:
    assert grade(MainText(render_to_string(f"errors/{status}.html", {})).text) <= HIGHEST_GRADE


@pytest.mark.parametrize("changes", [{}, {"interviews_lately": "six_or_more"}, {"offer": "written"}])
def test_advice_and_working_are_easy_to_read(ana: CandidateActor, changes: dict[str, str]) -> None:
    engine = plain(**({**OFFER, "interviews_lately": "six_or_more"} if "offer" in changes else changes))
    factories.advice(
        invitation=ana.invitation, answers=factories.web_answers(engine, on=ana.invitation.today())
    )
    for url in (ana.url("advice"), ana.url("working", 1), ana.url("pairs", 1)):
        assert grade(MainText(ana.client.get(url).content.decode()).text) <= HIGHEST_GRADE


def test_letters_are_easy_to_read() -> None:
    row = advice(plain(boss_finds_out="could_hurt"), contact_name="Dana", job_title="welder", company="Acme")
    drafted = Letters(Told(row), row.result, NOW, {})
    grades = {kind: grade(drafted.letter(kind).text) for kind in KINDS}
    assert {kind: found for kind, found in grades.items() if found > HIGHEST_GRADE} == {}
