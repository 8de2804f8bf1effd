"""Pairs of answers that can hardly both be true, each with a sentence that says so.

None of them needs a private answer, so that who looks at the shared answers finds the same as the candidate,
but for what the shared answers lack.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.questions.wording import Text

# A fact of the invitation, which stands beside the answers here.
FORMAT = "format"
# Who has no other reason than a private one is not asked these: the answers in their place say nothing.
FILLED_IN = ("known_from", "want_if_untrue")
PRIVATE_DISLIKE = "cannot_private"


@dataclass(frozen=True)
class Contradiction:
    """Of each question the options that don't fit those of the other; `says` tells the candidate."""

    first: str
    of_first: Collection[str]
    second: str
    of_second: Collection[str]
    says: Text

    @property
    def questions(self) -> tuple[str, str]:
        return self.first, self.second

    def holds(self, answers: Mapping[str, Any]) -> bool:
        is_first = _is_among(answers.get(self.first), self.of_first)
        return is_first and _is_among(answers.get(self.second), self.of_second)


CONTRADICTIONS = (
    Contradiction(
        "sure",
        ("never",),
        "want_if_untrue",
        ("yes",),
        _("You would never take this job, and yet you would want it if you were wrong about it."),
    ),
    Contradiction(
        "sure",
        ("never",),
        "open_point",
        ("yes",),
        _("You would never take this job, and yet something that is still open could make you want it."),
    ),
    Contradiction(
        "sure",
        ("might_want_it",),
        "want_if_untrue",
        ("no",),
        _("You might want this job, and yet you would not want it even if you were wrong about it."),
    ),
    Contradiction(
        "dislikes",
        ("just_a_feeling",),
        "known_from",
        ("they_told_me", "ad_says_so"),
        _("What puts you off is a feeling, and yet you know it from them or from the job ad."),
    ),
    Contradiction(
        "hours",
        ("under_2",),
        "extra_tasks",
        ("more",),
        _("It takes under 2 hours, all in, and yet there are more than 3 hours of unpaid tasks or visits."),
    ),
    Contradiction(
        "set_up_by",
        ("own_company",),
        "meet_again",
        ("unlikely",),
        _("It is inside the company you work for, and yet you are unlikely to meet these people again."),
    ),
    Contradiction(
        "set_up_by",
        ("own_company",),
        "boss_finds_out",
        ("not_working",),
        _("It is inside the company you work for, and yet you are not working now."),
    ),
    Contradiction(
        "offer",
        ("raise_at_my_job",),
        "boss_finds_out",
        ("not_working",),
        _("You want a raise where you work now, and yet you are not working now."),
    ),
    Contradiction(
        FORMAT,
        ("one_way",),
        "who_you_meet",
        ("hr_by_phone", "the_manager", "manager_and_team"),
        _("The interview is a recorded video or an online test, and yet you would meet somebody."),
    ),
    Contradiction(
        FORMAT,
        ("in_person", "video", "phone"),
        "who_you_meet",
        ("one_way_video_or_test",),
        _("You would talk to somebody in the interview, and yet you would meet nobody."),
    ),
)


def contradictions(answers: Mapping[str, Any], *, format: str) -> list[Contradiction]:
    """The pairs that hold among these answers, in the words of the form or of the engine."""
    spoken = [one for one in answers.get("dislikes", ()) if one != PRIVATE_DISLIKE]
    # Beside other reasons, a feeling says nothing about how those are known.
    known = {**answers, FORMAT: format, "dislikes": spoken if len(spoken) == 1 else []}
    if not spoken:
        known |= dict.fromkeys(FILLED_IN)
    return [one for one in CONTRADICTIONS if one.holds(known)]


def _is_among(answer: Any, options: Collection[str]) -> bool:
    return any(one in options for one in (answer if isinstance(answer, list) else [answer]))
