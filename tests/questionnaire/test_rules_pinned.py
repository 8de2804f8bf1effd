"""A new rule set with other questions comes into effect: who has begun stays with the old one to the end."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from decisions.advice.choices import TIME_KEPT
from decisions.checks import check_pages, check_rule_sets, check_words
from decisions.models import Advice, Case, Draft, Invitation
from decisions.questions import WORDINGS, Option, Wording
from decisions.scoring import load, score
from decisions.scoring.ruleset import Library
from tests import factories
from tests.actors import CandidateActor, candidate_actor
from tests.factories import answers_with
from tests.library import NAME, Shelf
from tests.questionnaire.posting import asked, errors, hidden, of_step, sent, submit

NEW = "2027-01"
BEFORE, AFTER = "2026-12-30T17:00:00Z", "2027-01-02T17:00:00Z"
# Both answers exist in the old questions alone.
OLD_ANSWERS = answers_with(hours="4_to_8", set_up_by=["own_company"])
NEW_ANSWERS = answers_with(hours="half_a_day", commute="long")


@pytest.fixture(autouse=True)
def the_days_before() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture
def words_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a new option stand beside the old ones, as long as any draft or advice may need them."""
    options = {**WORDINGS["hours"].options, "half_a_day": Option("Half a day", "It would take half a day")}
    hours = Wording(WORDINGS["hours"].title, WORDINGS["hours"].short, options)
    commute = Wording(
        "How far is it?", "Distance", {"short": Option("Near", "Near"), "long": Option("Far", "Far")}
    )
    monkeypatch.setitem(WORDINGS, "hours", hours)
    monkeypatch.setitem(WORDINGS, "commute", commute)
    monkeypatch.setitem(TIME_KEPT, "half_a_day", "You keep half a day for yourself.")


@pytest.fixture(autouse=True)
def rules(shelf: Shelf, put_live: Callable[[], Library], words_for_both: None) -> None:
    """From January on: another question, other options, other steps, and a bar that nobody reaches."""
    questions = shelf.copy("questions", NEW)
    shelf.change(questions, '"4_to_8"', '"half_a_day"')
    shelf.change(questions, ', "own_company"', "")
    commute = r'\1\n  [[step.question]]\n  id = "commute"\n  one_of = ["short", "long"]'
    shelf.change(questions, r'(id = "job")', commute)
    people, cost = (rf'\[\[step\]\]\nid = "{step}"(?:(?!\[\[step\]\])[\s\S])*' for step in ("people", "cost"))
    shelf.change(questions, f"({cost})({people})", r"\2\1")
    file = shelf.propose(NEW, "2027-01-01", questions=NEW)
    shelf.without_tunables(NEW)
    shelf.change(file, '"4_to_8"', '"half_a_day"')
    shelf.change(file, r", own_company = [\d.]+", "")
    shelf.change(file, r"\nbase = [\d.]+( .*\ncost)", r"\nbase = 100\1")
    shelf.release(file, questions)
    put_live()
    assert [message for check in (check_rule_sets, check_words, check_pages) for message in check(None)] == []


@pytest.fixture
def zoe(db: None) -> CandidateActor:
    """She has begun before the new rules."""
    return candidate_actor(name="Zoe", company="Goshen Boats")


def fill_in(actor: CandidateActor, answers: Mapping[str, Any], *, steps: tuple[str, ...]) -> None:
    for step in steps:
        reply = submit(actor.client, actor.url("step", step), of_step(step, answers))
        assert reply.status_code == 302, errors(reply)


ALL_STEPS = ("job", "practice", "offers", "direction", "cost", "people", "values")


def advised(actor: CandidateActor) -> Advice:
    reply = submit(actor.client, actor.url("check"), {})
    assert reply["Location"] == actor.url("advice")
    advice = actor.invitation.advice.first()
    assert advice is not None
    return advice


def recomputed(advice: Advice) -> dict[str, Any]:
    return score(advice.answers, load(advice.rules)).as_dict()


def test_draft_begun_under_the_old_rules_stays_with_them_to_the_end(
    zoe: CandidateActor, the_days_before: time_machine.Traveller
) -> None:
    fill_in(zoe, OLD_ANSWERS, steps=ALL_STEPS[:2])
    the_days_before.move_to(AFTER)
    assert "commute" not in asked(zoe.client.get(zoe.url("step", "job")))
    page = zoe.client.get(zoe.url("step", "cost")).content.decode()
    assert ('value="4_to_8"' in page, 'value="half_a_day"' in page) == (True, False)
    fill_in(zoe, OLD_ANSWERS, steps=ALL_STEPS[2:])
    first = advised(zoe)
    assert (first.rules, first.answers["hours"]) == (NAME, "4_to_8")
    submit(zoe.client, zoe.url("step", "job") + "?change=1", of_step("job", {**OLD_ANSWERS, "sure": "never"}))
    second = advised(zoe)
    assert (second.number, second.rules, second.answers["sure"]) == (2, NAME, "never")
    assert [recomputed(advice) for advice in (first, second)] == [first.result, second.result]
    assert load(NEW).bar.base != load(NAME).bar.base


