"""What may not be stored, whoever writes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions.models import (
    Advice,
    Agency,
    Candidate,
    Case,
    Choice,
    Message,
    Opinion,
    ResumeKey,
)
from decisions.models.agency import contrast
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def refused(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_agency_has_one_row() -> None:
    factories.agency()
    assert refused(lambda: Agency(pk=2, name="Another").save(force_insert=True))


def test_email_typed_by_two_is_allowed_verified_by_two_is_not() -> None:
    now = timezone.now()
    factories.candidate(email="Ana@example.com", email_verified_at=now)
    factories.candidate(email="ana@example.com")
    assert refused(lambda: Candidate.objects.create(email="ana@EXAMPLE.com", email_verified_at=now))


def test_email_verified_without_email_is_refused() -> None:
    assert refused(lambda: Candidate.objects.create(email_verified_at=timezone.now()))


def test_email_empty_is_refused_since_null_means_none() -> None:
    assert refused(lambda: Candidate.objects.create(email=""))


def test_resume_key_is_stored_hashed_and_found_by_its_text() -> None:
    invitation = factories.invitation()
    row, text = ResumeKey.make(invitation, ResumeKey.Origin.SHOWN)
    assert text not in str(vars(ResumeKey.objects.get(pk=row.pk)))
    assert ResumeKey.objects.find(text) == row
    assert ResumeKey.objects.find(text[:-1]) is None


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_resume_key_revoked_or_expired_opens_nothing(field: str) -> None:
    row, text = ResumeKey.make(factories.invitation(), ResumeKey.Origin.SHOWN)
    ResumeKey.objects.filter(pk=row.pk).update(
        **{field: timezone.now(), "created_at": timezone.now() - timedelta(days=1)}
    )
    assert ResumeKey.objects.find(text) is None


def test_advice_twice_for_one_draft_is_refused() -> None:
    advice = factories.advice()
    again = {
        "invitation": advice.invitation,
        "rules": advice.rules,
        "answers": {},
        "draft_answers": {},
        "scored_on": advice.scored_on,
        "result": {},
    }
    assert refused(lambda: Advice.objects.create(number=2, draft_version=advice.draft_version, **again))
    assert refused(lambda: Advice.objects.create(number=1, draft_version=99, **again))


def test_choice_unknown_verdict_is_refused() -> None:
    invitation = factories.invitation()
    assert refused(lambda: Choice.objects.create(invitation=invitation, verdict="x", made_at=timezone.now()))


def test_case_claimed_without_a_time_is_refused() -> None:
    case, rae = factories.case(), factories.user(name="rae")
    assert refused(lambda: Case.objects.filter(pk=case.pk).update(claimed_by=rae))
    assert refused(lambda: Case.objects.filter(pk=case.pk).update(claimed_at=timezone.now()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "differ"},
        {"kind": "differ", "verdict": "ask", "code": "timing"},
        {"kind": "differ", "verdict": "ask", "comment": "Ask them first."},
        {"kind": "agree", "verdict": "ask"},
        {"kind": "talk"},
    ],
)
def test_opinion_that_does_not_say_which_and_why_is_refused(wrong: dict[str, str]) -> None:
    case, rae = factories.case(), factories.user(name="rae")
    assert refused(lambda: factories.opinion(case=case, by=rae, **wrong))


def test_opinion_that_differs_by_the_same_verdict_is_refused() -> None:
    case, rae = factories.case(), factories.user(name="rae")
    same = {"kind": "differ", "verdict": case.verdict, "code": "timing", "comment": "The dates."}
    assert refused(lambda: factories.opinion(case=case, by=rae, **same))
    assert Opinion.objects.count() == 0


def test_message_twice_for_one_cause_is_refused() -> None:
    to = {"candidate": factories.candidate(), "language": "en", "kind": Message.Kind.OPINION}
    Message.objects.create(cause="opinion 1", **to)
    assert refused(lambda: Message.objects.create(cause="opinion 1", **to))


def test_message_to_nobody_is_refused() -> None:
    assert refused(lambda: Message.objects.create(kind=Message.Kind.OPINION, cause="x", language="en"))


def test_agency_color_that_is_hard_to_read_is_refused() -> None:
    pale = Agency(name="A", phone="1", email="a@a.test", color="#cccccc", color_dark="#7fc8a3")
    with pytest.raises(ValidationError) as refusal:
        pale.full_clean()
    assert list(refusal.value.message_dict) == ["color"]


def test_agency_logo_that_is_no_png_is_refused() -> None:
    row = Agency(name="A", phone="1", email="a@a.test", logo=b"<svg onload=alert(1)>")
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert list(refusal.value.message_dict) == ["logo"]


def test_contrast_of_black_on_white_is_21_and_of_the_same_is_1() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#1f5a41", "#1f5a41") == 1
