import re
from html import unescape

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.site.urls"), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", ["away", "closed"])
def test_database_away_says_try_later_and_shows_what_was_typed(visitor: Client, kind: str) -> None:
    typed = {
        "company": "Byrne & <Sons>",
        "csrfmiddlewaretoken": "tok-1",
        "password": "pass-2",
        "notes": "my\nwords",
    }

    response = visitor.post(f"/fault/{kind}/", typed)

    text = unescape(response.content.decode())
    assert [response.status_code, response["Retry-After"]] == [503, "30"]
    assert ["Byrne & <Sons>" in text, "my\nwords" in text] == [True, True]
    assert ["tok-1" in text, "pass-2" in text, "Ana" in text] == [False, False, False]
    assert b"<Sons>" not in response.content


@pytest.mark.django_db(databases=[])
@pytest.mark.parametrize(("kind", "status"), [("defect", 500), ("away", 503)])
def test_error_page_is_drawn_without_a_database(visitor: Client, kind: str, status: int) -> None:
    response = visitor.get(f"/fault/{kind}/")

    assert response.status_code == status
    assert "Ana" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/fault/forbidden/", 403), ("/nowhere/", 404), ("/?page=%00", 400)],
)
def test_refused_request_gets_a_page_of_ours(visitor: Client, path: str, status: int) -> None:
    response = visitor.get(path)

    assert response.status_code == status
    assert response.templates[0].name == f"errors/{status}.html"


def test_wrong_method_gets_a_page_of_ours(visitor: Client) -> None:
    response = visitor.post("/echo/")

    assert [response.status_code, response["Allow"]] == [405, "GET"]
    assert re.search(rb"<title>.+</title>", response.content, re.DOTALL)


def test_form_without_a_token_is_refused_and_shows_what_was_typed() -> None:
    response = Client(enforce_csrf_checks=True).post("/accept/", {"text": "typed for an hour"})

    assert response.status_code == 403
    assert b"typed for an hour" in response.content


def test_body_over_the_limit_is_refused_as_too_large(visitor: Client) -> None:
    response = visitor.post("/accept/", {"text": "x" * 3_000_000})

    assert response.status_code == 413


def test_too_many_fields_are_refused(visitor: Client) -> None:
    response = visitor.post("/accept/", {f"field{number}": "x" for number in range(1200)})

    assert response.status_code == 400


def test_sign_in_after_many_failures_says_wait(visitor: Client) -> None:
    statuses = [
        visitor.post("/accounts/login/", {"login": "rae@example.org", "password": "wrong"}).status_code
        for _ in range(6)
    ]
    seen = visitor.post("/accounts/login/", {"login": "RAE@example.org", "password": "wrong"})

    assert set(statuses) == {200}
    assert b"Too many" in seen.content


def test_page_is_closed_unless_it_says_otherwise(visitor: Client) -> None:
    response = visitor.get("/closed/")

    assert [response.status_code, response["Location"]] == [302, "/accounts/login/?next=/closed/"]
