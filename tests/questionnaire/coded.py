"""Asking for a code, and the code in the mail, which a worker sends. The fixtures stand in conftest.py."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from decisions.mail import deliver, send_code

ASK = "/come-back/"
ANAS = "ana@home.test"


def work() -> None:
    """What the worker does with the tasks that are due."""
    for task in DBTaskResult.objects.ready():
        task.status = "SUCCESSFUL"
        task.save()
        job = send_code if task.task_path.endswith("send_code") else deliver
        job.call(*task.args_kwargs["args"])


def ask(client: Client, email: str = ANAS, url: str = ASK) -> Any:
    reply = client.post(url, {"email": email})
    work()
    return reply


def mailed() -> str:
    """The code of the newest mail."""
    found = re.search(r"^(\d{4} \d{4})$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[1]


def is_in(client: Client) -> bool:
    """Whether this browser is signed in by a code."""
    return bool(client.session.get("_auth_user_id"))
