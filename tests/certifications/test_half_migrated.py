"""Tables that stop between migrations that were folded are refused with words, not completed wrongly."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

guards = import_module("certifications.migrations.0032_guard_blind_copies")


@dataclass
class Editor:
    """What a migration's step asks of its editor here."""

    connection: Any


@pytest.mark.django_db
def test_only_tables_from_the_first_day_are_refused():
    recorder, editor = MigrationRecorder(connection), Editor(connection)
    recorder.migration_qs.filter(app="certifications").exclude(name="0001_initial").delete()

    guards.must_be_whole(None, editor)
    recorder.record_applied("certifications", "0027_stages_of_rounds")

    with pytest.raises(guards.HalfMigrated, match="0027_stages_of_rounds"):
        guards.must_be_whole(None, editor)
