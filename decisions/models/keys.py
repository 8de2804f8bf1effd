"""Keys to find a row by how a name begins: folded, so that "José" is found by "jose" and "JOSE"."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

KEY_LENGTH = 80
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


def fold(text: str) -> str:
    """Without accents, capital letters and double spaces; what looks the same is the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())[:KEY_LENGTH].rstrip()


class KeyField(models.CharField[str, str]):
    """The folded text of another field, filled in at each saving."""

    def __init__(self, *args: Any, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(
            *args, **{"max_length": KEY_LENGTH, "editable": False, "blank": True, "default": "", **options}
        )

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = fold(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key


@KeyField.register_lookup
class Begins(models.Lookup[str]):
    """`name_key__begins`: a beginning that is folded already, looked up in the index on either database."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A range, as SQLite uses no index for LIKE with an escape."""
        key, params = self.process_lhs(compiler, connection)
        first, end = str(self.rhs), after_all(str(self.rhs))
        return f"({key} >= %s AND {key} < %s)", (*params, first, *params, end)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """In the order of bytes, which is that of an index with `varchar_pattern_ops`."""
        key, params = self.process_lhs(compiler, connection)
        return f"{key} LIKE %s", (*params, f"{connection.ops.prep_for_like_query(str(self.rhs))}%")


def after_all(beginning: str) -> str:
    """The first text that comes after all that begin like this."""
    kept = beginning.rstrip(chr(LAST_CODE_POINT))
    if not kept:
        return beginning + chr(LAST_CODE_POINT)
    following = ord(kept[-1]) + 1
    return kept[:-1] + chr(SURROGATES.stop if following in SURROGATES else following)
