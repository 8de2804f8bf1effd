"""Pages that anybody may open, and those for what goes wrong, are whole and take the agency from its row."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests import factories

ERRORS = (400, 403, 404, 405, 409, 413, 429, 500, 503)
PUBLIC = ("start", "how", "privacy", "account_login", "come_back", "mine", "erased")


@pytest.mark.parametrize("status", ERRORS)
def test_error_page_needs_no_context_and_no_database(status: int) -> None:
    html = render_to_string(f"errors/{status}.html", {})
    assert html.count("<h1") == 1
    assert "What you typed" not in html


def test_error_page_gives_back_what_was_typed() -> None:
    context = {"status": 503, "request_id": "f00", "typed": [("comment", "<b>a long\ntext")]}
    html = render_to_string("errors/503.html", context)
    assert "&lt;b&gt;a long\ntext</textarea>" in html
    assert "<code>f00</code>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_page_names_the_agency_of_the_row(client: Client, name: str) -> None:
    factories.agency(name="Harbor & Sons", phone="269-555-0199")
    html = client.get(reverse(name)).content.decode()
    assert html.count("<h1") == 1
    assert "<small>from <bdi>Harbor &amp; Sons</bdi></small>" in html
    assert "<b><bdi>Harbor &amp; Sons</bdi></b> offers you this page." in html
    assert 'href="tel:2695550199"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_page_of_a_nameless_agency_promises_no_person(client: Client, name: str) -> None:
    html = client.get(reverse(name)).content.decode()
    assert 'href="tel:' not in html
    assert "You can talk to a person:" not in html


@pytest.mark.django_db
def test_start_page_may_be_found_by_its_one_address(client: Client) -> None:
    html = client.get(reverse("start")).content.decode()
    assert '<link rel="canonical" href="http://localhost/">' in html
    assert ["noindex" in html, html.count('<meta name="description"')] == [False, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "start"])
def test_other_page_stays_out_of_search(client: Client, name: str) -> None:
    assert client.get(reverse(name)).content.count(b'<meta name="robots" content="noindex">') == 1


@pytest.mark.django_db
def test_start_page_says_how_long_it_takes(client: Client) -> None:
    assert "About 23 questions, 6 minutes" in client.get(reverse("start")).content.decode()


@pytest.mark.django_db
def test_how_page_names_the_rules_in_use(client: Client) -> None:
    html = client.get(reverse("how")).content.decode()
    assert "The rules in use now are those of 2026-11, from Nov 1, 2026 on." in html


@pytest.mark.django_db
def test_ids_on_the_start_page_are_unique(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(reverse("start")).content.decode())
    assert len(ids) == len(set(ids))