def test_invitation_begun_after_the_day_gets_the_new_rules_and_their_questions(
    db: None, client: Client, the_days_before: time_machine.Traveller
) -> None:
    the_days_before.move_to(AFTER)
    client.post(reverse("begin"))
    actor = CandidateActor(factories.candidate(), Invitation.objects.get(), client)
    assert Draft.objects.get().rules == NEW
    assert asked(client.get(actor.url("step", "job")))[0] == "commute"
    page = client.get(actor.url("step", "cost")).content.decode()
    assert ('value="4_to_8"' in page, 'value="half_a_day"' in page) == (False, True)
    job = {**of_step("job", NEW_ANSWERS), **sent({"commute": "long"})}
    assert submit(client, actor.url("step", "job"), job)["Location"] == actor.url("step", "practice")
    fill_in(actor, NEW_ANSWERS, steps=ALL_STEPS[1:])
    advice = advised(actor)
    assert (advice.rules, advice.verdict, advice.answers["commute"]) == (NEW, "decline", "long")
    for name in ("advice", "share"):
        assert client.get(actor.url(name)).status_code == 200
    assert client.get(actor.url("working", 1)).status_code == 200


def test_each_draft_goes_through_the_steps_in_the_order_of_its_own_questions(
    zoe: CandidateActor, db: None, client: Client, the_days_before: time_machine.Traveller
) -> None:
    the_days_before.move_to(AFTER)
    client.post(reverse("begin"))
    new = Invitation.objects.exclude(pk=zoe.invitation.pk).get()
    step = of_step("direction", OLD_ANSWERS)
    old_next = submit(zoe.client, zoe.url("step", "direction"), step)["Location"]
    new_next = submit(client, reverse("step", args=[new.public_id, "direction"]), step)["Location"]
    assert old_next == zoe.url("step", "cost")
    assert new_next == reverse("step", args=[new.public_id, "people"])


def test_facts_offer_the_answers_of_the_drafts_own_questions(
    zoe: CandidateActor, client: Client, the_days_before: time_machine.Traveller
) -> None:
    the_days_before.move_to(AFTER)
    client.post(reverse("begin"))
    new = Invitation.objects.exclude(pk=zoe.invitation.pk).get()
    pages = (zoe.client.get(zoe.url("facts")), client.get(reverse("facts", args=[new.public_id])))
    assert ['value="own_company"' in page.content.decode() for page in pages] == [True, False]


def test_advice_of_the_old_rules_is_shown_and_shared_under_them(
    zoe: CandidateActor, the_days_before: time_machine.Traveller
) -> None:
    factories.office()
    fill_in(zoe, OLD_ANSWERS, steps=ALL_STEPS)
    advice = advised(zoe)
    before = [zoe.client.get(url).status_code for url in (zoe.url("advice"), zoe.url("working", 1))]
    the_days_before.move_to(AFTER)
    after = [zoe.client.get(url).status_code for url in (zoe.url("advice"), zoe.url("working", 1))]
    assert before == after == [200, 200]
    looked = {"name": "Zoe", "part": ["verdict", "answers"]}
    preview = zoe.client.post(zoe.url("share"), {**looked, "go": "show"})
    submit(zoe.client, zoe.url("share"), {**looked, "go": "share", "shown": hidden(preview, "shown")})
    case = Case.objects.get()
    assert (case.rules, case.verdict, case.copy["answers"]["hours"]) == (NAME, advice.verdict, "4_to_8")


def test_invitation_of_the_desk_gets_the_rules_of_the_day_on_which_it_is_opened(
    db: None, client: Client, the_days_before: time_machine.Traveller
) -> None:
    made = factories.invitation()
    the_days_before.move_to(AFTER)
    client.post(reverse("resume", args=[factories.resume_key(invitation=made)]))
    client.get(reverse("invitation", args=[made.public_id]))
    assert made.draft.rules == NEW


def test_how_the_advice_works_names_the_rules_in_use(
    client: Client, db: None, the_days_before: time_machine.Traveller
) -> None:
    named = []
    for moment in (BEFORE, AFTER):
        the_days_before.move_to(moment)
        page = client.get(reverse("how")).content.decode()
        named.append([name for name in (NAME, NEW) if f"rules in use now are those of {name}" in page])
    assert named == [[NAME], [NEW]]
