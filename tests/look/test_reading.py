"""All that a candidate reads can be read by a tired person: at most eighth grade (Flesch-Kincaid).

A page of a hundred words or more is measured by itself. The shorter ones are measured together, and so are
the words of all questions, because the formula means little for a few words.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from decisions.advice.letters import KINDS, Letters
from decisions.advice.told import Told
from decisions.models import Agency, Candidate
from decisions.questionnaire.arrive import begin_invitation
from decisions.questions import STEPS, WORDINGS, Option
from tests import factories
from tests.access.doors import Door, doors
from tests.actors import CandidateActor, StaffActor
from tests.advice.stored_nowhere import NOW, advice
from tests.look.test_pages import ERRORS
from tests.scoring.answer_sets import OFFER, plain

HIGHEST_GRADE = 8.0
HARDEST_SENTENCE = 12.0
ENOUGH_WORDS = 100
SENTENCE_ENDS = re.compile(r"[.!?:]+(?:\s|$)")
WHOLE_SENTENCE = 5
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
FOR_CANDIDATES = {"public", "candidate", "person"}
MAILS = [
    mail
    for mail in sorted(Path(settings.BASE_DIR, "templates/mail").glob("[!_l]*.txt"))
    if "subject" not in mail.name
]
BLOCKS = {"p", "li", "h1", "h2", "h3", "dt", "dd", "summary", "label", "legend", "button", "div", "small"}
BLOCKS |= {"td", "th", "textarea"}


class MainText(HTMLParser):
    """The text of `main`, each block of it a sentence; without lists to choose from."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.text = 0, ""
        self.feed(re.sub(r"(?s)<select.*?</select>", "", html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "main"
        self.text += ". " if tag in BLOCKS else ""

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "main"
        self.text += ". " if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of the whole sentences, with syllables counted by groups of vowels.

    Headings, labels and the like would make any page look easy.
    """
    parts = SENTENCE_ENDS.split(text)
    sentences = [words for part in parts if len(words := WORD.findall(part)) >= WHOLE_SENTENCE]
    words = [word for sentence in sentences for word in sentence]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def hard_sentences(text: str) -> list[str]:
    """Those that stand out on a page of easy ones."""
    sentences = [" ".join(part.split()) for part in SENTENCE_ENDS.split(text)]
    return [one for one in sentences if len(WORD.findall(one)) >= 8 and grade(one) > HARDEST_SENTENCE]


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = bool(re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()))
    return max(1, groups - silent)


def test_grade_of_known_sentences() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert grade("Organizational considerations necessitate comprehensive deliberation.") > 20


def test_every_page_for_candidates_is_easy_to_read(ana: CandidateActor, rae: StaffActor) -> None:
    factories.agency(contact_name="Joy", hours="Monday to Friday")
    engine = plain(**OFFER, set_up_by=["i_applied", "friend_or_relative"])
    answers = factories.web_answers(engine, on=ana.invitation.today())
    factories.case(
        advice=factories.advice(invitation=ana.invitation, answers=answers), office=rae.person.offices.get()
    )
    texts = {url: MainText(html).text for url, html in pages(ana)}
    long = {url: text for url, text in texts.items() if len(text.split()) >= ENOUGH_WORDS}
    short = " ".join(text for url, text in texts.items() if url not in long)
    grades = {**{url: grade(text) for url, text in long.items()}, "short pages": grade(short)}
    assert {url: found for url, found in grades.items() if found > HIGHEST_GRADE} == {}
    assert {sentence for text in texts.values() for sentence in hard_sentences(text)} == set()


def pages(ana: CandidateActor) -> Iterator[tuple[str, str]]:
    """Every page that opens for a candidate with an advice that is shared, and each step of the questions."""
    for door in doors():
        for url in addresses(door, ana) if door.access in FOR_CANDIDATES else ():
            response = ana.client.get(url)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield url, response.content.decode()


def addresses(door: Door, ana: CandidateActor) -> list[str]:
    given = {"public_id": ana.invitation.public_id, "ref": ana.person.ref, "number": 1}
    steps = [{"step": step} for step in STEPS if step != "facts"] if "step" in door.arguments else [{}]
    wanted = set(door.arguments) - {"step"}
    if not wanted <= set(given):
        return []
    return [reverse(door.name, kwargs={**{name: given[name] for name in wanted}, **step}) for step in steps]


def test_words_of_the_questions_are_easy_to_read() -> None:
    titles = ". ".join(f"{one.title} {one.hint} {one.why}" for one in WORDINGS.values())
    labels = ". ".join(f"{one.label}. {one.hint}" for one in options())
    says = ". ".join(str(one.says) for one in options())
    grades = {"titles": grade(titles), "labels": grade(labels), "says": grade(says)}
    assert {name: found for name, found in grades.items() if found > HIGHEST_GRADE} == {}


def options() -> Iterator[Option]:
    return (option for wording in WORDINGS.values() for option in wording.options.values())


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_mail_is_easy_to_read(mail: Path) -> None:
    context = {"agency": Agency(name="Byrne"), "candidate": Candidate(name="Ana"), "code": "482913"}
    text = render_to_string(f"mail/{mail.name}", context)
    assert grade(text) <= HIGHEST_GRADE


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


@pytest.mark.parametrize("changes", [{}, OFFER])
def test_letters_are_easy_to_read(changes: dict[str, Any]) -> None:
    answers = plain(boss_finds_out="could_hurt", set_up_by=["past_colleague", "i_applied"], **changes)
    row = advice(answers, contact_name="Dana", job_title="welder", company="Acme", names_offer=True)
    drafted = Letters(Told(row), row.result, NOW, {})
    forms = [(kind, form) for kind in KINDS for form in drafted.letter(kind).forms]
    grades = {(kind, form.form): grade(form.text) for kind, form in forms}
    assert {name: found for name, found in grades.items() if found > HIGHEST_GRADE} == {}


def test_pages_about_the_person_are_easy_to_read(ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    again, _key = begin_invitation(ana.person)
    ana.client.post(reverse("resume", args=[factories.resume_key(invitation=again)]))
    urls = [reverse(name, args=[ana.person.ref]) for name in ("profile", "erase")]
    urls += [reverse(name, args=[again.public_id]) for name in ("still_true", "erase_invitation")]
    for url in (*urls, reverse("privacy"), reverse("erased")):
        without_zones = re.sub(r"(?s)<select.*?</select>", "", ana.client.get(url).content.decode())
        assert grade(MainText(without_zones).text) <= HIGHEST_GRADE, url
