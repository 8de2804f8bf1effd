"""What was shared and said on a case so far, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from decisions.advice.copy_words import PART_NAMES, CopyInWords
from decisions.advice.fact_words import basis_said
from decisions.models import Case, CaseMessage, Event, JobFact, Opinion
from decisions.review.fact_form import fact_label
from decisions.review.forms import WRITTEN_IN
from decisions.review.rows import display_name, say


@dataclass(frozen=True)
class Entry:
    """`kind` is "opinion", "message", "fact" or "shared"; `written_in` names a language that isn't the
    reader's own."""

    kind: str
    at: datetime
    when: str
    by: str
    said: Opinion | CaseMessage | str
    source: str = ""
    written_in: str = ""
    proposed: str = ""


# Each of these made the next version of its case.
MAKE_A_VERSION = (
    Event.Code.CASE_SHARED,
    Event.Code.OPINION_GIVEN,
    Event.Code.FACT_GIVEN,
    Event.Code.FACT_CORRECTED,
    Event.Code.MESSAGE_WRITTEN,
)


def timeline(case: Case, shown: CopyInWords) -> list[Entry]:
    """The latest first. Of a fact that was corrected only the correction is left."""
    entries = [*_opinions(case), *_messages(case), *_facts(case, shown), *_shared(case)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def latest(so_far: list[Entry], case: Case, versions: int) -> list[Entry]:
    """What came with the last versions. As a correction replaces an entry, they can't be counted off."""
    if not versions:
        return []
    made = Event.objects.filter(subject=str(case.ref), code__in=MAKE_A_VERSION).order_by("-id")
    before = made.values_list("at", flat=True)[versions : versions + 1].first()
    return [entry for entry in so_far if before is None or entry.at > before]


def written_in(language: str) -> str:
    """The name of a language in which the reader does not read this page; empty where they do."""
    return "" if language == get_language() else str(WRITTEN_IN.get(language, ""))


def _opinions(case: Case) -> Iterator[Entry]:
    for one in case.opinions.select_related("by"):
        foreign = written_in(one.language) if one.comment else ""
        proposed = say(one.proposed_at, case) if one.proposed_at else ""
        yield Entry(
            "opinion",
            one.at,
            say(one.at, case),
            display_name(one.by),
            one,
            written_in=foreign,
            proposed=proposed,
        )


def _messages(case: Case) -> Iterator[Entry]:
    for one in case.messages.select_related("by"):
        foreign = written_in(one.language)
        yield Entry("message", one.at, say(one.at, case), display_name(one.by), one, written_in=foreign)


def _facts(case: Case, shown: CopyInWords) -> Iterator[Entry]:
    for fact, line in zip(case.job_facts, shown.facts, strict=True):
        if fact["source"] == JobFact.Source.AGENCY and "at" in fact:
            at, by = datetime.fromisoformat(fact["at"]), fact["by"] or _("The agency")
            said = _("%(name)s: %(value)s") % {"name": fact_label(fact["name"]), "value": line.text}
            yield Entry("fact", at, say(at, case), by, said, source=basis_said(fact))


def _shared(case: Case) -> Iterator[Entry]:
    by = case.candidate_name or _("The candidate")
    for event in Event.objects.filter(subject=str(case.ref), code=Event.Code.CASE_SHARED):
        parts = [str(PART_NAMES[part]) for part in event.detail.get("parts", PART_NAMES)]
        what = _("shared from advice %(number)s: %(parts)s")
        said = what % {"number": event.detail.get("number", 1), "parts": ", ".join(parts)}
        yield Entry("shared", event.at, say(event.at, case), by, said)
