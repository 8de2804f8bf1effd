"""The page of every published case, in both readings, has its words and nothing else."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests import factories
from tests.actors import CandidateActor

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "open-cases.jsonl").read_text().splitlines()
]
# The second reading of a case differs in few answers, so its pages are for the long form.
READINGS = [
    pytest.param(case[reading], id=f"{case['id']}-{reading}", marks=marks)
    for case in CASES
    for reading, marks in (("answers", ()), ("answers_second_reading", pytest.mark.full))
]


class Page(HTMLParser):
    """The text of a page, its headings of the first rank, and the texts that stand in attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.first_headings, self.ids, self.texts = 0, list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.first_headings += tag == "h1"
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not {"style", "onclick"}.intersection(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


@pytest.mark.parametrize("answers", READINGS)
def test_advice_and_working_of_an_open_case_are_whole(ana: CandidateActor, answers: dict[str, Any]) -> None:
    web = factories.web_answers(answers, on=ana.invitation.today())
    advice = factories.advice(invitation=ana.invitation, answers=web)
    for url in (ana.url("advice"), reverse("working", args=[ana.invitation.public_id, advice.number])):
        response = ana.client.get(url)
        assert response.status_code == 200
        page = Page(response.content.decode())
        assert page.first_headings == 1
        assert len(page.ids) == len(set(page.ids))
        words = " ".join(page.texts)
        assert re.findall(r"\{\{|\}\}|%\(|\bNone\b|: \.|\.\.", words) == []
