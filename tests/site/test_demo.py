"""The demo that `make run` loads: the desk has a lunch break of work in it, and one of everything."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from decisions.models import Absence, Candidate, Case, CaseMessage, Invitation, JobFact, Opinion


@pytest.mark.django_db
def test_demo_has_twelve_due_cases_and_one_of_each_deed() -> None:
    call_command("load_demo", stdout=StringIO())
    rae, ida = (User.objects.get(username=name) for name in ("rae", "ida"))
    by_rae = Case.objects.visible_to(rae)
    due = by_rae.filter(reviewed_at=None, reply_by__lt=timezone.now() + Case.DUE_WITHIN)
    assert (due.count(), due.filter(reply_by__lt=timezone.now()).count()) == (12, 2)
    assert set(due.values_list("claimed_by__username", flat=True)) == {"rae", "ida", None}
    assert by_rae.count() < Case.objects.visible_to(ida).count()
    assert set(Opinion.objects.values_list("kind", flat=True)) == {"agree", "differ", "talk"}
    assert (JobFact.objects.filter(source="agency").count(), CaseMessage.objects.count()) == (4, 1)
    assert [(one.user, one.cover) for one in Absence.objects.all()] == [(ida, rae)]
    invited = Invitation.objects.get(recruiter=rae)
    assert (invited.candidate.name, Candidate.objects.count()) == ("Jo W.", 31)
    call_command("demo_signins", stdout=(said := StringIO()))
    assert "rae@millrace.example" in said.getvalue()
    assert {to for letter in mail.outbox for to in letter.to} >= {"rae@millrace.example", "jo@home.example"}


@pytest.mark.parametrize("command", ["load_demo", "demo_signins"])
def test_demo_is_refused_where_real_candidates_may_be(command: str, settings: Any) -> None:
    settings.SITE_URL = "https://interview.example.org"
    with pytest.raises(CommandError, match="only where SITE_URL is this machine"):
        call_command(command)
