"""What can be asked before deciding: of whom, and in which words. By the engine's ids in `ask`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.advice.told import Told
from decisions.questions import say_date
from decisions.questions.job import DISLIKE_NAMES
from decisions.questions.wording import Text
from decisions.scoring import NOT_SURE

# These go to whoever made the first offer; all others to whoever sent the invitation.
OF_FIRST_EMPLOYER = ("more_time", "days_to_answer", "offer_room")

ABOUT: dict[str, Text] = {
    "days_to_their_offer": gettext_lazy("when they could make you an offer"),
    "days_to_answer": gettext_lazy("when you must answer your other offer"),
    "pay_compared": gettext_lazy("what this job pays"),
    "offer_room": gettext_lazy("if your other offer can still get better"),
    "hours": gettext_lazy("how much of your time it takes"),
    "extra_tasks": gettext_lazy("if there are unpaid tasks or more visits"),
    "money": gettext_lazy("what it would cost you to go"),
    "who_you_meet": gettext_lazy("who you would meet"),
    "newness": gettext_lazy("how new the work would be to you"),
    "more_time": gettext_lazy("if you get more time to answer your other offer"),
}

QUESTIONS: dict[str, Text] = {
    "days_to_their_offer": gettext_lazy("When do you expect to decide whom you will hire?"),
    "pay_compared": gettext_lazy("What is the pay range for this job?"),
    "hours": gettext_lazy("How many rounds are there, and how long does each one take?"),
    "extra_tasks": gettext_lazy("Are there any tests, tasks or further visits, and how long do they take?"),
    "money": gettext_lazy("Where would we meet, and would a video call be possible instead?"),
    "who_you_meet": gettext_lazy("Who would I meet?"),
    "newness": gettext_lazy("What does a normal day in this job look like?"),
    "offer_room": gettext_lazy("Is there any room in the pay or the terms?"),
    "days_to_answer": gettext_lazy("By when would you need my answer?"),
}

# What to ask about a dislike: first whether it is so, then whether it could be otherwise.
IS_IT_SO: dict[str, Text] = {
    "pay": gettext_lazy("What is the pay range for this job?"),
    "hours_or_shift": gettext_lazy("What are the hours, and on which shift?"),
    "distance_or_move": gettext_lazy("Where would I work, and on how many days a week?"),
    "temp_or_contract": gettext_lazy("Is the job permanent, and if not, how long does it last?"),
    "job_level": gettext_lazy("What level is the job, and who would I report to?"),
    "kind_of_work": gettext_lazy("What does a normal day in this job look like?"),
}
COULD_IT_BE: dict[str, Text] = {
    "pay": gettext_lazy("What is the pay range, and is there room in it?"),
    "hours_or_shift": gettext_lazy("Is another shift possible, and from when?"),
    "distance_or_move": gettext_lazy("Is another place possible, or some days at home?"),
    "temp_or_contract": gettext_lazy("Can the job become permanent, and when is that decided?"),
    "job_level": gettext_lazy("Is a job at another level open as well?"),
    "kind_of_work": gettext_lazy("What does a normal day look like, and is another role open as well?"),
}
# These said it themselves, so whether it is so is no question any more.
KNOWN_FOR_SURE = ("they_told_me", "ad_says_so")
IN_GENERAL = gettext_lazy("What are the pay range and the hours, and what does a normal day look like?")


@dataclass(frozen=True)
class Ask:
    """One question to send: `about` ends a sentence ("... depends on"), `question` stands in the letter."""

    id: str
    about: str
    question: str
    of_first_employer: bool


def asks(told: Told, ids: Iterable[str]) -> list[Ask]:
    return [Ask(id, about(told, id), question(told, id), id in OF_FIRST_EMPLOYER) for id in ids]


def worth_asking(told: Told) -> list[str]:
    """What a candidate might ask who is not advised to: the first thing unknown, else about the dislike."""
    unknown = [id for id in told.rules.unknown.askable if told.answers.get(id) == NOT_SURE]
    for_them = [id for id in unknown if id not in OF_FIRST_EMPLOYER]
    is_known = told.answers["known_from"] in KNOWN_FOR_SURE
    return for_them[:1] or ["open_point" if is_known else "known_from"]


def about(told: Told, id: str) -> str:
    if id in ABOUT:
        return str(ABOUT[id])
    named = [str(DISLIKE_NAMES[one]) for one in told.dislikes if one in IS_IT_SO]
    if named:
        what = {"dislikes": get_text_list(named, _("and"))}
        if id == "known_from":
            return _("what is true about %(dislikes)s") % what
        return _("what could still change about %(dislikes)s") % what
    return _("what is still open about the job")


def question(told: Told, id: str) -> str:
    if id == "more_time":
        days = told.answers["days_to_their_offer"]
        until = say_date(told.scored_on + timedelta(days=days))
        return _("Could I have until %(date)s to give you my answer?") % {"date": until}
    if id in QUESTIONS:
        return str(QUESTIONS[id])
    words = COULD_IT_BE if id == "open_point" else IS_IT_SO
    found = [str(words[one]) for one in told.dislikes if one in words]
    return " ".join(found[:2]) or str(IN_GENERAL)
