"""Keys by which a case is found: what looks the same begins the same."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from decisions.models import Case
from decisions.models.keys import KEY_LENGTH, after_all, fold

WRITTEN = {
    "José  Núñez": "jose nunez",
    "JOSE\u0301 NU\u0301N\u0303EZ": "jose nunez",
    "\uff2b\uff4f\uff48\uff4c\u2019s": "kohl\u2019s",
    "Straße": "strasse",
    "İpek": "ipek",
    "مَخبز": "مخبز",
    " \u3000Ana\tB\u00a0": "ana b",
    "\u0301\u0302": "",
    "\ufdfa" * 80: fold("\ufdfa" * 80),
}


def test_folded_text_is_what_people_type() -> None:
    assert {text: fold(text) for text in WRITTEN} == WRITTEN
    assert max(len(fold(text)) for text in WRITTEN) <= KEY_LENGTH


@given(st.text(max_size=20), st.text(max_size=20))
def test_beginning_is_a_range(beginning: str, rest: str) -> None:
    """In the order of code points, which is that of the bytes that the databases compare."""
    assert beginning <= beginning + rest
    if beginning.strip("\U0010ffff"):
        assert beginning + rest < after_all(beginning)
        assert not after_all(beginning).startswith(beginning)
    after_all(beginning).encode()


@pytest.mark.django_db
def test_cases_of_before_get_their_keys(sams_case: Case) -> None:
    Case.objects.update(name_key="", company_key="")
    migration = import_module("decisions.migrations.0007_queue_indexes")
    migration.fill_keys(apps, SimpleNamespace(connection=connection))
    sams_case.refresh_from_db()
    assert (sams_case.name_key, sams_case.company_key) == ("sam w.", "lakeshore rv")
