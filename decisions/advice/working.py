"""Every step of the working, drawn and in words: from the result's data alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.advice.firmness import Firmness, firmness
from decisions.advice.gains import Against, Shares, against, shares
from decisions.advice.reasons import BridgeView, bridge_if_declining, reasons
from decisions.advice.rule_steps import RuleStep, rule_steps
from decisions.advice.told import Told
from decisions.advice.unknown import NotKnown, not_known
from decisions.advice.verdicts import VerdictView, verdict
from decisions.advice.waterfalls import Waterfall, ends_in_words, waterfalls


@dataclass(frozen=True)
class Working:
    """`no_risk` is the risk of burning a bridge by saying no, with the answers that it rests on."""

    verdict: VerdictView
    not_known: tuple[NotKnown, ...]
    against: Against
    shares: Shares | None
    rules: tuple[RuleStep, ...]
    reasons: tuple[Waterfall, ...]
    others: tuple[Waterfall, ...]
    no_risk: str
    bridge_no: BridgeView
    firmness: Firmness | None
    has_ranges: bool


def working(told: Told, result: Mapping[str, Any]) -> Working:
    views = reasons(told, result)
    drawn = waterfalls(told, result, views)
    totals = (*result["scores"].values(), result["cost"], result["bridge_risk"], result["bar"])
    return Working(
        verdict=verdict(told, result),
        not_known=not_known(told, result),
        against=against(result),
        shares=shares(result),
        rules=rule_steps(told, result),
        reasons=drawn[: len(views)],
        others=drawn[len(views) :],
        no_risk=ends_in_words(result["no_risk"]),
        bridge_no=bridge_if_declining(told, result),
        firmness=firmness(told, result),
        has_ranges=any(low != high for low, high in totals),
    )
