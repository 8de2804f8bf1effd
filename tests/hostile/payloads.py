"""What people type who mean harm, and what they type who mean none and break a program all the same."""

from html.parser import HTMLParser

# Each must come back exactly as typed wherever text is shown.
TEXTS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover='alert(1)' x=\"; DROP TABLE decisions_case;--",
    "template": "{{ 7*7 }}{% load x %}{0.__class__}",
    "percent": "100% %s %(name)s %(date)d %%",
    "formula": "=cmd|' /C calc'!A0",
    "bidi": "abc\u202edef\u2067ghi",
    "joiner": "\U0001f469\u200d\U0001f527\u0928\u094d\u200d\u092f",
    "control": "a\x01b\x1b[31mc\x7f",
}
# For choices, numbers, dates and times.
FEW = {
    "huge": "9" * 30,
    "early": "0001-01-01",
    "break": "a\r\nX-Evil: 1",
    "percent": TEXTS["percent"],
}


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [(tag, name) for name, _ in attrs if name.startswith("on")]
        if tag in {"script", "img"}:
            self.tags += [(tag, value or "") for name, value in attrs if name == "src"] or [(tag, "inline")]


def active(html: str) -> list[tuple[str, str]]:
    """What would run in a browser: handlers, and scripts and pictures that are not the site's own."""
    collector = _Collector()
    collector.feed(html)
    own = ("/static/", "/agency/", "/admin/jsi18n/", "data:")
    return [(tag, source) for tag, source in collector.tags if not source.startswith(own)]
