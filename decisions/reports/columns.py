"""The data sets that may leave the house: each column once, with what it means.

Bands and words, never scores. Answers, job facts and the desk's private notes stay in the house.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.models import Case, Opinion

Value = str | int | bool | datetime | date | None
CHUNK = 1000


@dataclass(frozen=True)
class Column:
    """`name` is the heading and never changes; `of` takes a row of the data set. Moments are in UTC."""

    name: str
    description: str | Promise
    of: Callable[[Any], Value]


@dataclass(frozen=True)
class DataSet:
    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[QuerySet[Case]], QuerySet[Any]]

    def records(self, cases: QuerySet[Case]) -> Iterator[dict[str, Value]]:
        """A record for each row, read in chunks: memory does not grow with the number of rows."""
        for row in self.rows(cases).iterator(chunk_size=CHUNK):
            yield {column.name: column.of(row) for column in self.columns}

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _band(*path: str) -> Callable[[Case], str]:
    """The words of one band or range: "low", "some to high"; empty where this part was not shared."""

    def of(case: Case) -> str:
        if ("reasons" if path[0] == "reasons" else "cost") not in case.parts:
            return ""
        bands: Any = case.copy
        for step in path:
            bands = bands[step]
        return " to ".join(bands)

    return of


CASE_COLUMNS = (
    Column("case", _("Reference of the case; the opinions name it too"), lambda case: str(case.ref)),
    Column("office", _("Office that the candidate chose"), lambda case: case.office.name),
    Column("client", _("Client of the agency, where known"), lambda case: case.client and case.client.name),
    Column("candidate", _("Name that the candidate gave"), lambda case: case.candidate_name),
    Column("language", _("Language of the candidate"), lambda case: case.language),
    Column("company", _("Company that invites"), lambda case: case.company),
    Column("job_title", _("Job"), lambda case: case.job_title),
    Column("place", _("Place of the interview"), lambda case: case.place),
    Column("format", _("Kind of interview: in_person, video, phone, one_way"), lambda case: case.format),
    Column("time_zone", _("Time zone of the candidate"), lambda case: case.time_zone),
    Column("interview_at", _("Time of the interview, in UTC"), lambda case: case.interview_at),
    Column("interview_confirmed", _("Whether that time is confirmed"), lambda case: case.interview_confirmed),
    Column("reply_by", _("Time by which to reply, in UTC"), lambda case: case.reply_by),
    Column("reply_by_given", _("Whether the candidate named that time"), lambda case: case.reply_by_given),
    Column(
        "parts",
        _("What the candidate shared: verdict, reasons, cost, answers, choice"),
        lambda case: ", ".join(case.parts),
    ),
    Column(
        "advice", _("Advice of the shared copy, if shared: take, ask, decline"), lambda case: case.verdict
    ),
    Column(
        "choice",
        _("What the candidate chose to do, if shared: take, ask, decline. It is their own decision."),
        lambda case: case.choice,
    ),
    Column("practice", _("Reason to go, practice: little, some, good, strong"), _band("reasons", "practice")),
    Column("leverage", _("Reason to go, leverage: little to strong"), _band("reasons", "leverage")),
    Column("clarity", _("Reason to go, clarity: little to strong"), _band("reasons", "clarity")),
    Column("options", _("Reason to go, options: little to strong"), _band("reasons", "options")),
    Column("cost", _("Cost of going: low, some, high"), _band("cost")),
    Column("bridge_go", _("Risk of burning a bridge by going: low, some, high"), _band("bridge_go")),
    Column("bridge_no", _("Risk of burning a bridge by saying no: low, some, high"), _band("bridge_no")),
    Column(
        "needs_look",
        _("Why a person should look: close, bridge_high, contradiction, candidate_asked, fact_asked"),
        lambda case: ", ".join(case.needs_look),
    ),
    Column("advice_number", _("Which advice of this invitation was shared"), lambda case: case.advice_number),
    Column("rules", _("Rule set of the advice"), lambda case: case.rules),
    Column("scored_on", _("Date of the advice"), lambda case: case.scored_on),
    Column("shared_at", _("When it was shared, in UTC"), lambda case: case.shared_at),
    Column("claimed_at", _("When a recruiter claimed it, in UTC"), lambda case: case.claimed_at),
    Column(
        "reviewed_at", _("When the latest opinion or fact was given, in UTC"), lambda case: case.reviewed_at
    ),
    Column("opinions", _("How many opinions were given"), lambda case: case.opinion_count),
)

OPINION_COLUMNS = (
    Column("case", _("Reference of the case"), lambda opinion: str(opinion.case.ref)),
    Column("office", _("Office of the case"), lambda opinion: opinion.case.office.name),
    Column("company", _("Company that invites"), lambda opinion: opinion.case.company),
    Column("job_title", _("Job"), lambda opinion: opinion.case.job_title),
    Column("advice_number", _("Which advice of the invitation it stands beside"), lambda o: o.advice_number),
    Column("advice", _("That advice, if shared: take, ask, decline"), lambda opinion: opinion.engine_verdict),
    Column("opinion", _("What the recruiter thinks: agree, differ, talk"), lambda opinion: opinion.kind),
    Column("other_advice", _("What they would advise where they differ"), lambda opinion: opinion.verdict),
    Column("why", _("Reason where they differ, as a code"), lambda opinion: opinion.code),
    Column("comment", _("What they wrote to the candidate"), lambda opinion: opinion.comment),
    Column("language", _("Language of the comment"), lambda opinion: opinion.language),
    Column("by", _("Who gave it"), lambda opinion: opinion.by.get_full_name() or opinion.by.username),
    Column("at", _("When, in UTC"), lambda opinion: opinion.at),
)


def _case_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    counted = cases.select_related("office", "client").annotate(opinion_count=Count("opinions"))
    return counted.order_by("reply_by", "id")


def _opinion_rows(cases: QuerySet[Case]) -> QuerySet[Opinion]:
    chosen = Opinion.objects.filter(case__in=cases.order_by().values("pk"))
    return chosen.select_related("case__office", "by").order_by("at", "id")


DATA_SETS = {
    data_set.name: data_set
    for data_set in (
        DataSet("cases", _("Cases"), CASE_COLUMNS, _case_rows),
        DataSet("opinions", _("Opinions"), OPINION_COLUMNS, _opinion_rows),
    )
}
