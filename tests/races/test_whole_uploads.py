"""A file that is sent whole, and its process killed at every step: no row without its file, no file that is never swept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import answering, uploads
from certifications.models import Attachment, UploadTicket
from certifications.refusals import FileWaits
from home import clock
from home.actions import files
from home.models import StoredFile
from tests.certifications import making
from tests.home import samples
from tests.races import mortal
from tests.races.cities import again, running_clock
from tests.races.whole_files import empty_folders, left_behind, wrong_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow]


@pytest.fixture
def draft(city):
    empty_folders()
    return making.draft(city.round(), city.owner, organization=city.company)


@pytest.fixture
def question(draft):
    return draft.form_version.questions.filter(kind="picture").first()


def picture(number):
    return SimpleUploadedFile(f"{number}.jpg", samples.picture(size=(300 + number, 60)))


def send(draft, question, owner, number):
    return answering.attach(again(draft), question.key, picture(number), by=owner)


def keep(draft, question, owner, number):
    """As while the virus check does not answer."""
    with pytest.raises(FileWaits):
        send(draft, question, owner, number)


def rows_without_file():
    return [stored.sha256 for stored in StoredFile.objects.all() if not storages["private"].exists(stored.path)]


def swept():
    """Everything that a killed process left is cleared away; what still lies there belongs to a record."""
    with running_clock():
        for _file_then_its_preview in range(2):
            files.sweep_unnamed(clock.now() + timedelta(seconds=1))
        nobodys = left_behind()
    shown = Attachment.objects.present().values_list("file__sha256", "file__preview__sha256")
    named = {name for pair in shown for name in pair if name}
    kept = {path.name for path in Path(storages["private"].location).rglob("*") if path.is_file()}
    return nobodys, kept - named


def one_by_one(names):
    """Every step of the run by its number; its last one, the end, is no death any more."""
    return [str(number) for number in range(1, len(names))]


def test_a_file_that_is_sent_whole_survives_the_death_of_its_process_at_every_step(draft, question, city, tmp_path):
    trace = tmp_path / "trace"
    mortal.in_child(lambda: send(draft, question, city.owner, 0), trace=trace)
    draft.attachments.all().delete()
    names, survived = trace.read_text().splitlines(), []
    for number, die_at in enumerate(one_by_one(names), 1):
        killed = mortal.in_child(lambda number=number: send(draft, question, city.owner, number), die_at=die_at)
        survived += [] if killed else [die_at]
        between = (rows_without_file(), wrong_files(), draft.attachments.count() in {0, 1})

        assert (die_at, names[int(die_at) - 1], between) == (die_at, names[int(die_at) - 1], ([], [], True))
        assert (die_at, swept()) == (die_at, ([], set()))
        draft.attachments.all().delete()

    send(draft, question, city.owner, 999)
    assert {"quarantined", "inspected", "replaced", "INSERT certifications_attachment", "committed"} <= set(names)
    assert set(survived) <= set(one_by_one(names)[-8:])
    assert (draft.attachments.count(), rows_without_file(), wrong_files()) == (1, [], [])


def test_a_file_that_is_kept_for_the_virus_check_survives_it_too(draft, question, city, tmp_path, settings):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    trace = tmp_path / "trace"
    mortal.in_child(lambda: keep(draft, question, city.owner, 0), trace=trace)
    UploadTicket.objects.all().delete()
    names = trace.read_text().splitlines()
    for number, die_at in enumerate(one_by_one(names), 1):
        mortal.in_child(lambda number=number: keep(draft, question, city.owner, number), die_at=die_at)
        settings.CLAMD_SOCKET = ""
        waiting = UploadTicket.objects.count()
        uploads.sweep()

        # A ticket that is there has its file: it is taken over.
        assert (die_at, list(UploadTicket.objects.values_list("state", flat=True))) == (die_at, ["finished"] * waiting)
        assert (die_at, rows_without_file(), wrong_files(), swept()) == (die_at, [], [], ([], set()))
        UploadTicket.objects.all().delete()
        draft.attachments.all().delete()
        settings.CLAMD_SOCKET = str(tmp_path / "nobody")

    assert {"fsynced", "INSERT certifications_uploadticket"} <= set(names)
