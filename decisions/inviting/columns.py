"""The columns of a file of invitations. Their names never change; a page describes them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from decisions.models import Invitation, JobFact
from decisions.questions import coded_facts
from decisions.questions.wording import Text


@dataclass(frozen=True)
class Column:
    """`options` are what alone may stand in it, with what each means. An example's day lies `days` ahead."""

    name: str
    description: Text
    example: str = ""
    options: tuple[tuple[str, Text], ...] = ()
    days: int = 0

    def example_on(self, today: date) -> str:
        return self.example.format(day=(today + timedelta(days=self.days)).isoformat())


FORMATS = tuple((value, text) for value, text in Invitation.Format.choices if value)
COLUMNS = (
    Column("email", _("Address of the candidate. The only column that must be there."), "sam@example.com"),
    Column("name", _("Name of the candidate, as the mail should greet them"), "Sam"),
    Column("language", _("Language of the candidate"), "en", tuple(settings.LANGUAGES)),
    Column("company", _("Company. Each row needs the company or the job."), "Lakeshore RV"),
    Column("job_title", _("Job"), "Quality technician"),
    Column("client", _("Name of the client, as it stands at the desk"), ""),
    Column("contact_name", _("Who at the company invites"), "Jo Park"),
    Column("place", _("Place of the interview"), "1200 Main St, Elkhart"),
    Column("format", _("Kind of interview"), "in_person", FORMATS),
    Column(
        "interview",
        _("Time of the interview: year-month-day, then hours and minutes"),
        "{day} 10:00",
        days=14,
    ),
    Column("reply_by", _("By when to reply. Without a time we take 5 pm."), "{day}", days=10),
    Column("time_zone", _("Time zone of both times. Left empty: that of your office."), "America/Chicago"),
    Column("pay", _("Pay"), "$21-23 an hour"),
    Column("shift", _("Hours or shift"), "second shift, 3 pm to 11 pm"),
    Column("rounds", _("Rounds or tasks, in words"), "one talk, no test"),
    Column(
        "rounds_answer",
        _("Unpaid tests, tasks or more visits"),
        "none",
        tuple(coded_facts.options(JobFact.Name.ROUNDS)),
    ),
    Column("decide_on", _("When they decide, in words"), "within a week of the talk"),
    Column("decide_on_date", _("The day on which they decide"), "{day}", days=21),
    Column("interviewers", _("Whom the candidate would meet, in words"), "Jo Park, who leads the line"),
    Column(
        "interviewers_answer",
        _("Whom the candidate would meet"),
        "the_manager",
        tuple(coded_facts.options(JobFact.Name.INTERVIEWERS)),
    ),
    Column(
        "basis",
        _("Where the facts come from. A row with a fact needs it."),
        "job_order",
        tuple(JobFact.Basis.choices),
    ),
    Column("basis_note", _("More about the source"), "job order 1184"),
)
NAMES = tuple(column.name for column in COLUMNS)
MUST_BE_THERE = "email"
