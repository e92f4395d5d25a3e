"""Tables that stop between migrations that were folded are refused with words, not completed wrongly."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from home.tables import HalfMigrated, must_be_whole


@dataclass
class Editor:
    """What a migration's step asks of its editor here."""

    connection: Any


@pytest.mark.django_db
@pytest.mark.parametrize("floor", ["home", "certifications", "brands"])
def test_only_tables_from_the_first_day_are_refused(floor):
    recorder, editor, step = MigrationRecorder(connection), Editor(connection), must_be_whole(floor)
    recorder.migration_qs.filter(app=floor).exclude(name="0001_initial").delete()

    step.code(None, editor)
    recorder.record_applied(floor, "0003_on_the_way")

    with pytest.raises(HalfMigrated, match=f"{floor}.0003_on_the_way"):
        step.code(None, editor)
