"""Which fact about a job answers which question.

Where the agency can name the answer itself, its fact holds it (`JobFact.answer`), and the candidate only has
to take it over. The other questions hang on what the candidate thinks of the fact, so they choose the reply.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.models import JobFact


@dataclass(frozen=True)
class Answers:
    """`coded` is the question that the agency's own option or date answers, `judged` those that the candidate
    answers in view of the fact. `dislike` is what must have put the candidate off for `known_from` to be one.
    """

    coded: str = ""
    judged: tuple[str, ...] = ()
    dislike: str = ""


JOB_FACTS: Mapping[str, Answers] = {
    JobFact.Name.PAY: Answers(judged=("pay_compared", "known_from", "open_point"), dislike="pay"),
    JobFact.Name.SHIFT: Answers(judged=("known_from", "open_point"), dislike="hours_or_shift"),
    JobFact.Name.ROUNDS: Answers(coded="extra_tasks"),
    JobFact.Name.DECIDE_ON: Answers(coded="days_to_their_offer"),
    JobFact.Name.INTERVIEWERS: Answers(coded="who_you_meet"),
    JobFact.Name.OTHER: Answers(judged=("open_point",)),
}
