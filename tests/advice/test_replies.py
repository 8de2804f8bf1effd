"""Replies to what was asked: each leads on, and none makes the advice ask the same again."""

from typing import Any

from hypothesis import given, settings

from decisions.advice.changes import ORDER
from decisions.advice.replies import REPLIES, UNSURE
from decisions.questions import WORDINGS
from decisions.scoring import score
from tests.advice.stored_nowhere import RULES
from tests.scoring.answer_sets import answer_sets, only_asked


def after(answers: dict[str, Any], question: str, reply: str) -> dict[str, Any]:
    changed = only_asked({**answers, **REPLIES[question][reply].changes})
    return score(changed, RULES).as_dict()


def test_every_reply_gives_answers_of_the_form() -> None:
    changes = [
        pair for replies in REPLIES.values() for reply in replies.values() for pair in reply.changes.items()
    ]
    assert [(question, value) for question, value in changes if value not in WORDINGS[question].options] == []


@settings(max_examples=settings().max_examples // 2)
@given(answers=answer_sets())
def test_no_reply_leads_to_the_same_question_again(answers: dict[str, Any]) -> None:
    result = score(answers, RULES).as_dict()
    waiting = [id for id in result["ask"] if id in REPLIES]
    if "say_you_are_unsure" in result["conditions"]:
        waiting.append(UNSURE)
    for question in waiting:
        verdicts = []
        for reply in REPLIES[question]:
            then = after(answers, question, reply)
            assert question not in then["ask"]
            assert question != UNSURE or "say_you_are_unsure" not in then["conditions"]
            verdicts.append(ORDER.index(then["verdict"]))
        if "wanted_now" in REPLIES[question]:
            assert verdicts[list(REPLIES[question]).index("wanted_now")] == max(verdicts)
