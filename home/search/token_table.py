"""A migration step that makes the tokens of a table searchable: a GIN index, or an FTS5 table that triggers keep."""

from typing import Any

from django.db import migrations

POSTGRESQL = "CREATE INDEX {table}_tokens ON {table} USING gin (tokens)"
# External content and no positions: the words are stored once, in the table itself. Marks of names are private characters (Co).
SQLITE = (
    """CREATE VIRTUAL TABLE {table}_words USING fts5(tokens, content='{table}', content_rowid='id', detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    """CREATE TRIGGER {table}_words_new AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_words(rowid, tokens) VALUES (new.id, new.tokens); END""",
    """CREATE TRIGGER {table}_words_gone AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_words({table}_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END""",
    """CREATE TRIGGER {table}_words_changed AFTER UPDATE ON {table} BEGIN
    INSERT INTO {table}_words({table}_words, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    INSERT INTO {table}_words(rowid, tokens) VALUES (new.id, new.tokens); END""",
)


def searchable(table: str) -> migrations.RunPython:
    """For a table with a column `tokens`. SQLite forgets triggers when a later migration remakes the table: repeat it there."""

    def forwards(apps: Any, editor: Any) -> None:
        for statement in [POSTGRESQL] if editor.connection.vendor == "postgresql" else SQLITE:
            editor.execute(statement.format(table=table))

    def backwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for name in ("new", "gone", "changed"):
                editor.execute(f"DROP TRIGGER {table}_words_{name}")
            editor.execute(f"DROP TABLE {table}_words")
        else:
            editor.execute(f"DROP INDEX {table}_tokens")

    return migrations.RunPython(forwards, backwards)
