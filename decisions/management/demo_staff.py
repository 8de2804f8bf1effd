"""The demo agency's staff. Their password is public, so the demo loads on one's own machine alone."""

from typing import NamedTuple

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
