"""What no template may hold: the content security policy would block it, or a screen reader would stumble."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
SCRIPTS = sorted((Path(settings.BASE_DIR) / "static/js").glob("*.js"))
FORBIDDEN = {
    "inline style": r"\sstyle=|<style",
    "inline script": r"<script(?![^>]*\bsrc=)|\son[a-z]{3,}=|javascript:",
    "other site's file": r"(?:src|href)=\"(?:https?:)?//",
    "unescaped text": r"\|safe\b(?<!help_text\|safe)|autoescape off",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.name))
def test_template_keeps_the_content_security_policy(path: Path) -> None:
    text = path.read_text()
    # Mails are no pages: mail programs read only inline styles.
    rules = {name: rule for name, rule in FORBIDDEN.items() if "mail" not in path.parts or "script" in name}
    assert {name: found for name, rule in rules.items() if (found := re.findall(rule, text))} == {}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.name))
def test_script_builds_no_html(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text) == []
