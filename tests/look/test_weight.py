"""What a phone loads, compressed: at most 60 kB on the first visit, at most 20 kB for each page after it."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.actors import CandidateActor
from tests.questionnaire.posting import STEPS

FIRST_VISIT, LATER_PAGE = 60_000, 20_000


class Phone:
    """A browser that keeps each file it has loaded."""

    def __init__(self, client: Client) -> None:
        self.client, self.kept = client, set[str]()

    def weight(self, url: str) -> int:
        html = self.client.get(url, follow=True).content
        links = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*>', html.decode())
        files = {re.findall(r'(?:src|href)="([^"]+)"', link)[0] for link in links} - self.kept
        self.kept |= files
        return compressed(html) + sum(compressed(self._file(file)) for file in files)

    def _file(self, url: str) -> bytes:
        if url.startswith("/static/"):
            found = finders.find(url.removeprefix("/static/"))
            assert isinstance(found, str), url
            return Path(found).read_bytes()
        return self.client.get(url).content


def compressed(content: bytes) -> int:
    return len(gzip.compress(content))


def walk(actor: CandidateActor) -> Iterator[str]:
    yield actor.url("facts")
    yield from (actor.url("step", step) for step in STEPS)
    yield from (actor.url(name) for name in PAGES)
    yield from (actor.url(name, 1) for name in ("letters", "working", "pairs"))
    yield from (reverse(name) for name in ("mine", "come_back", "privacy", "how"))
    yield from (reverse(name, args=[actor.person.ref]) for name in ("profile", "address", "erase"))


# In the order in which a candidate comes by.
PAGES = ("check", "advice", "try", "share", "link", "erase_invitation")


@pytest.mark.django_db
def test_first_visit_is_light() -> None:
    assert Phone(Client()).weight(reverse("start")) <= FIRST_VISIT


def test_each_page_after_the_first_is_light(ana: CandidateActor) -> None:
    ana.invitation.draft.delete()
    factories.advice(invitation=ana.invitation)
    phone = Phone(ana.client)
    phone.weight(reverse("start"))
    heavy = {url: weight for url in walk(ana) if (weight := phone.weight(url)) > LATER_PAGE}
    assert heavy == {}
    assert len(phone.kept) > 5
