"""A candidate with a proved address, and tasks that really wait for the worker."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from tests.actors import CandidateActor
from tests.questionnaire.coded import ANAS


@pytest.fixture
def real_queue(db: None) -> Iterator[None]:
    cache.clear()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


@pytest.fixture
def confirmed(ana: CandidateActor) -> CandidateActor:
    """Ana, who proved her address before."""
    ana.person.email, ana.person.email_verified_at = ANAS, timezone.now()
    ana.person.save()
    return ana
