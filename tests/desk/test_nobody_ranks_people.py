"""No list, file, command or address of the agency puts people in order by what the engine says of them.

Cases stand by the hour at which a reply is due, and by nothing else.
"""

import argparse
import ast
import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import get_commands, load_command_class
from django.db.models import Model
from django.test import Client

from decisions.admin import DeskModelAdmin
from decisions.models import Case, Office
from decisions.reports.columns import DATA_SETS
from decisions.review.filters import NAMES, STATES, WHOSE
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import export_url, listed, queue_url

DECISIONS = Path(__file__).parents[2] / "decisions"
AGENCY_ROOMS = ("admin", "review", "reports", "mail", "inviting", "management/commands")
# What the engine says of a person, in whole or in part, and the candidate's own choice.
SAID = {
    *("verdict", "choice", "copy", "score", "scores", "points", "gain", "cost", "bar", "close", "rank"),
    *("bridge_go", "bridge_no", "bridge_risk", "practice", "leverage", "clarity", "options", "lead"),
    *("engine_verdict", "needs_look", "result"),
}
QUERIES = {"filter", "exclude", "order_by", "get", "annotate", "alias", "earliest", "latest", "Q", "F"}
# A number of advice, and of opinions: how far a case has come, not how good anybody is.
COUNTS_IN_FILES = {"advice_number", "opinions"}


def said_in(name: str) -> set[str]:
    return set(name.lstrip("-").split("__")) & SAID


def test_no_list_of_the_admin_shows_sorts_or_filters_by_it() -> None:
    for site_admin in admin.site._registry.values():
        assert isinstance(site_admin, DeskModelAdmin)
        ways = (
            *site_admin.list_display,
            *site_admin.list_filter,
            *site_admin.search_fields,
            *(site_admin.ordering or ()),
            *(site_admin.sortable_by or ()),
            *site_admin.lookups,
        )
        assert [way for way in ways if said_in(str(way))] == [], site_admin


def calls_in(room: str) -> Iterator[tuple[str, str]]:
    """The fields that each query of the room names, with the file."""
    folder = DECISIONS / room
    for file in [*folder.rglob("*.py"), *DECISIONS.glob(f"{room}.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called not in QUERIES:
                continue
            texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            names = [word.arg for word in node.keywords]
            yield from ((file.name, str(name)) for name in (*texts, *names) if name)


def test_no_query_of_the_agency_names_it() -> None:
    found = [(file, name) for room in AGENCY_ROOMS for file, name in calls_in(room)]
    assert len(found) > 30
    # To show one candidate of each kind is how the demo is tried out.
    ranking = {(file, name) for file, name in found if said_in(name)} - {
        ("demo_signins.py", "result__verdict")
    }
    assert ranking == set()


def test_queue_can_be_narrowed_to_these_and_no_others() -> None:
    assert set(NAMES) == {"state", "whose", "office", "q"}
    assert (set(STATES), set(WHOSE)) == (
        {"open", "overdue", "due", "reviewed", "all"},
        {"", "mine", "unclaimed"},
    )


@pytest.fixture
def cases(home_office: Office) -> list[Case]:
    """Three cases with another verdict each, one of them reviewed."""
    found = [
        factories.case(office=home_office, answers=factories.answers_with(**changes))
        for changes in ({}, {"sure": "never"}, {"money": "over_150"})
    ]
    for case, verdict in zip(found, ("take", "ask", "decline"), strict=True):
        Case.objects.filter(pk=case.pk).update(verdict=verdict, choice=verdict)
    return list(Case.objects.order_by("pk"))


def orders(client: Client, exporter: Client) -> dict[str, list[str]]:
    """The references in each list and file, as they stand there."""
    found = {state: listed(client, state=state) for state in STATES}
    found["free"] = listed(client, whose="unclaimed")
    found["search"] = listed(client, q="Elk")
    file: Any = exporter.post(export_url(), {"data_set": "cases", "format": "csv", "state": "all"})
    content = b"".join(file.streaming_content).decode("utf-8-sig")
    found["file"] = [row["case"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    return found


@pytest.mark.django_db
def test_order_stays_the_same_whoever_got_which_advice(
    rae: StaffActor, sol: StaffActor, cases: list[Case]
) -> None:
    before = orders(rae.client, sol.client)
    assert len(before["file"]) == len(before["open"]) == 3
    first, second, third = ((case.verdict, case.choice, case.copy, case.needs_look) for case in cases)
    for case, values in zip(cases, (third, first, second), strict=True):
        case.verdict, case.choice, case.copy, case.needs_look = values
        case.save()
    assert orders(rae.client, sol.client) == before


WAYS = (
    "o",
    "order",
    "order_by",
    "ordering",
    "sort",
    "verdict",
    "choice",
    "copy__cost",
    "needs_look",
    "close",
)


@pytest.mark.django_db
def test_address_that_asks_for_another_order_is_refused(
    rae: StaffActor, sol: StaffActor, cases: list[Case]
) -> None:
    page = f"{queue_url()}{cases[0].ref}/"
    for way in WAYS:
        for address in (queue_url(), page):
            assert rae.client.get(address, {way: "take"}).status_code == 400
        form = {"data_set": "cases", "format": "csv", way: "take"}
        assert sol.client.post(export_url(), form).status_code == 400


@pytest.mark.django_db
def test_file_that_leaves_the_house_holds_words_and_no_number_of_the_engine(
    rae: StaffActor, cases: list[Case]
) -> None:
    factories.opinion(case=cases[0], by=rae.person)
    for data_set in DATA_SETS.values():
        for record in data_set.records(Case.objects.all()):
            numbers = {name for name, value in record.items() if _is_number(value)}
            assert numbers <= COUNTS_IN_FILES
        assert not set(data_set.names) & {"score", "points", "gain", "rank"}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool | datetime)


def own_commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name, app in get_commands().items():
        if app == "decisions":
            yield name, load_command_class(app, name).create_parser("manage.py", name)


def test_no_command_takes_an_order_or_a_score_to_choose_people_by() -> None:
    words = SAID | {"sort", "order", "top", "best"}
    taken = {
        (name, option)
        for name, parser in own_commands()
        for action in parser._actions
        for option in action.option_strings
        if option.lstrip("-") in words
    }
    assert taken == set()


def test_models_with_an_order_of_their_own_stand_by_time_or_name() -> None:
    models: list[type[Model]] = list(admin.site._registry)
    ways = {way for model in models for way in model._meta.ordering or () if said_in(str(way))}
    assert ways == set()
