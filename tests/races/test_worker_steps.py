"""Workers killed at every step of what follows a submission or an upload: letters leave once in effect, papers are drawn."""

import os
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from certifications.actions import applications, uploads
from certifications.models import Application, ReceiptPaper
from certifications.tasks import sweep_tickets
from home import clock
from home.actions import letters, work
from home.models import Letter, WorkerBeat
from organizations.models import User
from scripts.storm import applicants, record
from tests.home import samples
from tests.races import mortal
from tests.races.test_site_kills import Counted, application_of, steps_of, survived_few, without_pictures
from tests.races.whole_files import empty_folders, left_behind, wrong_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow, pytest.mark.alone]
SOAK = os.environ.get("SOAK") == "1"
POST = ["UPDATE home_letter", "send", "sent", "UPDATE home_letter#2", "replaced", "INSERT certifications_receiptpaper"]
SWEEP = ["inspected", "replaced", "INSERT certifications_attachment", "committed#2"]


@pytest.fixture(autouse=True)
def _nothing_was_drawn_here():
    """The threads with which this process drew a PDF would be missing in its child, which would wait for them for ever."""
    assert "typst" not in sys.modules, "run it alone: make test-postgres ARGS='-m alone'"


@pytest.fixture
def crowd():
    empty_folders()
    return Counted(applicants.open_round())


@pytest.fixture
def post(settings, tmp_path):
    """The folder into which letters go: every letter that left, as often as it did."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "post")
    return tmp_path / "post"


def posted(folder):
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(Path(folder).glob("*.log"))]
    return [found for text in texts for found in re.findall(r"^Message-ID: (\S+)", text, re.MULTILINE)]


def do_what_waits():
    call_command("worker", batch=True, interval=0.1, verbosity=0)


def time_passes():
    """As two minutes later: whoever died counts as dead, and its jobs and letters are taken up again."""
    long_ago = clock.now() - timedelta(minutes=2)
    WorkerBeat.objects.update(beat_at=long_ago)
    Letter.objects.filter(state="sending").update(taken_at=long_ago)
    work.reap()


def submitted(who):
    return applications.submit(application_of(who), by=User.objects.get(pk=who.user))


def test_post_and_paper_survive_the_death_of_the_worker_at_every_step(crowd, post, tmp_path):
    trace = tmp_path / "trace"
    submitted(crowd.next())
    mortal.in_child(do_what_waits, trace=trace)
    survived, deaths = [], steps_of(trace, POST)
    for die_at in deaths:
        version, left = submitted(crowd.next()), len(posted(post))

        killed = mortal.in_child(do_what_waits, die_at=die_at)
        survived += [] if killed else [die_at]
        time_passes()
        mortal.in_child(do_what_waits)

        assert (die_at, [each.state for each in Letter.objects.exclude(state="sent")]) == (die_at, [])
        assert (die_at, ReceiptPaper.objects.filter(version=version).count()) == (die_at, 1)
        assert (die_at, len(posted(post)) - left) in {(die_at, 1), (die_at, 2)}

    sent_again = len(posted(post)) - Letter.objects.count()
    assert survived_few(survived, deaths)
    assert record.wrong_post(posted(post), repeated=sent_again) == []
    assert SOAK or sent_again == 2
    assert record.wrong_receipts(crowd.round) == []
    assert left_behind() == []


def test_letters_that_are_noted_before_they_leave_would_be_lost(crowd, post, monkeypatch):
    """The negative control: a worker that calls a letter sent before it is, and dies in between."""
    submitted(crowd.next())
    real = letters.message

    def noted_first(letter):
        Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=clock.now())
        return real(letter)

    monkeypatch.setattr(letters, "message", noted_first)
    killed = mortal.in_child(do_what_waits, die_at="send")
    time_passes()
    mortal.in_child(do_what_waits)

    assert killed is True
    assert record.wrong_post(posted(post)) == ["1 letters never left"]


def whole_upload(crowd, number):
    """All of a picture is here, and the process that should have checked it is gone."""
    who = crowd.next()
    question = without_pictures(crowd.round, who)
    person, data = User.objects.get(pk=who.user), samples.picture(size=(300 + number, 60))
    application = Application.objects.get(pk=who.application)
    ticket = uploads.issue(application, question.key, name="写真.jpg", size=len(data), by=person)
    return uploads.add(ticket, data, offset=0, by=person)


def test_upload_that_the_worker_takes_over_survives_its_death_at_every_step(crowd, tmp_path):
    trace = tmp_path / "trace"
    whole_upload(crowd, 0)
    sweep_tickets.enqueue()
    mortal.in_child(do_what_waits, trace=trace)
    survived = []
    for number, die_at in enumerate(steps_of(trace, SWEEP), 1):
        ticket = whole_upload(crowd, number)
        sweep_tickets.enqueue()

        killed = mortal.in_child(do_what_waits, die_at=die_at)
        survived += [] if killed else [die_at]
        between = wrong_files()
        time_passes()
        sweep_tickets.enqueue()
        mortal.in_child(do_what_waits)

        ticket.refresh_from_db()
        assert (die_at, between, ticket.state) == (die_at, [], "finished")
        assert (die_at, wrong_files()) == (die_at, [])

    assert survived_few(survived, steps_of(trace, SWEEP))
    assert left_behind() == []


def cut_short(path):
    path.write_bytes(path.read_bytes()[:99])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        pytest.param(cut_short, ["shown, and not whole", "under its final name, and not whole"], id="half"),
        pytest.param(Path.unlink, ["shown, and not there"], id="gone"),
    ],
)
def test_file_that_is_harmed_is_found(crowd, harm, words):
    """The negative control of what looks at the files."""
    ticket = uploads.finish(whole_upload(crowd, 0))
    before = wrong_files()

    harm(Path(storages["private"].path(ticket.attachment.file.path)))

    assert before == []
    assert [found.partition(": ")[2] for found in wrong_files()] == words
