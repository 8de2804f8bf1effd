"""Every address of the site, read from the URL configuration itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Doors of other packages. They guard themselves; the tests walk through them with each kind of visitor.
ADMIN = "admin:"
ACCOUNT = ("account_", "mfa_")


@dataclass(frozen=True)
class Door:
    name: str
    route: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def access(self) -> str | None:
        """ "public", "candidate", "staff:<permission>", or None where the view declares nothing."""
        return getattr(self.view, "access", None)

    @property
    def is_foreign(self) -> bool:
        return self.name.startswith((ADMIN, *ACCOUNT)) and self.access is None


def doors() -> list[Door]:
    return list(_walk(get_resolver().url_patterns, route="", space=""))


def _walk(patterns: list[URLPattern | URLResolver], *, route: str, space: str) -> Iterator[Door]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route=here, space=inner)
        else:
            arguments = tuple(pattern.pattern.regex.groupindex)
            yield Door(f"{space}{pattern.name or here}", here, pattern.callback, arguments)
