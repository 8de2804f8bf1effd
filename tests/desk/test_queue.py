from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from decisions.models import Case, Office, Verdict
from decisions.review.paging import PAGE
from tests import factories
from tests.actors import StaffActor
from tests.desk.pages import case_url, listed, queue_url

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HOUR = timedelta(hours=1)


def case_due(office: Office, due_in: timedelta, **fields: object) -> Case:
    case = factories.case(office=office)
    Case.objects.filter(pk=case.pk).update(reply_by=timezone.now() + due_in, **fields)
    case.refresh_from_db()
    return case


def refs(*cases: Case) -> list[str]:
    return [str(case.ref) for case in cases]


def test_queue_lists_the_next_due_first(rae: StaffActor, home_office: Office) -> None:
    late = case_due(home_office, 50 * HOUR)
    soon = case_due(home_office, 3 * HOUR)
    overdue = case_due(home_office, -HOUR)
    assert listed(rae.client) == refs(overdue, soon, late)


def test_queue_says_when_a_case_is_due_in_the_candidates_zone(rae: StaffActor, home_office: Office) -> None:
    case_due(home_office, 3 * HOUR + timedelta(minutes=1), time_zone="America/Los_Angeles")
    content = rae.client.get(queue_url()).content.decode()
    there = Case.objects.get().reply_by.astimezone(ZoneInfo("America/Los_Angeles"))
    assert "due in 3 hours" in content
    assert there.strftime("%a, %b ") in content
    assert "Pacific time" in content


def test_queue_shows_only_the_own_offices(
    rae: StaffActor, otto: StaffActor, sams_case: Case, far_case: Case
) -> None:
    assert (listed(rae.client), listed(otto.client)) == (refs(sams_case), [])


def test_queue_of_every_office_needs_its_own_right(
    rae: StaffActor, alma: StaffActor, sams_case: Case, far_case: Case
) -> None:
    assert set(listed(alma.client)) == set(refs(sams_case, far_case))
    assert listed(rae.client, office=far_case.office_id) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("overdue", ["overdue"]),
        ("due", ["due"]),
        ("open", ["overdue", "due", "later"]),
        ("reviewed", ["reviewed"]),
        ("all", ["reviewed", "overdue", "due", "later"]),
    ],
)
def test_queue_filtered_by_state(
    rae: StaffActor, home_office: Office, state: str, expected: list[str]
) -> None:
    cases = {
        "reviewed": case_due(home_office, -5 * HOUR, reviewed_at=timezone.now()),
        "overdue": case_due(home_office, -HOUR),
        "due": case_due(home_office, HOUR),
        "later": case_due(home_office, 25 * HOUR),
    }
    assert listed(rae.client, state=state) == refs(*(cases[name] for name in expected))


def test_queue_counts_what_each_state_would_show(rae: StaffActor, home_office: Office) -> None:
    case_due(home_office, -5 * HOUR, reviewed_at=timezone.now())
    case_due(home_office, -HOUR)
    case_due(home_office, HOUR)
    case_due(home_office, 25 * HOUR)
    counts = rae.client.get(queue_url()).context["counts"]
    assert (counts.overdue, counts.due, counts.open, counts.reviewed) == ("1", "1", "3", "1")


def test_queue_filtered_by_whose_and_verdict(rae: StaffActor, ida: StaffActor, home_office: Office) -> None:
    now = timezone.now()
    mine = case_due(home_office, HOUR, claimed_by=rae.person, claimed_at=now, verdict=Verdict.ASK)
    case_due(home_office, HOUR, claimed_by=ida.person, claimed_at=now, verdict=Verdict.TAKE)
    free = case_due(home_office, HOUR, verdict=Verdict.DECLINE)
    assert listed(rae.client, whose="mine") == refs(mine)
    assert listed(rae.client, whose="unclaimed") == refs(free)
    assert listed(rae.client, verdict="ask") == refs(mine)


def test_search_finds_beginnings_of_names_and_companies(rae: StaffActor, home_office: Office) -> None:
    sam = case_due(home_office, HOUR, candidate_name="Sam W.", company="Lakeshore RV")
    dana = case_due(home_office, 2 * HOUR, candidate_name="Dana", company="Samson Foods")
    assert listed(rae.client, q="sam") == refs(sam, dana)
    assert listed(rae.client, q="lake") == refs(sam)
    assert listed(rae.client, q="shore") == []
    assert listed(rae.client, q="%") == []


HOSTILE = ["'", '"', "%00x", "-1", "\u202e", "a" * 81, "1 OR 1=1", "__class__", "{{7*7}}", "९", "9" * 30]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["state", "office", "verdict", "whose", "q", "after", "before"])
def test_hostile_value_of_a_filter_is_refused_or_finds_nothing(
    rae: StaffActor, sams_case: Case, name: str, value: str
) -> None:
    response = rae.client.get(queue_url(), {name: value})
    assert response.status_code in ({200, 400} if name in {"q", "office"} else {400})
    if response.status_code == 200:
        assert response.context["rows"] == []


@pytest.mark.parametrize(
    "query",
    [
        "o=1",
        "order_by=copy",
        "ordering=-verdict",
        "candidate_name__regex=(a%2B)%2B$",
        "invitation__candidate__email__startswith=a",
        "copy__cost=low",
        "sort=cost",
        "state=open&state=all",
        "before=1-1&after=1-1",
        "after=99999999999999999-1",
        "after=-99999999999999999-1",
        "q=%00",
        "q=%ff",
    ],
)
def test_queue_refuses_what_is_not_on_the_list(rae: StaffActor, sams_case: Case, query: str) -> None:
    response = rae.client.get(f"{queue_url()}?{query}")
    assert response.status_code in ({200, 400} if query.startswith("after=99") else {400})


def test_pages_show_each_case_once_forward_and_back(rae: StaffActor, home_office: Office) -> None:
    first = factories.case(office=home_office)
    # The same time for all, so that only the second part of the position tells them apart.
    copies = [Case(**{**_values(first), "invitation": factories.invitation()}) for number in range(2 * PAGE)]
    Case.objects.bulk_create(copies)
    pages = [rae.client.get(queue_url()).context["page"]]
    while pages[-1].after:
        pages.append(rae.client.get(queue_url(), {"after": str(pages[-1].after)}).context["page"])
    assert [len(page.cases) for page in pages] == [PAGE, PAGE, 1]
    assert len({case.pk for page in pages for case in page.cases}) == 2 * PAGE + 1
    back = rae.client.get(queue_url(), {"before": str(pages[2].before)}).context["page"]
    assert back.cases == pages[1].cases
    assert rae.client.get(queue_url(), {"before": str(back.before)}).context["page"].before is None


def _values(case: Case) -> dict[str, object]:
    names = {field.name for field in Case._meta.fields} - {"id", "ref", "invitation"}
    return {name: getattr(case, name) for name in names}


def test_queue_link_keeps_the_filter(rae: StaffActor, sams_case: Case) -> None:
    content = rae.client.get(queue_url(), {"whose": "unclaimed"}).content.decode()
    assert f'href="{case_url(sams_case)}?state=open&amp;whose=unclaimed"' in content


def test_queue_without_a_case_says_so(rae: StaffActor) -> None:
    assert "Nothing here" in rae.client.get(queue_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_asks_the_database_the_same_few_times(
    rae: StaffActor, home_office: Office, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        factories.case(office=home_office)
    rae.client.get(queue_url())
    with django_assert_num_queries(10):
        rae.client.get(queue_url())


def test_queue_is_not_for_candidates(client: Client, sams_case: Case) -> None:
    assert client.get(queue_url()).status_code == 302
