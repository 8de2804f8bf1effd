"""What the tests themselves stand on: committed tests start clean, and browser tests notice faults."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.django_db
@pytest.mark.postgres
def test_cache_is_shared_between_workers() -> None:
    cache.set("count", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM site_cache")
        assert cursor.fetchone() == (1,)


def test_start_page_opens_in_a_browser(page: Page, live_server: LiveServer) -> None:
    response = page.goto(live_server.url)

    assert response is not None
    assert response.status == 200
    assert page.locator("h1").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_test_after_a_browser_test_starts_with_what_migrations_put_in(
    page: Page, turn: int
) -> None:
    assert cache.get("left-behind") is None
    assert Group.objects.filter(name="Recruiters").exists()
    cache.set("left-behind", turn)
