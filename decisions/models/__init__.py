"""What is stored: the candidate's side, the wall (`Case`), and the agency's side."""

from decisions.models.advice import Advice, Choice, Letter, Outcome
from decisions.models.agency import Absence, Agency, Client, InvitationImport, Office, StateOffice
from decisions.models.candidate import Candidate, StandingAnswer
from decisions.models.case import Case, CaseMessage, Opinion
from decisions.models.choices import Verdict
from decisions.models.invitation import Draft, Invitation, JobFact, ResumeKey
from decisions.models.outbox import Message
from decisions.models.record import Erasure, Event, ExportFile

__all__ = [
    "Absence",
    "Advice",
    "Agency",
    "Candidate",
    "Case",
    "CaseMessage",
    "Choice",
    "Client",
    "Draft",
    "Erasure",
    "Event",
    "ExportFile",
    "Invitation",
    "InvitationImport",
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
