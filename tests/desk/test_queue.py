from datetime import timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from decisions.models import Case, Office, Verdict
from decisions.review import lanes, queue
from decisions.review.filters import read_filter
from decisions.review.paging import PAGE, Position
from tests import factories
from tests.actors import StaffActor, staff_actor
from tests.desk.pages import case_url, listed, queue_url

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HOUR = timedelta(hours=1)


def case_due(
    office: Office, due_in: timedelta, *, named: tuple[str, str] = ("Sam", "Lakeshore RV"), **fields: object
) -> Case:
    case = factories.case(office=office)
    case.candidate_name, case.company = named
    case.reply_by = timezone.now() + due_in
    for name, value in fields.items():
        setattr(case, name, value)
    case.save()
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


SHOWN = {
    "overdue": ["overdue"],
    "due": ["due"],
    "open": ["overdue", "due", "later"],
    "reviewed": ["reviewed"],
    "all": ["reviewed", "overdue", "due", "later"],
}


def test_queue_filtered_by_state(rae: StaffActor, home_office: Office) -> None:
    cases = {
        "reviewed": case_due(home_office, -5 * HOUR, reviewed_at=timezone.now()),
        "overdue": case_due(home_office, -HOUR),
        "due": case_due(home_office, HOUR),
        "later": case_due(home_office, 25 * HOUR),
    }
    for state, expected in SHOWN.items():
        assert listed(rae.client, state=state) == refs(*(cases[name] for name in expected)), state
    counts = rae.client.get(queue_url()).context["counts"]
    assert [counts[name] for name in ("overdue", "due", "open", "mine")] == ["1", "1", "3", "0"]


def test_queue_of_mine_and_of_nobodys(rae: StaffActor, ida: StaffActor, home_office: Office) -> None:
    now = timezone.now()
    mine = case_due(home_office, HOUR, claimed_by=rae.person, claimed_at=now)
    done = case_due(home_office, HOUR, claimed_by=rae.person, claimed_at=now, reviewed_at=now)
    case_due(home_office, HOUR, claimed_by=ida.person, claimed_at=now)
    free = case_due(home_office, HOUR)
    left = case_due(home_office, HOUR, reviewed_at=now)
    assert listed(rae.client, whose="mine") == refs(mine)
    assert listed(rae.client, whose="mine", state="reviewed") == refs(done)
    assert listed(rae.client, whose="mine", state="all") == refs(mine, done)
    assert listed(rae.client, whose="unclaimed") == refs(free)
    assert listed(rae.client, whose="unclaimed", state="reviewed") == refs(left)


def test_reviewed_cases_are_ticked_to_be_exported_and_not_to_be_claimed(
    rae: StaffActor, sol: StaffActor, home_office: Office
) -> None:
    case_due(home_office, HOUR)
    case_due(home_office, HOUR, reviewed_at=timezone.now())
    offered = [
        [word in page for word in ("Claim them", "Export them", 'type="checkbox"')]
        for who in (rae, sol)
        for state in ("open", "reviewed")
        for page in [who.client.get(queue_url(), {"state": state}).content.decode()]
    ]
    assert offered == [[True, False, True], [False] * 3, [False, True, True], [False, True, True]]


def test_search_finds_beginnings_of_names_and_companies(rae: StaffActor, home_office: Office) -> None:
    sam = case_due(home_office, HOUR, named=("Sam W.", "Lakeshore RV"))
    dana = case_due(home_office, 2 * HOUR, named=("Dana", "Samson Foods"))
    jose = case_due(
        home_office,
        3 * HOUR,
        named=("Jos\u00e9  N\u00fa\u00f1ez", "\uff2b\uff4f\uff48\uff4c's 100% \U0010ffff"),
    )
    case_due(home_office, HOUR, named=("Samuel", ""), reviewed_at=timezone.now())
    found = {
        "sam": [sam, dana],
        "SAMS": [dana],
        "lake": [sam],
        "jose nunez": [jose],
        "JOS\u00c9 N": [jose],
        "kohl's 100%": [jose],
        "kohl's 100% \U0010ffff": [jose],
        "shore": [],
        "%": [],
        "s_m": [],
        "\u0301": [],
        "\U0010ffff": [],
    }
    for beginning, cases in found.items():
        assert listed(rae.client, q=beginning) == refs(*cases), beginning
    assert listed(rae.client, q="sam", whose="mine") == []
    assert len(listed(rae.client, q="sam", state="all")) == 3


