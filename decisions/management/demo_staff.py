"""The demo agency's staff. Their password is public, so the demo loads on one's own machine alone."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError

PASSWORD = "worth-a-look-2026"  # noqa: S105 - public on purpose, see above


class Member(NamedTuple):
    username: str
    name: str
    group: str
    # By city; none means all of them.
    offices: tuple[str, ...] = ()


STAFF = (
    Member("rae", "Rae", "Recruiters", ("Elkhart", "South Bend")),
    Member("ida", "Ida", "Recruiters"),
    Member("sol", "Sol", "Agency staff"),
    Member("max", "Max", "Administrators"),
)


def refuse_elsewhere() -> None:
    """Where real candidates may be, nobody gets passwords or private links from the demo's commands."""
    if urlsplit(settings.SITE_URL).hostname not in {"127.0.0.1", "localhost"}:
        raise CommandError(
            "Everybody knows the demo's passwords: it works only where SITE_URL is this machine."
        )
