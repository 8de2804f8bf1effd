"""Mails whose worker was ended in the middle: they wait, and no task would send them any more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from decisions.mail.outbox import MAX_TRIES, deliver
from decisions.models import Message

# Far above what the slowest mail server takes for one mail.
LOST_AFTER = timedelta(minutes=15)
PATHS = ("decisions.mail.outbox.deliver", "decisions.mail.deliver")


@transaction.atomic
def take_up_lost(*, now: datetime | None = None) -> int:
    """Give each a task again, or give it up after as many tries as any other. Returns how many were found.

    It may have left just before its worker ended: better one mail twice than none.
    """
    now = now or timezone.now()
    waiting = Message.objects.filter(state=Message.State.QUEUED, created_at__lt=now - LOST_AFTER)
    # Locked, so that of two workers that look at once the second finds the first one's tasks.
    found = list(waiting.select_for_update().only("pk", "tries").order_by("pk"))
    tasked = _with_a_task(now) if found else set()
    lost = [message for message in found if message.pk not in tasked]
    for message in lost:
        if message.tries >= MAX_TRIES:
            Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED, last_fault="Interrupted")
        else:
            deliver.enqueue(message.pk)
    return len(lost)


def _with_a_task(now: datetime) -> set[int]:
    """The mails that a task will send, or is sending."""
    tasks = DBTaskResult.objects.filter(task_path__in=PATHS)
    ready = tasks.filter(status="READY")
    running = tasks.filter(status="RUNNING", started_at__gte=now - LOST_AFTER)
    content = [*ready.values_list("args_kwargs", flat=True), *running.values_list("args_kwargs", flat=True)]
    return {key for kept in content for key in kept["args"]}
