"""Triggers that make some tables append-only, as data: migrations install them, on SQLite and Postgres."""

from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True)
class Trigger:
    """Refuse `operation` on `table`, unless the SQL condition `unless` holds for the OLD row."""

    name: str
    table: str
    operation: str
    unless: str = ""

    def sqlite(self) -> str:
        when = f"WHEN NOT ({self.unless})" if self.unless else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END"
        )

    def postgres(self) -> str:
        when = f"WHEN (NOT {self.name}_allowed(OLD.person))" if self.unless else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} FOR EACH ROW {when} "
            f"EXECUTE FUNCTION decisions_refuse_change()"
        )


ERASURE_OPEN = (
    "EXISTS (SELECT 1 FROM decisions_erasure e WHERE e.person = OLD.person AND e.closed_at IS NULL)"
)

TRIGGERS = (
    Trigger("decisions_event_no_update", "decisions_event", "UPDATE"),
    Trigger("decisions_event_no_delete", "decisions_event", "DELETE", unless=ERASURE_OPEN),
    Trigger("decisions_advice_no_update", "decisions_advice", "UPDATE"),
    Trigger("decisions_opinion_no_update", "decisions_opinion", "UPDATE"),
    Trigger("decisions_casemessage_no_update", "decisions_casemessage", "UPDATE"),
)

POSTGRES_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION decisions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$""",
    # A trigger's WHEN may not hold a subquery on Postgres, but it may call a function.
    """CREATE OR REPLACE FUNCTION decisions_event_no_delete_allowed(who uuid) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM decisions_erasure e WHERE e.person = who AND e.closed_at IS NULL) $$""",
)


def install(schema_editor: BaseDatabaseSchemaEditor, names: tuple[str, ...]) -> None:
    """Create the named triggers. A migration names its own, so that later ones don't reach back into it."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for function in POSTGRES_FUNCTIONS if postgres else ():
        schema_editor.execute(function, params=None)
    for trigger in _named(names):
        schema_editor.execute(trigger.postgres() if postgres else trigger.sqlite(), params=None)


def remove(schema_editor: BaseDatabaseSchemaEditor, names: tuple[str, ...]) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for trigger in _named(names):
        suffix = f" ON {trigger.table}" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{suffix}", params=None)


def _named(names: tuple[str, ...]) -> list[Trigger]:
    by_name = {trigger.name: trigger for trigger in TRIGGERS}
    return [by_name[name] for name in names]
