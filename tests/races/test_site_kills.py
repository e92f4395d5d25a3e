"""Web processes killed at every step of a submission and of an upload: what was said to be there is there, wholly and once."""

import itertools
import json
import os

import pytest
from django.db.models import QuerySet

from certifications.actions import applications, numbers
from certifications.models import Application, Attachment, UploadTicket
from home import clock
from organizations.models import User
from scripts.storm import applicants, clients, record
from tests.home import samples
from tests.races import mortal
from tests.races.webs import web_processes
from tests.races.whole_files import empty_folders, left_behind, wrong_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow]
SOAK = os.environ.get("SOAK") == "1"
WARM = 8
SUBMISSION = [
    "SELECT certifications_application FOR UPDATE",
    "INSERT certifications_applicationversion",
    "UPDATE certifications_numberseries",
    "UPDATE certifications_application",
    "INSERT home_letter",
    "commit",
    "committed",
    "answer",
]
UPLOAD = [
    "fsynced",
    "committed",
    "quarantined",
    "inspected",
    "replace",
    "replaced",
    "INSERT certifications_attachment",
    "committed#3",
]


@pytest.fixture(scope="module")
def site(django_db_setup):
    with web_processes("tests.races.mortal_site:application") as port:
        yield port


class Counted:
    """New applicants, a few at a time."""

    def __init__(self, round_):
        self.round = round_
        self.waiting = []
        self.number = itertools.count()

    def next(self):
        if not self.waiting:
            self.waiting = applicants.gather(self.round, 40 if SOAK else 12, mark=f"kill-{next(self.number)}")
        return self.waiting.pop()


@pytest.fixture
def crowd():
    empty_folders()
    return Counted(applicants.open_round())


def application_of(who):
    rows = Application.objects.select_related("round", "organization").prefetch_related("versions", "history")
    return rows.get(pk=who.application)


def steps_of(trace, chosen):
    """The steps at which to die: the chosen ones; for `make soak` then all that were seen, by number."""
    return [*chosen, *(str(number) for number in range(1, len(trace.read_text().splitlines()) + 1) if SOAK)]


def survived_few(survived, deaths):
    """All died where they should. By number, the last may not be met: a process that has its caches warm takes fewer steps."""
    return set(survived) <= set(deaths[-WARM:] if SOAK else ())


def test_submission_survives_the_death_of_its_process_at_every_step(site, crowd, tmp_path):
    trace = tmp_path / "trace"
    clients.submit(site, crowd.next(), {"X-Trace": str(trace)})
    survived, done_before = [], []
    for die_at in steps_of(trace, SUBMISSION):
        who = crowd.next()

        reply = clients.submit(site, who, {"X-Die-At": die_at})
        survived += [die_at] if reply.status != clients.UNHEARD else []
        between, was_there = record.wrong_receipt(application_of(who)), application_of(who).receipt_number
        again = clients.submit(site, who)

        present = application_of(who)
        assert (die_at, between, again.status) == (die_at, [], 302)
        assert (die_at, record.wrong_receipt(present), present.versions.count()) == (die_at, [], 1)
        assert was_there in (None, present.receipt_number)
        done_before += [die_at] if was_there else []

    assert set(SUBMISSION) <= set(trace.read_text().splitlines())
    assert survived_few(survived, steps_of(trace, SUBMISSION))
    assert SOAK or done_before == ["committed", "answer"]
    assert record.wrong_receipts(crowd.round) == []


class Upload:
    """One picture that is sent in two pieces."""

    def __init__(self, site, who, question, number):
        self.site, self.who = site, who
        self.data = samples.picture(size=(80 + number, 60))
        self.half = len(self.data) // 2
        body = json.dumps({"name": "写真.jpg", "size": len(self.data)}).encode()
        reply = clients.send(
            site,
            f"/applications/{who.public_id}/answers/{question.key}/tickets/",
            body,
            session=who.session,
            headers=clients.JSON,
        )
        self.url = json.loads(reply.body)["url"]

    def piece(self, begin, end, **headers):
        words = {"Upload-Offset": str(begin), "Content-Type": "application/octet-stream"} | headers
        return clients.send(self.site, self.url, self.data[begin:end], method="PATCH", session=self.who.session, headers=words)

    def rest(self):
        """What the page does after a silence: asks how far it came, and goes on from there."""
        told = json.loads(clients.send(self.site, self.url, b"", method="GET", session=self.who.session).body)
        if told["state"] == "saved":
            return told["state"]
        return json.loads(self.piece(told["offset"], len(self.data)).body)["state"]

    @property
    def ticket(self):
        return UploadTicket.objects.get(application=self.who.application)


def without_pictures(round_, who):
    """The question for pictures, with room for one more."""
    question = round_.form_version.questions.filter(kind="picture").first()
    Attachment.objects.filter(application=who.application, key=question.key).update(removed_at=clock.now())
    return question


@pytest.mark.parametrize("which", ["first piece", "last piece"])
def test_upload_survives_the_death_of_its_process_at_every_step(site, crowd, tmp_path, which):
    trace, number = tmp_path / "trace", itertools.count()
    place = 0 if which == "first piece" else 1

    def begun():
        who = crowd.next()
        upload = Upload(site, who, without_pictures(crowd.round, who), next(number) + 100 * place)
        if place:
            upload.piece(0, upload.half)
        return upload

    def send(upload, **headers):
        begin, end = [(0, upload.half), (upload.half, len(upload.data))][place]
        return upload.piece(begin, end, **headers)

    send(begun(), **{"X-Trace": str(trace)})
    chosen = UPLOAD if place else ["fsynced", "committed"]
    survived = []
    for die_at in steps_of(trace, chosen):
        upload = begun()

        reply = send(upload, **{"X-Die-At": die_at})
        survived += [die_at] if reply.status != clients.UNHEARD else []
        between = wrong_files()
        finished = upload.rest()

        assert (die_at, between, finished) == (die_at, [], "saved")
        assert (die_at, wrong_files(), upload.ticket.state) == (die_at, [], "finished")
        assert upload.ticket.attachment.file.read() != b""

    assert {each.split("#")[0] for each in chosen} <= set(trace.read_text().splitlines())
    assert survived_few(survived, steps_of(trace, chosen))
    assert left_behind() == []


def test_without_its_transaction_a_killed_submission_is_found(crowd, monkeypatch):
    """The negative control: the same submission, each statement for itself."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *_a, **_k: self)
    monkeypatch.setattr(numbers, "take", lambda *_a: "R-1")
    who = crowd.next()
    person = User.objects.get(pk=who.user)

    killed = mortal.in_child(
        lambda: applications.submit.__wrapped__(application_of(who), by=person), die_at="UPDATE certifications_application"
    )

    assert killed is True
    assert record.wrong_receipt(application_of(who)) == [
        f"{who.application}: receipt False, version True, submitted once False, state submitted False",
        f"{who.application}: submitted None, closed {crowd.round.closes_at}",
        f"{who.application}: receipts were written to []",
    ]
