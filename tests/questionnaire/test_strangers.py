"""Another candidate's pages are not there: whoever asks, nothing is shown and nothing changes."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.actors import CandidateActor
from tests.factories import ANSWERS
from tests.questionnaire.posting import sent

PAGES = {
    "invitation": (),
    "link": (),
    "facts": (),
    "step": ("job",),
    "check": (),
    "share": (),
    "withdraw": (),
}


def everything() -> dict[str, Any]:
    """Every row of every table of ours."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models()}


def models() -> list[Any]:
    return list(apps.get_app_config("decisions").get_models())


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_page_is_not_found_and_changes_nothing(
    name: str, ana: CandidateActor, bo: CandidateActor
) -> None:
    factories.case(invitation=bo.invitation)
    url = reverse(name, args=[bo.invitation.public_id, *PAGES[name]])
    before = everything()
    data = {
        **sent(ANSWERS),
        "company": "Mine",
        "email": "a@b.test",
        "name": "Eve",
        "number": "1",
        "version": "1",
    }
    for client in (ana.client, Client()):
        for reply in (client.get(url), client.post(url, data), client.put(url), client.delete(url)):
            assert reply.status_code == 404
            assert bo.invitation.company not in reply.content.decode()
    assert everything() == before


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_page_looks_like_one_that_never_was(
    name: str, ana: CandidateActor, bo: CandidateActor
) -> None:
    foreign = ana.client.get(reverse(name, args=[bo.invitation.public_id, *PAGES[name]]))
    nowhere = ana.client.get(reverse(name, args=["00000000-0000-4000-8000-000000000000", *PAGES[name]]))
    assert foreign.status_code == nowhere.status_code
    assert len(foreign.content) == len(nowhere.content)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "invitation"])
def test_pages_of_a_candidate_are_not_kept_by_any_cache(name: str, ana: CandidateActor) -> None:
    factories.advice(invitation=ana.invitation)
    reply = ana.client.get(ana.url(name, *PAGES[name]))
    assert "no-store" in reply["Cache-Control"]


def test_what_changes_something_needs_a_post(ana: CandidateActor) -> None:
    factories.case(invitation=ana.invitation)
    before = everything()
    assert ana.client.get(ana.url("withdraw")).status_code == 405
    assert ana.client.post(ana.url("invitation")).status_code == 405
    assert everything() == before


def test_a_post_without_the_forms_token_is_refused(ana: CandidateActor) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ana.client.cookies
    before = everything()
    for name, args in PAGES.items():
        if name != "invitation":
            assert strict.post(ana.url(name, *args), sent(ANSWERS)).status_code == 403
    assert everything() == before
