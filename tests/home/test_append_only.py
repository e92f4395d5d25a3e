"""Every history, and every version and result, is kept by the database itself."""

import pytest
from django.apps import apps
from django.db import connection

from certifications.models import (
    AnswerRevision,
    ApplicationVersion,
    CalibrationSheet,
    DiscussionWord,
    DisposedCase,
    EmptiedMinutes,
    EmptiedVersion,
    Extension,
    IssuedFile,
    ResultRow,
    ResultRun,
    ScoreRevision,
)
from home.models import History
from payments.models import Allocation, BankLine, BankList, Invoice, Journal, LedgerEntry

GUARDED = [model for model in apps.get_models() if issubclass(model, History)] + [
    AnswerRevision,
    ApplicationVersion,
    DisposedCase,
    EmptiedMinutes,
    EmptiedVersion,
    Extension,
    IssuedFile,
    ResultRun,
    ResultRow,
    ScoreRevision,
    CalibrationSheet,
    DiscussionWord,
    Allocation,
    BankLine,
    BankList,
    Invoice,
    Journal,
    LedgerEntry,
]
QUERIES = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_append_only'",
    "postgresql": "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE '%%_append_only'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_the_database_guards_the_table(model):
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor].replace("%%", "%"))
        guarded = {row[0] for row in cursor.fetchall()}

    assert model._meta.db_table in guarded
