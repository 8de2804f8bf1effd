import json
import logging
from typing import Any

import pytest
from django.test import Client

from staffing.logs import JSONFormatter

pytestmark = [pytest.mark.urls("tests.site.urls"), pytest.mark.django_db]
KEY = "key-that-opens-a-page"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.handler.setFormatter(JSONFormatter())
    caplog.set_level(logging.INFO)
    return caplog


def lines(log: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.text.splitlines()]


def visit(log: pytest.LogCaptureFixture, path: str, **headers: str) -> list[dict[str, Any]]:
    Client(raise_request_exception=False).get(path, headers=headers)
    return lines(log)


def test_request_is_one_line_with_its_route(log: pytest.LogCaptureFixture) -> None:
    [line] = visit(log, "/healthz?name=Ana")

    assert {name: line[name] for name in ("level", "logger", "method", "route", "status")} == {
        "level": "info",
        "logger": "staffing.requests",
        "method": "GET",
        "route": "healthz",
        "status": 200,
    }
    assert line["ms"] > 0
    assert len(line["request"]) == 32


@pytest.mark.parametrize("kind", ["defect", "away", "forbidden"])
def test_failure_is_logged_without_words_paths_or_keys(log: pytest.LogCaptureFixture, kind: str) -> None:
    found = visit(log, f"/fault/{kind}/{KEY}/?name=Ana")

    text = json.dumps(found)
    assert ["Ana" in text, KEY in text] == [False, False]
    assert found[-1]["route"] == "fault/<slug:kind>/<str:key>/"


def test_defect_is_logged_with_its_kind_and_place(log: pytest.LogCaptureFixture) -> None:
    error = next(line["error"] for line in visit(log, "/fault/defect/") if "error" in line)

    assert error["kind"] == "builtins.RuntimeError"
    assert error["at"][-1].endswith(" fault")


@pytest.mark.parametrize("path", ["/a%0ab%1b[31m/", "/%e2%80%ae/", "/nowhere/%0d%0afake"])
def test_unknown_page_leaves_nothing_of_its_address(log: pytest.LogCaptureFixture, path: str) -> None:
    found = visit(log, path, **{"user-agent": "agent\x1b[31m"})

    assert [line.get("route") for line in found] == [None] * len(found)
    assert [("fake" in str(line), "agent" in str(line), "nowhere" in str(line)) for line in found] == [
        (False, False, False)
    ] * len(found)


def test_foreign_host_leaves_nothing_of_its_name(log: pytest.LogCaptureFixture) -> None:
    assert "evil" not in json.dumps(visit(log, "/", host="evil.example"))


def test_unknown_method_is_not_quoted(log: pytest.LogCaptureFixture) -> None:
    Client().generic("BREW", "/healthz")

    assert lines(log)[-1]["method"] == "other"


def test_extra_facts_of_our_own_are_kept(log: pytest.LogCaptureFixture) -> None:
    logging.getLogger("decisions.mail").warning("mail not sent", extra={"message_id": 7})

    [line] = lines(log)
    assert [line["message"], line["message_id"]] == ["mail not sent", 7]
