"""An applicant's files and a real clamd: refused, taken, or kept waiting while it is down."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import applications, corrections, uploads
from certifications.models import UploadTicket
from certifications.refusals import FilesUnchecked
from home import clock
from home.actions import pieces
from home.models import StoredFile
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples, scanners

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BYTES = "application/offset+octet-stream"
INFECTED = samples.pdf() + b"\n%" + scanners.EICAR + b"\n%%EOF"


@pytest.fixture(scope="module")
def running():
    with scanners.running() as found:
        yield found


@pytest.fixture
def scanner(running, settings, tmp_path):
    settings.QUARANTINE_ROOT = tmp_path / "quarantine"
    settings.CLAMD_SOCKET = running.address
    yield running
    if running.process is None:
        running.start()


@pytest.fixture
def question(filled):
    found = next(each for each in filled.form_version.questions.all() if each.takes_files and "pdf" in (each.accept or ["pdf"]))
    filled.attachments.filter(key=found.key).delete()
    return found


@pytest.fixture
def send(filled, question, owner, as_user, to):
    """Sends a file as the page's script does."""

    def post(data, name="概要.pdf"):
        return as_user(owner).post(to("attach", filled, question.key), {"file": SimpleUploadedFile(name, data)})

    return post


def names(application, question):
    return list(application.attachments.filter(key=question.key, removed_at=None).values_list("name", flat=True))


def test_infected_file_is_refused_with_words_and_without_a_trace(scanner, filled, question, send):
    before = StoredFile.objects.count()

    response = send(INFECTED)

    assert (response.status_code, response.json()["state"]) == (400, "wrong")
    assert "ウイルス" in response.json()["error"]
    assert (names(filled, question), StoredFile.objects.count(), UploadTicket.objects.count()) == ([], before, 0)


def test_clean_file_is_taken(scanner, filled, question, send):
    response = send(samples.pdf())

    assert (response.json()["state"], names(filled, question)) == ("saved", ["概要.pdf"])


def test_file_waits_while_the_scanner_is_down_and_is_taken_when_it_is_back(
    scanner, filled, question, owner, send, as_user, to, settings
):
    scanner.stop()
    response = send(samples.pdf())
    ticket = UploadTicket.objects.get()
    still_down = uploads.sweep()
    page = as_user(owner).get(to("section", filled, question.section.code)).content.decode()
    waiting = (names(filled, question), pieces.length(ticket.folder))
    scanner.start()

    assert uploads.sweep() == 1

    assert (response.status_code, response.json()["state"]) == (200, "waiting")
    assert "ウイルスチェックが済みしだい登録されます" in response.json()["html"]
    assert "ウイルスチェックが済みしだい登録されます" in page
    assert (still_down, waiting) == (0, ([], len(samples.pdf())))
    assert (names(filled, question), again(ticket).state, pieces.length(ticket.folder)) == (["概要.pdf"], "finished", 0)


def test_infected_file_that_waited_is_refused_and_the_page_says_so(scanner, filled, question, owner, send, as_user, to):
    scanner.stop()
    send(INFECTED)
    scanner.start()

    uploads.sweep()

    page = as_user(owner).get(to("section", filled, question.section.code)).content.decode()
    assert (names(filled, question), UploadTicket.objects.get().state) == ([], "refused")
    assert f"概要.pdf: {UploadTicket.objects.get().refusal}" in page


def test_file_sent_without_scripts_waits_too(scanner, filled, question, owner, as_user, to):
    scanner.stop()
    address = to("section", filled, question.section.code)

    response = as_user(owner).post(address, {f"f-{question.key}": SimpleUploadedFile("概要.pdf", samples.pdf()), "go": "stay"})

    page = as_user(owner).get(address).content.decode()
    assert (response.status_code, UploadTicket.objects.get().name) == (302, "概要.pdf")
    assert "ウイルスチェックが済みしだい登録されます" in page


def test_last_piece_of_a_large_file_waits_too(scanner, filled, question, owner, as_user, to):
    scanner.stop()
    client, data = as_user(owner), samples.pdf()
    wanted = json.dumps({"name": "大.pdf", "size": len(data)})
    url = client.post(to("tickets", filled, question.key), wanted, content_type="application/json").json()["url"]

    last = client.patch(url, data, content_type=BYTES, headers={"Upload-Offset": "0"})
    scanner.start()
    retried = client.patch(url, b"", content_type=BYTES, headers={"Upload-Offset": str(len(data))})

    assert (last.status_code, last.json()["state"], retried.json()["state"]) == (200, "waiting", "saved")
    assert names(filled, question) == ["大.pdf"]


def test_submission_lists_what_waits_and_gets_it_later(scanner, filled, question, owner, send):
    scanner.stop()
    send(samples.pdf())
    version = applications.submit(filled, by=owner)
    scanner.start()
    uploads.sweep()

    later = again(filled).versions.last()
    assert [row["name"] for row in version.awaited] == ["概要.pdf"]
    assert (later.kind, "概要.pdf" in [row["name"] for row in later.files]) == ("late_file", True)


def test_correction_is_not_handed_in_while_a_file_waits(scanner, submitted, secretary, owner, as_user, to):
    question = next(each for each in submitted.form_version.questions.all() if each.takes_files and "pdf" in each.accept)
    due = making.DURING.date().replace(day=28)
    corrections.request(submitted, {str(question.key): "新しい資料をください"}, due_on=due, by=secretary)
    corrections.reply(submitted.correction_requests.get().items.get(), text="差し替えます", by=owner)
    scanner.stop()
    upload = {"file": SimpleUploadedFile("新.pdf", samples.pdf(lambda document: document.add_blank_page()))}
    as_user(owner).post(to("attach", submitted, question.key), upload)

    with pytest.raises(FilesUnchecked):
        corrections.resubmit(again(submitted), by=owner)
    scanner.start()
    uploads.sweep()
    version = corrections.resubmit(again(submitted), by=owner)

    assert "新.pdf" in [row["name"] for row in version.files]
    assert clock.now() == making.DURING


def test_evidence_and_messages_say_that_they_were_not_taken(scanner, submitted, owner, as_user, to):
    scanner.stop()
    sent = {"body": "写真です", "files": SimpleUploadedFile("a.pdf", samples.pdf())}

    response = as_user(owner).post(to("messages", submitted), sent)

    assert (response.status_code, submitted.messages.count()) == (400, 0)
    assert "数分後にもう一度" in response.content.decode()
