from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
@pytest.mark.postgres
def test_health_with_a_database_is_ok() -> None:
    response = Client().get("/healthz")

    assert [response.status_code, response.json()] == [200, {"status": "ok"}]


@pytest.mark.django_db
def test_health_without_a_database_is_unavailable() -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError):
        answers = [Client().get("/healthz"), Client().get("/healthz?live")]

    assert [answer.status_code for answer in answers] == [503, 200]
    assert answers[0].json() == {"status": "no database"}


@pytest.mark.django_db
def test_health_is_only_read() -> None:
    assert Client().post("/healthz").status_code == 405
