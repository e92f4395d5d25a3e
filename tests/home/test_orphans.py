"""Files without a row: cleared away when they are old, by their storage's own clock; left alone while an upload is under way."""

import os
from datetime import timedelta

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from certifications.actions import ticket_terms
from home import clock, tasks
from home.actions import files
from home.models import StoredFile

pytestmark = pytest.mark.django_db
LONGEST_UPLOAD = ticket_terms.LIFE + ticket_terms.GRACE
NEVER = timedelta(0)


class Folder:
    """Private files on this machine."""

    def __init__(self, settings, tmp_path):
        self.root = tmp_path
        settings.STORAGES = settings.STORAGES | {
            "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": tmp_path}}
        }

    def age(self, path, by):
        then = clock.now().timestamp() - by.total_seconds()
        os.utime(self.root / path, (then, then))


class Bucket:
    """Private files in a bucket."""

    def __init__(self, settings):
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="sealed")
        options = {"bucket_name": "sealed", "region_name": "us-east-1", "access_key": "x", "secret_key": "y"}
        settings.STORAGES = settings.STORAGES | {"private": {"BACKEND": "home.storage.PrivateS3Storage", "OPTIONS": options}}

    def age(self, path, by):
        key = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets["sealed"].keys[path]
        key.last_modified = key.last_modified - by


@pytest.fixture(params=["folder", "bucket"])
def place(request, settings, tmp_path):
    if request.param == "folder":
        yield Folder(settings, tmp_path)
    else:
        with mock_aws():
            yield Bucket(settings)


def written(data=b"arriving"):
    """A file under its final name whose row is not there yet, as between the two steps of keeping it."""
    stored = files.store_bytes(data, media_type="text/plain")
    path = stored.path
    stored.delete()
    return path


@pytest.mark.parametrize(
    ("age", "stays"),
    [
        (NEVER, True),
        (LONGEST_UPLOAD, True),
        (tasks.ORPHAN_PATIENCE - timedelta(minutes=5), True),
        (tasks.ORPHAN_PATIENCE + timedelta(minutes=5), False),
    ],
    ids=["just written", "the longest upload", "nearly old", "old"],
)
def test_sweep_leaves_what_may_still_be_arriving(place, age, stays):
    path = written()
    place.age(path, age)

    tasks.sweep_orphans.call()

    assert storages["private"].exists(path) is stays


def test_sweep_leaves_old_files_that_a_row_names(place):
    stored = files.store_bytes(b"kept", media_type="text/plain")
    place.age(stored.path, 10 * tasks.ORPHAN_PATIENCE)

    tasks.sweep_orphans.call()

    assert stored.read() == b"kept"


def test_patience_is_well_above_the_longest_upload():
    assert tasks.ORPHAN_PATIENCE > 1.5 * LONGEST_UPLOAD


def test_content_of_an_old_orphan_is_young_once_it_is_brought_again(place):
    path = written(b"again")
    place.age(path, 10 * tasks.ORPHAN_PATIENCE)
    storages["private"].save(path, ContentFile(b"again"))

    tasks.sweep_orphans.call()

    assert storages["private"].exists(path)


def test_sweep_says_how_many_and_leaves_no_row(place):
    for data in (b"one", b"two"):
        place.age(written(data), 10 * tasks.ORPHAN_PATIENCE)

    removed = files.sweep_orphans(clock.now() - tasks.ORPHAN_PATIENCE)

    assert (removed, StoredFile.objects.count()) == (2, 0)


def test_storage_takes_the_same_content_a_second_time(place):
    content, path = ContentFile(b"twice"), f"ab/cd/{'abcd' * 16}"

    storages["private"].save(path, content)
    storages["private"].delete(path)
    storages["private"].save(path, content)

    with storages["private"].open(path) as handle:
        assert handle.read() == b"twice"
