"""Four whole walks, each to another end. Any of them can be walked in any way (see test_whole_walks)."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.core import mail
from playwright.sync_api import expect

from decisions.models import Advice, Candidate, Case, Invitation, Letter, Verdict
from tests.browser.visitors import ASKS, DECLINES, GOES, BrowsingCandidate

STEPS = ["job", "practice", "offers", "direction", "cost", "people", "values"]
ADDRESS = "sam@example.test"
OWN_WORDS = "Thank you, and no."

Journey = Callable[[BrowsingCandidate], None]


def asks_gets_an_answer_and_shares(candidate: BrowsingCandidate) -> None:
    """Invited by text, with an answer due at noon in three days; the dates of another offer decide."""
    candidate.begin()
    candidate.fill_in_facts(
        company="Lakeshore RV",
        job_title="Quality technician",
        reply_by_date=candidate.reply_date(),
        reply_by_time="12:00",
    )
    assert list(dict.fromkeys(candidate.answer_all(ASKS))) == STEPS
    candidate.show_advice()
    assert candidate.heading == "Ask one thing first"
    advice_page = candidate.page.url
    assert candidate.page.request.get(f"{advice_page}../dates.ics").text().startswith("BEGIN:VCALENDAR")

    candidate.follow("Letters for every other step")
    candidate.tick("names_offer")
    candidate.press("Save", within=candidate.page.locator("#offer"))
    assert Invitation.objects.get().names_offer
    candidate.follow("Back to your advice")
    candidate.follow("I have an answer")
    candidate.tap("In 1 week")
    assert Advice.objects.count() == 2
    expect(candidate.page.locator("#history")).to_be_visible()

    candidate.follow("Show it to a recruiter")
    assert Case.objects.count() == 0
    candidate.tick("part", "answers")
    candidate.preview()
    expect(candidate.page.locator("#preview")).not_to_contain_text("What they would pay")
    candidate.write("name", "Sam W.")
    candidate.press("Share this")
    assert Case.objects.get().candidate_name == "Sam W."


def says_no_and_deletes_everything(candidate: BrowsingCandidate) -> None:
    """A long company name, a title with markup, an advice to say no, and nothing left behind."""
    candidate.begin()
    candidate.fill_in_facts(company="L" * 60, job_title="<b>Quality</b> technician")
    assert candidate.answer_all(DECLINES) == STEPS
    candidate.show_advice()
    assert candidate.count.is_short, candidate.count
    assert candidate.heading.startswith("Say no, politely")
    expect(candidate.page.get_by_text("<b>Quality</b> technician").first).to_be_visible()
    candidate.hands.write(candidate.page.locator(".now textarea:visible").first, OWN_WORDS)
    candidate.press("Save my changes")
    assert OWN_WORDS in Letter.objects.get().text
    candidate.tap("I'll do this", within="#choice-decline")
    assert Invitation.objects.get().choice.verdict == Verdict.DECLINE
    candidate.follow("See every step of the working")
    candidate.follow("Back to the advice")

    candidate.open("/mine/")
    expect(candidate.page.get_by_text("You chose: Say no, politely.")).to_be_visible()
    candidate.follow("My profile")
    candidate.follow("Delete everything")
    candidate.press("Delete everything")
    assert candidate.heading == "It is deleted"
    assert Candidate.objects.count() == 0


def tries_other_answers_and_keeps_them(candidate: BrowsingCandidate) -> None:
    """The longest way without another offer; then what one other answer would change."""
    candidate.begin()
    candidate.fill_in_facts(company="Elkhart Metal Works")
    candidate.answer_all(GOES)
    candidate.show_advice()
    assert candidate.count.is_short, candidate.count
    assert candidate.heading.startswith("Go to the interview")
    candidate.follow("Letters for every other step")
    candidate.follow("Back to your advice")

    candidate.follow("Try other answers")
    candidate.try_answer("interviews_lately", "six_or_more")
    assert Advice.objects.count() == 1
    candidate.press("Keep this as advice number 2")
    assert Advice.objects.count() == 2
    expect(candidate.page.locator("#history")).to_be_visible()


def comes_back_with_a_code_for_the_next_invitation(candidate: BrowsingCandidate) -> None:
    """Confirms an address, leaves, comes back by a code, and is asked less about the next invitation."""
    candidate.begin()
    candidate.fill_in_facts(company="Niles Bakery")
    candidate.answer_all(DECLINES)
    candidate.show_advice()
    assert candidate.count.is_short, candidate.count
    candidate.open("/mine/")
    candidate.follow("Private link")
    candidate.press("Show my private link")
    link = candidate.page.locator("#private-link").input_value()
    text_me = candidate.page.get_by_role("link", name="Text me my link").get_attribute("href") or ""
    assert text_me.startswith("sms:")
    assert unquote(text_me).endswith(link)
    candidate.follow("Confirm my address")
    candidate.write("email", ADDRESS)
    candidate.press("Mail me a code")
    candidate.write("code", newest_code())
    candidate.press("Confirm my address")

    candidate.open("/mine/")
    candidate.follow("Sign out")
    candidate.press("Sign out")
    candidate.open(urlsplit(link).path)
    candidate.press("Continue")
    assert candidate.heading.startswith("Say no, politely")
    candidate.page.context.clear_cookies()
    candidate.open("/come-back/")
    candidate.write("email", ADDRESS)
    candidate.press("Mail me a code")
    candidate.write("code", newest_code())
    candidate.press("Show my invitations")
    expect(candidate.page.get_by_text("Niles Bakery", exact=True)).to_be_visible()

    candidate.press("I got another invitation")
    candidate.fill_in_facts(company="Lakeshore RV")
    assert candidate.heading == "Still true?"
    candidate.press("All still true")
    assert set(candidate.answer_all(DECLINES)) < set(STEPS)
    candidate.show_advice()
    assert Candidate.objects.get().invitations.count() == 2


def newest_code() -> str:
    found = re.search(r"^(\d{4} ?\d{4})$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[1]
