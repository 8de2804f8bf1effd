"""Fills in pages as a browser without script would: from the form that the server sent."""

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

from decisions.questionnaire.fields import NONE

STEPS = {
    "job": ("sure", "dislikes", "known_from", "want_if_untrue", "open_point", "find_out"),
    "practice": ("interviews_lately", "interview_skill", "wanted_interview"),
    "offers": ("offer", "offer_room", "days_to_answer", "days_to_their_offer", "more_time", "pay_compared"),
    "direction": ("clear_on_next", "newness", "who_you_meet"),
    "cost": ("hours", "money", "extra_tasks", "can_prepare", "boss_finds_out"),
    "people": ("set_up_by", "meet_again", "candor", "flags", "benefits"),
    "values": ("matters",),
}


def sent(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Web answers as a browser sends them."""
    data: dict[str, Any] = {}
    for question, value in answers.items():
        if question == "matters":
            data |= {f"matters_{reason}": level for reason, level in value.items()}
        elif isinstance(value, Mapping):
            data |= {question: "date", f"{question}_on": value["on"]}
        else:
            data[question] = [NONE] if value == [] else value
    return data


def of_step(step: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    return sent({question: answers[question] for question in STEPS[step] if question in answers})


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def submit(client: Client, url: str, data: Mapping[str, Any], **more: Any) -> Any:
    """Open the page, fill in its form and press a button ("Continue" unless `go` says otherwise)."""
    page = client.get(url)
    carried = {name: hidden(page, name) for name in ("opened", "shown", "version", "number")}
    data = {**{name: value for name, value in carried.items() if value}, "go": "continue", **data, **more}
    return client.post(url, data)


def errors(page: Any) -> dict[str, str]:
    """What is said at the fields, by field."""
    found = re.findall(r'<p class="wrong" id="id_(\w+)_error"[^>]*>(.*?)</p>', page.content.decode(), re.S)
    return {name: text.strip() for name, text in found}


def asked(page: Any) -> list[str]:
    """The questions on the page, in order."""
    return re.findall(r'<fieldset id="q-(\w+)"', page.content.decode())


def checked(page: Any) -> set[str]:
    """What is chosen on the page, as "name=value"."""
    box = r'<input type="(?:radio|checkbox)" name="(\w+)" value="(\w+)"[^>]*? checked'
    return {f"{name}={value}" for name, value in re.findall(box, page.content.decode())}


def title(page: Any) -> str:
    found = re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)
    return " ".join(found[1].split()) if found else ""
