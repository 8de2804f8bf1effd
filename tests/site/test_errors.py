import re
from html import unescape

import pytest
from django.test import Client, RequestFactory

from staffing import errors
from tests.actors import StaffActor

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


OURS = {"Sec-Fetch-Site": "same-origin"}


def form_in(html: bytes) -> dict[str, str]:
    """The hidden fields of the page, as a browser would send them."""
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html.decode(), re.DOTALL)
    return {name: unescape(value) for name, value in hidden}


@pytest.mark.parametrize("kind", ["away", "defect", "forbidden"])
def test_form_that_met_a_fault_can_be_sent_again_as_it_was(visitor: Client, kind: str) -> None:
    typed = {"company": 'Byrne & "Sons"', "notes": "two\nlines", "sure": "quite_sure", "name": ""}
    page = visitor.post(f"/fault/{kind}/", typed, headers=OURS).content
    fields = form_in(page)

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies
    again = strict.post("/accept/", fields | {"text": "arrived"})

    assert {name: text for name, text in fields.items() if name != "csrfmiddlewaretoken"} == typed
    assert [again.status_code, again.content] == [200, b"arrived"]
    assert [b">Notes<" in page, b">Sure<" in page] == [True, False]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {},
    ],
)
def test_form_that_another_site_sent_gets_no_token(headers: dict[str, str]) -> None:
    """With one, a click on our own page would do what the other site wanted."""
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accept/", {"text": "Evil words"}, headers=headers)

    assert [response.status_code, b"Evil words" in response.content] == [403, True]
    assert [form_in(response.content), b"Send it again" in response.content] == [{}, False]


def test_form_of_an_older_browser_is_known_by_its_origin() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(
        "/accept/", {"text": "mine"}, headers={"Origin": "http://localhost", "Host": "localhost"}
    )

    assert form_in(response.content)["text"] == "mine"


def test_form_with_a_secret_in_it_is_not_offered_again(visitor: Client) -> None:
    typed = {"name": "Ana B", "password": "pass-2"}
    response = visitor.post("/fault/away/", typed, headers=OURS)

    assert b"Ana B" in response.content
    assert [form_in(response.content), b"pass-2" in response.content] == [{}, False]


@pytest.mark.django_db(databases=[])
def test_fault_before_the_form_was_taken_apart_loses_nothing() -> None:
    request = RequestFactory().post("/", {"text": "typed for an hour"}, headers=OURS)
    assert request.body

    assert form_in(errors.page(request, 503).content)["text"] == "typed for an hour"


def test_text_with_a_sign_that_nobody_can_read_is_handed_back_without_it(visitor: Client) -> None:
    response = visitor.post("/accept/", {"text": "typed \0for an hour"})

    assert [response.status_code, b"typed for an hour" in response.content] == [400, True]


def test_body_over_the_limit_is_refused_as_too_large(visitor: Client) -> None:
    response = visitor.post("/accept/", {"text": "x" * 3_000_000})

    assert response.status_code == 413


def test_too_many_fields_are_refused(visitor: Client) -> None:
    response = visitor.post("/accept/", {f"field{number}": "x" for number in range(1200)})

    assert response.status_code == 400


@pytest.mark.django_db
def test_staff_at_a_closed_door_are_led_back_to_the_cases(sol: StaffActor, visitor: Client) -> None:
    """They have no private link, and the first page is for candidates."""
    paths = ("/admin/decisions/case/invite/", "/admin/nowhere/", "/admin/decisions/case/?state=odd")
    said = ('href="/admin/decisions/case/">Go to the cases', "private link", "Go to the first page")
    found = {path: sol.client.get(path) for path in paths}
    assert [page.status_code for page in found.values()] == [403, 404, 400]
    for path, page in found.items():
        assert (path, [words in page.content.decode() for words in said]) == (path, [True, False, False])
    assert "Go to the cases" not in visitor.get("/nowhere/").content.decode()


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
