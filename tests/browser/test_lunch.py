"""The recruiters' desk in a real browser: a lunch break of cases, and what two people do at the same time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from decisions.models import Case, CaseMessage, Event, Invitation, JobFact, Opinion
from tests import factories
from tests.browser.visitors import QUEUE, TABLET, BrowsingCandidate, BrowsingStaff, NewContext
from tests.desk.pages import case_url

DUE = 12
MOST_LOADS = 2


@pytest.fixture
def rae(transactional_db: None) -> User:
    factories.agency()
    return factories.user(name="rae", group="Recruiters", offices=[factories.office(name="Elkhart")])


@pytest.fixture
def ida(rae: User) -> User:
    """Rae's colleague."""
    return factories.user(name="ida", group="Recruiters", offices=rae.offices.all())


def shared_with(recruiter: User, *, name: str, hours: int) -> Case:
    """A case that must be answered within so many hours."""
    invitation = factories.invitation(
        candidate=factories.candidate(name=name),
        company=f"{name} Works",
        reply_by=timezone.now() + timedelta(hours=hours),
    )
    return factories.case(invitation=invitation, office=recruiter.offices.get())


def agrees(rae: BrowsingStaff) -> None:
    rae.save("agree", "Agree and next case")


def differs(rae: BrowsingStaff) -> None:
    form = rae.deed("differ")
    form.locator("[name=verdict]").first.check()
    form.locator("[name=code]").select_option("timing")
    form.locator("[name=comment]").fill("They answer within a day.")
    rae.save("differ")


def proposes_to_talk(rae: BrowsingStaff) -> None:
    form = rae.deed("talk")
    form.locator("[name=talk][value=mock_interview]").check()
    form.locator("[name=proposed_date]").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    form.locator("[name=proposed_time]").fill("10:00")
    form.locator("[name=comment]").fill("We go through the questions together.")
    rae.save("talk")


def gives_the_pay(rae: BrowsingStaff) -> None:
    form = rae.deed("fact-pay-form")
    form.locator("[name=value]").fill("$21 to $23 an hour")
    form.locator("[name=basis]").select_option("job_order")
    form.locator("[name=basis_note]").fill("job order 1184")
    rae.save("fact-pay-form")


def writes_and_agrees(rae: BrowsingStaff) -> None:
    rae.deed("message").locator("[name=text]").fill("I called them today.")
    rae.save("message", "Send")
    agrees(rae)


LUNCH: list[Callable[[BrowsingStaff], None]] = [differs, proposes_to_talk, gives_the_pay, writes_and_agrees]


@pytest.mark.parametrize(
    ("scripts", "scheme"),
    [
        pytest.param(True, "light", id="scripts"),
        pytest.param(False, "dark", id="no scripts", marks=pytest.mark.full),
    ],
)
def test_lunch_is_enough_for_twelve_due_cases(
    new_context: NewContext, live_server: object, rae: User, scripts: bool, scheme: str
) -> None:
    for number in range(DUE):
        shared_with(rae, name=f"Sam {number}.", hours=number + 1)
    desk = BrowsingStaff(new_context, str(live_server), java_script_enabled=scripts, color_scheme=scheme)
    desk.sign_in(rae)
    expect(desk.page.get_by_text("due in").first).to_be_visible()
    desk.loads = 0
    desk.follow("Sam 0.")
    for number in range(DUE):
        assert desk.page.locator("h1").inner_text().startswith(f"Sam {number}.")
        LUNCH[number](desk) if number < len(LUNCH) else agrees(desk)
        assert desk.loads <= MOST_LOADS * (number + 1)
    assert desk.loads <= DUE + 2
    assert (Opinion.objects.count(), JobFact.objects.count(), CaseMessage.objects.count()) == (11, 1, 1)
    done = Case.objects.filter(reviewed_at__isnull=False, claimed_by=rae)
    assert (done.count(), Event.objects.filter(code=Event.Code.CASE_READ).exists()) == (DUE, True)
    desk.open(QUEUE)
    expect(desk.page.get_by_text("Nothing is waiting")).to_be_visible()


@pytest.mark.expected_console("status of 409")
def test_two_recruiters_on_one_case_read_each_other_and_lose_nothing(
    new_context: NewContext, live_server: object, rae: User, ida: User
) -> None:
    case = shared_with(rae, name="Sam W.", hours=5)
    first = BrowsingStaff(new_context, str(live_server))
    second = BrowsingStaff(new_context, str(live_server), viewport=TABLET, color_scheme="dark")
    for desk, person in ((first, rae), (second, ida)):
        desk.be(person)
        desk.open(case_url(case))
    first.deed("agree").locator("[name=comment]").fill("Go, they are kind people.")
    first.save("agree", "Agree")
    differs(second)
    changed = second.page.locator("#changed")
    expect(changed).to_contain_text("Go, they are kind people.")
    expect(changed).to_contain_text("They answer within a day.")
    assert Opinion.objects.count() == 1
    second.save("differ")
    assert set(Opinion.objects.values_list("by__username", "kind")) == {("rae", "agree"), ("ida", "differ")}

    sam = BrowsingCandidate(new_context, str(live_server))
    sam.come_in(case.invitation)
    for words in ("Go, they are kind people.", "They answer within a day."):
        expect(sam.page.get_by_text(words)).to_be_visible()


def test_fact_that_is_given_and_taken_makes_the_next_advice(
    new_context: NewContext, live_server: object, rae: User
) -> None:
    case = shared_with(rae, name="Sam W.", hours=72)
    asks = factories.answers_with(
        interviews_lately="six_or_more",
        clear_on_next="very",
        known_from="they_told_me",
        want_if_untrue="no",
        offer="written",
        offer_room="room",
        pay_compared="more",
        days_to_answer={"on": (timezone.localdate() + timedelta(days=20)).isoformat(), "chip": None},
        days_to_their_offer="not_sure",
    )
    shared: Invitation = case.invitation
    factories.case(advice=factories.advice(invitation=shared, answers=asks), office=case.office)
    desk = BrowsingStaff(new_context, str(live_server))
    desk.be(rae)
    desk.open(case_url(case))
    desk.page.get_by_role("link", name="When they decide").click()
    form = desk.deed("fact-decide_on-form")
    form.locator("[name=answer]").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    form.locator("[name=basis]").select_option("employer")
    desk.save("fact-decide_on-form", "Save")

    sam = BrowsingCandidate(new_context, str(live_server))
    sam.come_in(shared)
    assert sam.heading == "Ask one thing first"
    sam.tap("Use", within=".given")
    assert (shared.advice.count(), JobFact.objects.get().response) == (3, JobFact.Response.ACCEPTED)
    assert sam.heading != "Ask one thing first"
