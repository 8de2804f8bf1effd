"""The text message to copy: who and where, and nothing that a locked phone should not show."""

import pytest
from django.test import override_settings

from decisions.models import Case
from decisions.review.ready_text import LONGEST, ready_text
from tests import factories
from tests.actors import StaffActor

pytestmark = pytest.mark.django_db


def test_ready_text_names_the_recruiter_the_way_back_and_a_phone(rae: StaffActor, sams_case: Case) -> None:
    factories.agency(name="Byrne Staffing", phone="574-555-0100")
    assert ready_text(sams_case, by=rae.person) == (
        "Hello, this is rae at Byrne Staffing. Something new waits on your page. "
        "Open your link again, or go to http://localhost/come-back/ Questions? Call 574-555-0100."
    )
    sams_case.office.phone = "574-555-0199"
    rae.person.first_name = ""
    text = ready_text(sams_case, by=rae.person)
    assert (text[:26], text[-13:]) == ("Hello from Byrne Staffing.", "574-555-0199.")


def test_ready_text_fits_into_two_messages_whatever_the_names(rae: StaffActor, sams_case: Case) -> None:
    factories.agency(name="x" * 80, phone="5" * 40)
    rae.person.first_name = "y" * 150
    for site in ("http://localhost", f"https://{'z' * 80}.example"):
        with override_settings(SITE_URL=site):
            text = ready_text(sams_case, by=rae.person)
        assert (len(text) <= LONGEST, f"{site}/come-back/" in text) == (True, True)
    assert "Sam" not in text
