"""What can come back to a question: each reply in the candidate's words, with the answers that it changes.

To most questions the reply is an answer of the form. These three hang on more than one answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from decisions.questions.wording import Text

# Not questions of the form: that they were told of the doubts, and what the state's office said.
UNSURE, BENEFITS = "unsure", "benefits"


@dataclass(frozen=True)
class Reply:
    """`changes` are answers in the words of the form, by question."""

    label: Text
    changes: Mapping[str, str]
    hint: Text = ""


WANTED_NOW: Mapping[str, str] = {"sure": "might_want_it", "open_point": "yes", "find_out": "only_there"}

REPLIES: Mapping[str, Mapping[str, Reply]] = {
    "known_from": {
        "as_thought": Reply(gettext_lazy("It is as I thought"), {"known_from": "they_told_me"}),
        "still_no": Reply(
            gettext_lazy("It is different, but I still don't want the job"),
            {"known_from": "they_told_me", "want_if_untrue": "no"},
        ),
        "wanted_now": Reply(
            gettext_lazy("It is different, and now I might want the job"),
            {"known_from": "they_told_me", **WANTED_NOW},
            gettext_lazy("What is left to find out, you would find out there."),
        ),
    },
    "open_point": {
        "nothing": Reply(gettext_lazy("No, it stays as it is"), {"open_point": "nothing"}),
        "wanted_now": Reply(
            gettext_lazy("Yes, it can change, and now I might want the job"),
            WANTED_NOW,
            gettext_lazy("What is left to find out, you would find out there."),
        ),
        "only_there": Reply(gettext_lazy("I can find out only when I go"), {"find_out": "only_there"}),
    },
    UNSURE: {
        "told": Reply(
            gettext_lazy("I told them, and they still want to meet me"), {"candor": "told_or_will"}
        ),
    },
}
