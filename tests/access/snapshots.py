"""What is on record at one moment, row by row and file by file, so that a change of a single byte is seen."""

import os
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

FLOORS = {"home", "organizations", "payments", "events", "certifications", "matching", "brands", "django_tasks_database"}

READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
COUNTS = ("NEXTVAL", "SETVAL")


@contextmanager
def written():
    """The statements sent meanwhile that are not plain questions: where there is none, every row is as it was."""
    found = []

    def heard(execute, sql, params, many, context):
        words = str(sql).lstrip().upper()
        if not words.startswith(READS) or any(word in words for word in COUNTS):
            found.append(words)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(heard):
        yield found


def tables():
    """Every table of the floors and of the queue; accounts' sessions and Wagtail's own are left out."""
    models = (model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in FLOORS)
    return sorted({model._meta.db_table for model in models if model._meta.managed})


def rows():
    """By table, every row as it stands."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = Counter(map(repr, cursor.fetchall()))
    return found


def stored():
    """By path, when each private or quarantined file was last written, and how long it is."""
    found = {}
    for root in (settings.STORAGES["private"]["OPTIONS"]["location"], settings.QUARANTINE_ROOT):
        for folder, _folders, names in os.walk(root):
            for name in names:
                facts = (Path(folder) / name).stat()
                found[str(Path(folder) / name)] = (facts.st_mtime_ns, facts.st_size)
    return found


def changed(before, after):
    """The names of the tables whose rows differ, without their floor."""
    return {table.partition("_")[2] for table in before if before[table] != after[table]}