def test_search_that_finds_too_many_asks_for_more_letters(
    rae: StaffActor, home_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "SEARCH_CEILING", 2)
    monkeypatch.setattr(queue, "SEARCH_CEILING", 2)
    for name in ("Ann", "Anna", "Annie"):
        case_due(home_office, HOUR, named=(name, ""))
    assert "Type a few more letters" in rae.client.get(queue_url(), {"q": "an"}).content.decode()
    assert listed(rae.client, q="an") == []
    assert len(listed(rae.client, q="anna")) == 1


HOSTILE = ["'", '"', "%00x", "-1", "\u202e", "1 OR 1=1", "__class__", "{{7*7}}", "९", "9" * 30, "a" * 81]


def test_hostile_value_of_a_filter_is_refused_or_finds_nothing(rae: StaffActor, sams_case: Case) -> None:
    for value in HOSTILE:
        for name in ("state", "office", "whose"):
            with pytest.raises(BadRequest):
                read_filter(QueryDict(urlencode({name: value})))
        with pytest.raises(BadRequest):
            Position.read(value)
    for name in ("state", "office", "whose", "after", "before"):
        assert rae.client.get(queue_url(), {name: "'"}).status_code == 400, name
    for value in HOSTILE[:-1]:
        assert rae.client.get(queue_url(), {"q": value}).context["rows"] == [], value
    assert rae.client.get(queue_url(), {"office": "999999999"}).context["rows"] == []


REFUSED = [
    "o=1",
    "order_by=copy",
    "ordering=-verdict",
    "candidate_name__regex=(a%2B)%2B$",
    "invitation__candidate__email__startswith=a",
    "copy__cost=low",
    "sort=cost",
    "verdict=take",
    "state=open&state=all",
    "before=1-1&after=1-1",
    "after=99999999999999999-999999999999999999999",
    "q=%00",
    "q=%ff",
    "q=" + "a" * 81,
]


def test_queue_refuses_what_is_not_on_the_list(rae: StaffActor, sams_case: Case) -> None:
    for query in REFUSED:
        assert rae.client.get(f"{queue_url()}?{query}").status_code == 400, query
    for far in ("99999999999999999-1", "-99999999999999999-1"):
        assert rae.client.get(queue_url(), {"after": far}).status_code in {200, 400}, far


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


def test_pages_of_several_offices_go_by_time_alone(alma: StaffActor, max_: StaffActor) -> None:
    """Whoever sees two offices sees their cases as one queue."""
    offices = [factories.office(staff=[max_.person]) for _ in range(2)]
    recruiter = staff_actor(factories.user(group="Recruiters", offices=offices))
    cases = [case_due(offices[number % 2], (number + 1) * HOUR) for number in range(4)]
    for client in (recruiter.client, alma.client, max_.client):
        assert listed(client) == refs(*cases)
        page = client.get(queue_url(), {"after": str(Position.of(cases[1]))}).context["page"]
        assert (page.cases, page.before) == (cases[2:], Position.of(cases[2]))
    assert listed(max_.client, office="mine") == refs(*cases)
    assert listed(alma.client, office="mine") == []
    assert listed(recruiter.client, office=offices[0].pk) == refs(cases[0], cases[2])


def _values(case: Case) -> dict[str, object]:
    names = {field.name for field in Case._meta.fields} - {"id", "ref", "invitation"}
    return {name: getattr(case, name) for name in names}


def test_queue_link_keeps_the_filter(rae: StaffActor, sams_case: Case) -> None:
    content = rae.client.get(queue_url(), {"whose": "unclaimed"}).content.decode()
    assert f'href="{case_url(sams_case)}?state=open&amp;whose=unclaimed"' in content


def test_queue_without_a_case_says_so(rae: StaffActor) -> None:
    assert "Nothing is waiting" in rae.client.get(queue_url()).content.decode()
    assert "Nothing here" in rae.client.get(queue_url(), {"state": "overdue"}).content.decode()


ASKED = ["", "whose=mine", "whose=unclaimed", "office=mine", "state=all", "q=sam"]


def test_queue_asks_the_database_eight_times_at_most(
    rae: StaffActor, alma: StaffActor, home_office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        case_due(home_office, number * HOUR, claimed_by=rae.person, claimed_at=timezone.now())
    case_due(home_office, HOUR, named=("", ""), job_title="", reply_by_given=False)
    case_due(home_office, -HOUR, claimed_by=alma.person, claimed_at=timezone.now(), choice=Verdict.TAKE)
    case_due(home_office, -HOUR, reviewed_at=timezone.now())
    for query in ASKED:
        with django_assert_num_queries(8):
            rae.client.get(f"{queue_url()}?{query}")
    with django_assert_num_queries(8):
        alma.client.get(queue_url())


def test_queue_is_not_for_candidates(client: Client, sams_case: Case) -> None:
    assert client.get(queue_url()).status_code == 302
