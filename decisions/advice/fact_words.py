"""Where a fact about the job comes from, in words: the same line for the candidate and for the desk."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import JobFact
from decisions.questions import say_date

FROM_THE_CANDIDATE = gettext_lazy("from the candidate")
FROM_THE_AGENCY = gettext_lazy("from the agency")
# Here the note alone says it all: "job order 1184".
NAMED_BY_NOTE = (JobFact.Basis.JOB_ORDER, JobFact.Basis.OTHER)


def source(entry: Mapping[str, str], zone: ZoneInfo) -> str:
    """ "job order 1184, Fri, Nov 20, Rae", of a fact as `JobFact.shared` gives it."""
    if entry["source"] == JobFact.Source.CANDIDATE:
        return str(FROM_THE_CANDIDATE)
    if not entry.get("basis"):
        return str(FROM_THE_AGENCY)
    day = say_date(datetime.fromisoformat(entry["at"]).astimezone(zone).date())
    return ", ".join(filter(None, [basis_said(entry), day, entry["by"]]))


def basis_said(entry: Mapping[str, str]) -> str:
    """How the agency knows it, without who and when: "job order 1184"; empty for the candidate's facts."""
    basis, note = entry.get("basis", ""), entry.get("basis_note", "")
    if not basis:
        return ""
    known = str(JobFact.Basis(basis).label)
    if note and basis not in NAMED_BY_NOTE:
        return _("%(basis)s (%(note)s)") % {"basis": known, "note": note}
    return note or known
