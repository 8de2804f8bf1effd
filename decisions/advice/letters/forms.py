"""The three forms of a letter: a mail, a text message and what to say on the phone, each short enough."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.template import Context
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.letters.facts import words
from decisions.advice.letters.kinds import REFERRER_NOTES
from decisions.advice.stamps import fingerprint
from decisions.models import Letter
from decisions.questions.wording import Text

Form = Letter.Form
MAIL, TEXT, PHONE = Form.MAIL.value, Form.TEXT.value, Form.PHONE.value
FORMS = (MAIL, TEXT, PHONE)
MAX_WORDS, MAX_CHARACTERS = 120, 300
LABELS: dict[str, Text] = {
    MAIL: gettext_lazy("E-mail"),
    TEXT: gettext_lazy("Text"),
    PHONE: gettext_lazy("Phone"),
}
OPENS: dict[str, Text] = {
    MAIL: gettext_lazy("Open in my e-mail"),
    TEXT: gettext_lazy("Open in messages"),
}
BLANK_LINE = re.compile(r"\n\s*\n")
# After a name such as "Acme Inc." at the end of a sentence.
TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
# What is left out, one after the other, until the text is short enough: thanks and wishes, then names, then
# what another message can ask.
CUTS: tuple[Mapping[str, Any], ...] = (
    {},
    {"brief": True},
    {"company": ""},
    {"job": ""},
    {"to": ""},
    {"terse": True},
    {"sender": ""},
)


@dataclass(frozen=True)
class FormView:
    """`href` opens the candidate's own program with the text in it; a call has none."""

    form: str
    label: str
    text: str
    subject: str
    is_edited: bool

    @property
    def href(self) -> str:
        if self.form == MAIL:
            body = quote(self.text.replace("\n", "\r\n"))
            return f"mailto:?subject={quote(self.subject)}&body={body}"
        # "?&" is read by the phones that want "?body=" and by those that want "&body=".
        return f"sms:?&body={quote(self.text)}" if self.form == TEXT else ""

    @property
    def stamp(self) -> str:
        """Of the own words that are kept, so that a page that is older than them is noticed."""
        return fingerprint(self.text if self.is_edited else "")

    @property
    def opens(self) -> str:
        return str(OPENS.get(self.form, ""))

    @property
    def rows(self) -> int:
        """How many lines a narrow field needs for the text."""
        return sum(1 + len(line) // 40 for line in self.text.splitlines()) + 1


class Said(dict[str, str]):
    """The sentences that letters share, by the names of their templates, each written when first used."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__()
        self.facts = {**facts, "about": _about(facts), "said": self}

    def __missing__(self, name: str) -> str:
        self[name] = _render(f"parts/{name}", self.facts).strip()
        return self[name]


class Draft:
    """Letters from one set of facts, without what can be left out where one would be too long."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = dict(facts)
        self._said: list[Said] = []

    def text(self, kind: str, form: str, **of_kind: str) -> str:
        """`of_kind` is what only letters of this kind say, such as their questions."""
        name = f"{form}/{'referrer_note' if kind in REFERRER_NOTES else kind}"
        text = ""
        for cuts in range(len(CUTS)):
            rendered = _render(name, {**self._said_after(cuts).facts, **of_kind})
            text = TWO_DOTS.sub(".", TIDY[form](rendered))
            if _is_short(form, text):
                break
        return text

    def _said_after(self, cuts: int) -> Said:
        while len(self._said) <= cuts:
            self._facts |= CUTS[len(self._said)]
            self._said.append(Said(self._facts))
        return self._said[cuts]


def _render(name: str, facts: Mapping[str, Any]) -> str:
    # A letter is text, not a page: a name such as O'Brien must not be escaped.
    template: Any = get_template(f"advice/letters/{name}.txt")
    return str(template.template.render(Context(facts, autoescape=False)))


def _is_short(form: str, text: str) -> bool:
    return len(text) <= MAX_CHARACTERS if form == TEXT else len(text.split()) <= MAX_WORDS


def _about(facts: Mapping[str, Any]) -> str:
    """Which job: "the position of welder at Acme"; empty where nothing is known of it."""
    if facts["job"] and facts["company"]:
        return _("the position of %(job)s at %(company)s") % facts
    if facts["job"]:
        return _("the position of %(job)s") % facts
    return _("the job at %(company)s") % facts if facts["company"] else ""


def _paragraphs(rendered: str) -> str:
    """Each on one line, but for the closing, where the name stands below."""
    paragraphs = [part.split("\n") for part in BLANK_LINE.split(rendered.strip())]
    lines = [[line for line in map(words, part) if line] for part in paragraphs]
    *body, closing = [part for part in lines if part]
    return "\n\n".join([*(" ".join(part) for part in body), "\n".join(closing)])


def _steps(rendered: str) -> str:
    """The four steps of a call, each apart from the others, so that the eye finds the next one."""
    return "\n\n".join(filter(None, map(words, BLANK_LINE.split(rendered))))


TIDY = {MAIL: _paragraphs, TEXT: words, PHONE: _steps}
