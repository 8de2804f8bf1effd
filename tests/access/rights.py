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
SHUT = {"404", "403", "sign in", "app"}

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
                    derived[door, method] = _other_method(row[place])
    return derived | named


def _other_method(cell: str) -> str:
    """A method that the table doesn't name is refused to who may enter; for the others the door is shut."""
    return "405" if cell == "yes" else cell


def _rows() -> Iterator[list[str]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not set(line) <= set("|-: "):
            yield cells


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
            reply = self.client.get(address) if method == "GET" else self.client.post(address)
            where = reply.headers.get("Location", "")
            if where.startswith(reverse("admin:login") + "?"):
                where = self.client.get(where).headers.get("Location", "")
            page = reply.getvalue().decode("latin-1")
            transaction.set_rollback(True)
        return _word(reply.status_code, where), page, written - MAY_BE_WRITTEN


def _word(status: int, where: str) -> str:
    if status in {403, 404, 405} or status >= 500:
        return str(status)
    if status == 302 and where.startswith(reverse("account_login")) and "next=" in where:
        return "sign in"
    if status == 302 and where.startswith(reverse("mfa_activate_totp")):
        return "app"
    return "yes"


ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\^?\(\?P<(\w+)>[^)]*\)\$?")


def address(door: Door, values: Mapping[str, Any]) -> str:
    """The door's address with these values. An admin's row is named by its model: "object_id office"."""
    model = re.match(r"admin/(?:decisions|auth)/(\w+)/", door.route)
    names = {**values, "object_id": values.get(f"object_id {model[1]}" if model else "", "1")}
    if "/case/" not in door.route:
        names["ref"] = values["person"]
    if "/import/" in door.route:
        names["ref"] = values["import"]
    return "/" + ARGUMENT.sub(lambda found: str(names[found[1] or found[2]]), door.route)
