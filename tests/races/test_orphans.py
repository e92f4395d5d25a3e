"""An old file that nobody's row names is swept at the moment in which somebody brings the same content: it is kept."""

import contextlib
import os
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from home import clock
from home.actions import files
from home.models import StoredFile
from home.storage import PrivateFileSystemStorage
from tests.races.cities import ROUNDS
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
OLD = timedelta(days=10)


@pytest.fixture
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def orphan(folder, data):
    stored = files.store_bytes(data, media_type="text/plain")
    path = folder / stored.path
    stored.delete()
    then = (clock.now() - OLD).timestamp()
    os.utime(path, (then, then))


def sweep_and_bring(folder, data, monkeypatch):
    """The sweeper has looked at the file's age and is about to delete it; then the content comes, if it is let."""
    orphan(folder, data)
    looked, kept = threading.Event(), threading.Event()
    delete = PrivateFileSystemStorage.delete

    def late(self, name):
        looked.set()
        kept.wait(0.5)
        delete(self, name)

    def bring():
        looked.wait(5)
        stored = files.store_bytes(data, media_type="text/plain")
        kept.set()
        return stored

    with monkeypatch.context() as patched:
        patched.setattr(PrivateFileSystemStorage, "delete", late)
        return together(lambda: files.sweep_orphans(clock.now() - OLD / 2), bring)


def test_content_that_comes_while_its_orphan_is_swept_is_kept(folder, monkeypatch):
    for number in range(ROUNDS):
        data = f"content {number}".encode()

        outcomes = sweep_and_bring(folder, data, monkeypatch)

        assert refusals(outcomes) == []
        assert (outcomes[0], StoredFile.objects.get(pk=outcomes[1].pk).read()) == (1, data)


def test_content_would_be_lost_if_nothing_stood_in_for_it(folder, monkeypatch):
    monkeypatch.setattr(files, "_standing_in", contextlib.nullcontext)

    outcomes = sweep_and_bring(folder, b"content", monkeypatch)

    assert refusals(outcomes) == []
    assert not storages["private"].exists(outcomes[1].path)
