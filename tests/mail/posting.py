"""What the worker would do, in the test's own transaction."""

from collections.abc import Iterator

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from decisions.mail import deliver


@pytest.fixture
def real_queue() -> Iterator[None]:
    """Mails wait for `work`, as they wait for the worker."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


def work() -> None:
    """What the worker does with the mails that are due."""
    for task in DBTaskResult.objects.ready():
        task.status = "SUCCESSFUL"
        task.save()
        deliver.call(*task.args_kwargs["args"])


def receivers() -> list[str]:
    """Who got mail since this was asked last, by the part before the @."""
    got = sorted(sent.to[0].partition("@")[0] for sent in django_mail.outbox)
    django_mail.outbox.clear()
    return got


def everything_in(sent: EmailMessage) -> str:
    """Headers, text and HTML of a mail, to look for what must not be in it."""
    written = sent.alternatives if isinstance(sent, EmailMultiAlternatives) else []
    html = [str(content) for content, _kind in written]
    return " ".join([str(sent.message().items()), str(sent.body), *html])
