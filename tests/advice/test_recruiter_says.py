"""What a recruiter says stands beside the advice: opinions, talks with their time, messages, and when."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.utils import timezone

from decisions.models import Opinion
from tests import factories
from tests.actors import CandidateActor, StaffActor


def said(ana: CandidateActor) -> list[str]:
    """Each thing that was said, as plain text, in the order of the page."""
    text = ana.client.get(ana.url("advice")).content.decode()
    found = re.findall(r'<article class="said">(.*?)</article>', text, re.S)
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", one).split(None))) for one in found]


def test_opinions_and_messages_stand_together_newest_first(ana: CandidateActor, rae: StaffActor) -> None:
    factories.agency(phone="574-555-0100", email="help@agency.test")
    case = factories.case(invitation=ana.invitation)
    now = timezone.now()
    ana.invitation.time_zone = "America/Chicago"
    ana.invitation.save()
    call = {"talk": "call", "proposed_at": datetime(2026, 12, 2, 15, 30, tzinfo=UTC)}
    factories.opinion(case=case, by=rae.person, at=now - timedelta(hours=3))
    factories.opinion(case=case, by=rae.person, kind="talk", comment="On pay.", **call, at=now)
    mock = {"kind": "talk", "talk": "mock_interview", "comment": "Try it."}
    factories.opinion(case=case, by=rae.person, **mock, at=now - timedelta(hours=1))
    factories.case_message(case=case, by=rae.person, text="<b>Call</b>\nme", at=now - timedelta(hours=2))
    texts = said(ana)
    day = r" \w{3}, \w{3} \d+"
    wanted = [
        r"rae : Let's talk They propose a call: Wed, Dec 2, 9:30\sam Central time\. On pay\." + day,
        r"rae : Let's talk They propose a mock interview\. Say when it suits you\. Try it\." + day,
        r"rae <b>Call</b> me" + day,
        r"rae : I agree" + day,
    ]
    texts = said(ana)
    assert [bool(re.fullmatch(want, text)) for want, text in zip(wanted, texts, strict=True)] == [True] * 4
    page = ana.client.get(ana.url("advice")).content.decode()
    assert 'To answer, call or write:\n    <a href="tel:5745550100">574-555-0100</a>' in page


def test_text_in_another_language_is_marked(ana: CandidateActor, rae: StaffActor) -> None:
    case = factories.case(invitation=ana.invitation)
    factories.opinion(case=case, by=rae.person, comment="Bien.", language="es")
    factories.case_message(case=case, by=rae.person, text="Hi.", language="en-us")
    page = ana.client.get(ana.url("advice")).content.decode()
    assert '<p class="words" dir="auto" lang="es">Bien.</p>' in page
    assert '<p class="words" dir="auto">Hi.</p>' in page
    assert page.count("written in Spanish") == page.count("written in") == 1


def test_what_was_said_goes_when_the_case_is_withdrawn(ana: CandidateActor, rae: StaffActor) -> None:
    case = factories.case(invitation=ana.invitation)
    factories.opinion(case=case, by=rae.person)
    factories.case_message(case=case, by=rae.person)
    assert len(said(ana)) == 2
    ana.client.post(ana.url("withdraw"))
    assert (said(ana), Opinion.objects.count()) == ([], 0)
