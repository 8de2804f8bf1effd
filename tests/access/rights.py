"""The table of rights in docs/rights.md, read; and what the site does, to compare."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import reverse

from tests.access.doors import Door

TABLE = Path(__file__).parents[2] / "docs" / "rights.md"
METHODS = ("GET", "POST")
# A refusal is noted; a visit to a page without a session may count against a limit.
MAY_BE_WRITTEN = {"decisions_event", "django_session", "site_cache"}
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# Names the page of a refusal, where its words are left out.
ERROR_PAGE = "X-Error-Page"
# How the table calls what a visitor meets.
WORDS = {403: "no", 404: "hidden"}
SHUT = {"no", "hidden", "sign in", "app"}

# Enough for the forms that are read before the row is looked for.
FORM = {"claimed_by": "1"}

# What a cell says, by door and method.
Cells = dict[tuple[str, str], str]


def columns() -> list[str]:
    return next(_rows())[2:]


def promised(role: str) -> Cells:
    """What the table says to this role. A row that names the method goes before one that doesn't."""
    rows = _rows()
    place = next(rows).index(role)
    named: Cells = {}
    derived: Cells = {}
    for row in rows:
        for door in re.findall(r"`([^`]+)`", row[0]):
            for method in METHODS:
                if method in row[1].split():
                    assert (door, method) not in named, f"{door} stands twice in the table"
                    named[door, method] = row[place]
                else:
                    derived[door, method] = _other_method(door, row[place])
    return derived | named


def _other_method(door: str, cell: str) -> str:
    """A method that the table doesn't name is refused (405) to who may enter; for others the door stays shut.

    At the desk the right comes first, then the method, then the row: hidden is only the row.
    """
    enters = {"yes", "hidden"} if door.startswith("admin:decisions_") else {"yes"}
    return "405" if cell in enters else cell


def _rows() -> Iterator[list[str]]:
    """The headings once, and then each row of the tables that begin with a page."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    tables = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    headings = next(cells for cells in tables if cells[0] == "page")
    yield headings
    yield from (cells for cells in tables if cells[0].startswith("`") and len(cells) == len(headings))


@dataclass
class Visitor:
    """Somebody with a browser. Each visit begins with the same cookies, and leaves nothing behind."""

    client: Client
    cookies: str = field(init=False)

    def __post_init__(self) -> None:
        self.cookies = self.client.cookies.output(header="", sep=";")

    def knock(self, method: str, address: str) -> tuple[str, str, set[str]]:
        """What the table would call it, the page, and the tables that were written to."""
        written: set[str] = set()

        def watch(execute: Any, sql: str, *rest: Any) -> Any:
            match = WRITE.match(sql)
            written.update([match[1]] if match else [])
            return execute(sql, *rest)

        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic(), connection.execute_wrapper(watch):
            reply = self.client.get(address) if method == "GET" else self.client.post(address, FORM)
            where = reply.headers.get("Location", "")
            if where.startswith(reverse("admin:login") + "?"):
                where = self.client.get(where).headers.get("Location", "")
            page = reply.getvalue().decode("latin-1")
            transaction.set_rollback(True)
        handed_back = reply.headers.get(ERROR_PAGE) == "signed_out"
        word = "sign in" if handed_back else _word(reply.status_code, where)
        return word, page, written - MAY_BE_WRITTEN


def _word(status: int, where: str) -> str:
    if status in WORDS:
        return WORDS[status]
    if status == 405 or status >= 500:
        return str(status)
    if status == 302 and where.startswith(reverse("account_login")) and "next=" in where:
        return "sign in"
    if status == 302 and where.startswith(reverse("mfa_activate_totp")):
        return "app"
    return "yes"


ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def address(door: Door, values: Mapping[str, Any]) -> str:
    """The door's address with these values. An admin's row is named by its model: "object_id office"."""
    model = re.match(r"admin/(?:decisions|auth)/(\w+)/", door.route)
    names = {**values, "object_id": values.get(f"object_id {model[1]}" if model else "", "1")}
    if "/case/" not in door.route:
        names["ref"] = values["person"]
    if "/import/" in door.route:
        names["ref"] = values["import"]
    route = re.sub(r"[\^$]", "", door.route)
    return "/" + ARGUMENT.sub(lambda found: str(names[found[1] or found[2]]), route)
