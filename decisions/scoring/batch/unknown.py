"""What is not known in many answer sets, and the places in the tables at either end of it, as in facts.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decisions.scoring.facts import GRANTED, MORE_TIME, NO_DEADLINE, NOT_ASKED, REFUSED, TIMES

from .block import Block
from .ready import Codes, Flags, Places

UNTIL_ANSWER, UNTIL_OFFER = "days_to_answer", "days_to_their_offer"
# In the order of the rule set's classes of slack; after them comes the place of no offer.
TOO_LATE, SHORT, MORE_GRANTED, JUST_IN_TIME, ENOUGH, NO_OFFER = range(6)

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Unknown:
    """What is open in a block: what could be asked for, and what nobody but the candidate could know."""

    block: Block

    def is_open(self, *, askable: bool) -> Flags:
        """The rows in which something of this kind is not known."""
        found = self._may_get_more_time.copy() if askable else np.zeros(self.block.count, np.bool_)
        for id, asked in self.block.batch.asked.items():
            if asked.unsure >= 0 and asked.askable == askable:
                found |= self.block.codes[id] == asked.unsure
        return found

    def places(self, askable: int, own: int, rows: Rows) -> Places:
        """The places in all tables, with each kind of what is not known at its middle, worst or best."""
        moved = self._moved[True][askable] + self._moved[False][own]
        return moved[:, rows] + self._moved_by_times(askable, own, rows)

    @cached_property
    def _moved(self) -> dict[bool, list[Places]]:
        """What all but the times moves: by whether it can be asked for, at the middle, worst and best."""
        batch, codes = self.block.batch, self.block.codes
        nothing = np.zeros((len(batch.slack), self.block.count), np.int64)
        moved = {askable: [nothing.copy() for _ in range(3)] for askable in (True, False)}
        always = nothing
        for id, asked in batch.asked.items():
            if id in TIMES or not asked.counts:
                continue
            if asked.unsure < 0 or not (codes[id] == asked.unsure).any():
                always += asked.moves[0].take(codes[id], axis=1)
            else:
                for kind, moves in enumerate(asked.moves):
                    moved[asked.askable][kind] += moves.take(codes[id], axis=1)
        return {**moved, True: [each + always for each in moved[True]]}

    def _moved_by_times(self, askable: int, own: int, rows: Rows) -> Places:
        batch, codes = self.block.batch, self.block.codes
        until_answer, until_offer = (
            batch.asked[id].at(codes[id][rows], askable if batch.asked[id].askable else own)
            for id in (UNTIL_ANSWER, UNTIL_OFFER)
        )
        asked = batch.asked[MORE_TIME]
        given = asked.number((REFUSED, REFUSED, GRANTED)[askable])
        more_time = np.where(self._may_get_more_time[rows], given, codes[MORE_TIME][rows])
        slack = self._slack(until_answer, until_offer, more_time)
        moved: Places = batch.slack.take(slack, axis=1)
        return moved + asked.moves[0].take(more_time, axis=1) if asked.counts else moved

    @cached_property
    def _may_get_more_time(self) -> Flags:
        """Where the offer ends somewhat too early, and more time was not asked for yet."""
        codes, more_time = self.block.codes, self.block.batch.asked[MORE_TIME]
        slack = self._slack(codes[UNTIL_ANSWER], codes[UNTIL_OFFER], codes[MORE_TIME])
        found: Flags = (codes[MORE_TIME] == more_time.number(NOT_ASKED)) & (slack == SHORT)
        return found

    def _slack(self, until_answer: Codes, until_offer: Codes, more_time: Codes) -> Codes:
        """The class of the days between their offer and the answer due, by its number."""
        batch = self.block.batch
        answer, offer = batch.asked[UNTIL_ANSWER], batch.asked[UNTIL_OFFER]
        numbers = batch.rules.slack
        days = answer.days(until_answer) - offer.days(until_offer)
        granted = more_time == batch.asked[MORE_TIME].number(GRANTED)
        slack = np.where(granted, MORE_GRANTED, SHORT)
        slack[days < -numbers.short_days] = TOO_LATE
        slack[days >= 0] = JUST_IN_TIME
        enough = (days >= numbers.enough_days) | (until_answer == answer.number(NO_DEADLINE))
        slack[enough] = ENOUGH
        slack[(until_answer >= answer.column.missing) | (until_offer >= offer.column.missing)] = NO_OFFER
        return slack
