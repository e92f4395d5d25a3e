"""A file that waits for the virus check, and its process killed at every step: one row or one file, whole, and never two."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import evidence, file_checks, messages
from certifications.models import Attachment, Evidence, Message, MessageDraft, MessageFile, WaitingFile
from certifications.refusals import FileWaits
from home import clock
from home.actions import files, pieces
from home.models import Letter, StoredFile
from tests.home import samples
from tests.races import mortal
from tests.races.cities import again, running_clock
from tests.races.whole_files import empty_folders, left_behind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow]
SOAK = os.environ.get("SOAK") == "1"
EVERY = 1 if SOAK else 15
# What is tried also in a sample: the last step before something is for good, and the first after it.
TURNS = {"commit", "committed", "discard", "discarded", "fsync", "replaced", "end"}


@pytest.fixture
def case(city):
    empty_folders()
    return city.submitted()


@pytest.fixture
def silent(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")


def picture(number):
    return SimpleUploadedFile(f"{number}.jpg", samples.picture(size=(300 + number, 60)))


def put_evidence(case, city, number):
    with pytest.raises(FileWaits):
        evidence.add(again(case), picture(number), line="", by=city.secretary)


def post(case, city, number):
    messages.post(again(case), body=f"写真{number}です。", uploads=[picture(number)], by=city.owner)


def draft(case, city, number):
    messages.keep_draft(again(case), body=f"下書き{number}", uploads=[picture(number)], by=city.secretary)


KEEPING = {"evidence": put_evidence, "message": post, "draft": draft}


def steps_of(trace):
    """The numbers of the steps at which to die."""
    names = trace.read_text().splitlines()
    return [str(number) for number, name in enumerate(names, 1) if name in TURNS or number % EVERY == 0]


def made():
    """The files that somebody can have now."""
    return [*MessageFile.objects.select_related("file"), *Evidence.objects.select_related("file")]


def faults():
    """Every row has its whole file in the quarantine, every file is whole, and no message stands without what came with it."""
    found = [
        f"{row}: waits, and {pieces.length(row.folder)} of {row.size} bytes are here"
        for row in WaitingFile.objects.unchecked()
        if pieces.length(row.folder) != row.size
    ]
    storage = storages["private"]
    found += [
        f"{each}: shown, and not whole"
        for each in made()
        if not storage.exists(each.file.path) or len(each.file.read()) != each.file.size
    ]
    places = Message.objects.count() + MessageDraft.objects.count()
    beside = WaitingFile.objects.exclude(message=None, draft=None).count() + MessageFile.objects.count()
    if places != beside:
        found.append(f"{places} messages and drafts, {beside} files")
    letters = Letter.objects.filter(kind="certifications/message_posted").count()
    if letters != 2 * Message.objects.count():  # to the two of the office
        found.append(f"{Message.objects.count()} messages, {letters} letters")
    return found


def left():
    """What still lies about after everything that died has been cleared away, and belongs to no record."""
    with running_clock():
        for _file_then_its_preview in range(2):
            files.sweep_unnamed(clock.now() + timedelta(seconds=1))
        nobodys = left_behind()
    named = [*made(), *Attachment.objects.present().select_related("file")]
    known = {sha for each in named for sha in (each.file.sha256, each.file.preview and each.file.preview.sha256)}
    return nobodys, set(StoredFile.objects.values_list("sha256", flat=True)) - known


def clear():
    """Everything of this turn goes."""
    for model in (WaitingFile, MessageFile, Evidence, MessageDraft, Message, Letter):
        model.objects.all().delete()


@pytest.mark.parametrize("kind", KEEPING)
def test_keeping_a_file_survives_the_death_of_its_process_at_every_step(case, city, kind, silent, tmp_path, settings):
    trace, keep, nobody = tmp_path / "trace", KEEPING[kind], settings.CLAMD_SOCKET
    mortal.in_child(lambda: keep(case, city, 0), trace=trace)
    clear()
    left()
    killed = 0
    for number, die_at in enumerate(steps_of(trace), 1):
        killed += mortal.in_child(lambda number=number: keep(case, city, number), die_at=die_at)
        waiting = WaitingFile.objects.count()
        assert (die_at, faults(), made()) == (die_at, [], [])

        settings.CLAMD_SOCKET = ""
        ended = file_checks.sweep()

        assert (die_at, ended, len(made()), WaitingFile.objects.count()) == (die_at, waiting, waiting, 0)
        assert (die_at, faults(), left()) == (die_at, [], ([], set()))
        clear()
        settings.CLAMD_SOCKET = nobody

    names = trace.read_text().splitlines()
    assert {"INSERT certifications_waitingfile", "fsynced", "committed"} <= set(names)
    assert killed >= len(steps_of(trace)) - 1


@pytest.mark.parametrize("kind", KEEPING)
def test_the_check_survives_the_death_of_its_process_at_every_step(case, city, kind, silent, tmp_path, settings):
    trace, keep, nobody, died = tmp_path / "trace", KEEPING[kind], settings.CLAMD_SOCKET, []
    steps = ["none"]
    while steps:
        die_at = steps.pop(0)
        settings.CLAMD_SOCKET = nobody
        keep(case, city, len(died))
        settings.CLAMD_SOCKET = ""
        killed = mortal.in_child(file_checks.sweep, die_at=die_at, trace=trace if die_at == "none" else None)
        between = (WaitingFile.objects.count() + len(made()), faults())
        file_checks.sweep()

        assert (die_at, between) == (die_at, (1, []))
        assert (die_at, len(made()), WaitingFile.objects.count(), faults()) == (die_at, 1, 0, [])
        assert (die_at, left()) == (die_at, ([], set()))
        steps = steps_of(trace) if die_at == "none" else steps
        died += [die_at] if killed else []
        clear()

    assert {"INSERT certifications_storedfile", "discarded", "end"} & set(trace.read_text().splitlines()) >= {"discarded", "end"}
    assert case.history.filter(action="evidence.add").count() == (len(died) + 1) * (kind == "evidence")


def test_a_refusal_survives_it_with_one_letter(case, city, silent, tmp_path, settings):
    trace, nobody = tmp_path / "trace", settings.CLAMD_SOCKET
    steps = ["none"]
    while steps:
        die_at = steps.pop(0)
        settings.CLAMD_SOCKET = nobody
        post(case, city, len(steps))
        row = WaitingFile.objects.get()
        pieces.append(row.folder, b"no picture", offset=0)
        settings.CLAMD_SOCKET = ""
        mortal.in_child(file_checks.sweep, die_at=die_at, trace=trace if die_at == "none" else None)
        file_checks.sweep()

        row.refresh_from_db()
        letters = Letter.objects.filter(kind="certifications/file_refused").count()
        assert (die_at, row.refusal != "", letters, made()) == (die_at, True, 1, [])
        assert (die_at, left()) == (die_at, ([], set()))
        steps = steps_of(trace) if die_at == "none" else steps
        clear()


def test_taking_a_waiting_file_out_of_a_draft_survives_it(case, city, silent, tmp_path, settings):
    trace, nobody = tmp_path / "trace", settings.CLAMD_SOCKET
    steps = ["none"]
    while steps:
        die_at = steps.pop(0)
        draft(case, city, len(steps))
        row = WaitingFile.objects.get()

        def without(row=row):
            messages.keep_draft(again(case), body="下書き", without=row.public_id, by=city.secretary)

        mortal.in_child(without, die_at=die_at, trace=trace if die_at == "none" else None)
        waiting = WaitingFile.objects.count()
        settings.CLAMD_SOCKET = ""
        file_checks.sweep()

        assert (die_at, len(made()), WaitingFile.objects.count()) == (die_at, waiting, 0)
        assert (die_at, left()) == (die_at, ([], set()))
        steps = steps_of(trace) if die_at == "none" else steps
        clear()
        settings.CLAMD_SOCKET = nobody


def test_the_other_order_would_be_noticed(case, city, silent, settings, monkeypatch):
    """Thrown away before the row has become a file: who dies then leaves a row that waits for nothing."""
    post(case, city, 0)
    settings.CLAMD_SOCKET = ""
    add = file_checks._add

    def too_early(row, stored, name):
        pieces.discard(row.folder)
        add(row, stored, name)

    monkeypatch.setattr(file_checks, "_add", too_early)

    killed = mortal.in_child(file_checks.sweep, die_at="INSERT certifications_messagefile")

    assert (killed, len(faults())) == (True, 1)


def test_what_waits_is_not_swept_however_long_nobody_answers(case, city, silent, settings):
    post(case, city, 0)
    start = clock.now()
    with running_clock():
        real = clock.now()
    for day in range(1, 6):
        with clock.at(real + timedelta(days=day)):
            file_checks.sweep()
            pieces.sweep(clock.now() - timedelta(days=2))
    settings.CLAMD_SOCKET = ""

    assert (file_checks.sweep(), len(made()), faults(), clock.now()) == (1, 1, [], start)
