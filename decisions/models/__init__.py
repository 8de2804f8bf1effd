"""What is stored: the candidate's side, the wall (`Case`), and the agency's side."""

from decisions.models.advice import Advice, Choice, Letter, Outcome
from decisions.models.agency import Agency, Client, Office, StateOffice
from decisions.models.candidate import Candidate, StandingAnswer
from decisions.models.case import Case, Opinion
from decisions.models.choices import Verdict
from decisions.models.invitation import Draft, Invitation, JobFact, ResumeKey
from decisions.models.outbox import Message
from decisions.models.record import Erasure, Event, ExportFile

__all__ = [
    "Advice",
    "Agency",
    "Candidate",
    "Case",
    "Choice",
    "Client",
    "Draft",
    "Erasure",
    "Event",
    "ExportFile",
    "Invitation",
    "JobFact",
    "Letter",
    "Message",
    "Office",
    "Opinion",
    "Outcome",
    "ResumeKey",
    "StandingAnswer",
    "StateOffice",
    "Verdict",
]
