"""An applicant's files and a real clamd: refused, taken, or kept waiting while it is down."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications import declarations
from certifications.actions import applications, corrections, evidence, file_checks, messages, uploads
from certifications.models import UploadTicket, WaitingFile
from certifications.refusals import FileWaits, TooManyFiles
from certifications.viewsets.evidence import lines_of
from home import clock
from home.actions import pieces
from home.models import Letter, StoredFile
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


def test_page_without_scripts_is_saved_and_submitted_while_a_file_waits_and_says_what_became_of_it(
    scanner, filled, question, owner, as_user, to
):
    scanner.stop()
    client, address = as_user(owner), to("section", filled, question.section.code)
    sent = client.post(address, {f"f-{question.key}": SimpleUploadedFile("概要.pdf", samples.pdf()), "go": "stay"})
    kept = UploadTicket.objects.get().name

    saved = client.post(address, {"go": "next"})
    shown = [client.get(each).content.decode() for each in (address, to("check", filled))]
    submitted = client.post(to("check", filled))
    receipt = client.get(to("receipt", filled)).content.decode()
    scanner.start()
    uploads.sweep()

    after = client.get(to("receipt", filled)).content.decode()
    waits = "ウイルスチェックが済みしだい登録されます"
    assert (sent.status_code, kept, saved.status_code) == (302, "概要.pdf", 302)
    assert [waits in page for page in shown] == [True, True]
    assert (submitted.status_code, waits in receipt, waits in after, "概要.pdf" in after) == (302, True, False, True)


def test_what_waits_can_be_given_up_without_scripts_for_another_file(scanner, filled, question, owner, viewer, as_user, to):
    scanner.stop()
    client, address = as_user(owner), to("section", filled, question.section.code)
    client.post(address, {f"f-{question.key}": SimpleUploadedFile("間違い.pdf", samples.pdf()), "go": "stay"})
    ticket = UploadTicket.objects.get()
    offered = f'name="stop" value="{ticket.public_id}"' in client.get(address).content.decode()

    theirs = as_user(viewer).post(address, {"stop": ticket.public_id}).status_code
    before = again(ticket).state
    mine = client.post(address, {"stop": ticket.public_id})

    assert (offered, theirs, before) == (True, 403, "open")
    assert (mine.status_code, mine["Location"], again(ticket).state) == (302, f"{address}#q-{question.key}", "expired")
    assert "間違い.pdfは送られません。" in client.get(address).content.decode()


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


def test_correction_lists_what_waits_and_gets_it_later(scanner, submitted, secretary, owner, as_user, to):
    question = next(each for each in submitted.form_version.questions.all() if each.takes_files and "pdf" in each.accept)
    due = making.DURING.date().replace(day=28)
    corrections.request(submitted, {str(question.key): "新しい資料をください"}, due_on=due, by=secretary)
    corrections.reply(submitted.correction_requests.get().items.get(), text="差し替えます", by=owner)
    scanner.stop()
    upload = {"file": SimpleUploadedFile("新.pdf", samples.pdf(lambda document: document.add_blank_page()))}
    as_user(owner).post(to("attach", submitted, question.key), upload)

    version = corrections.resubmit(again(submitted), by=owner)
    scanner.start()
    uploads.sweep()

    later = again(submitted).versions.last()
    assert ([row["name"] for row in version.awaited], version.kind, later.kind) == (["新.pdf"], "corrected", "late_file")
    assert ("新.pdf" in [row["name"] for row in later.files], later.awaited) == (True, [])


def paper(name="a.pdf", data=None):
    return SimpleUploadedFile(name, samples.pdf() if data is None else data)


def test_file_of_a_message_waits_and_comes_when_the_scanner_is_back(scanner, submitted, owner, secretary, as_user, to):
    scanner.stop()
    sent = as_user(owner).post(to("messages", submitted), {"body": "写真です", "files": paper()})
    message, waiting = submitted.messages.get(), submitted.waiting_files.get()
    page = as_user(owner).get(to("messages", submitted)).content.decode()
    still_down = file_checks.sweep()
    scanner.start()

    done = file_checks.sweep()

    assert (sent.status_code, message.files.first().name, waiting.message) == (302, "a.pdf", message)
    assert ("ウイルスチェック中です" in page, "messages/files/" in page, still_down, done) == (True, False, 0, 1)
    assert (WaitingFile.objects.count(), pieces.length(waiting.folder)) == (0, 0)


def test_infected_file_of_a_message_is_refused_with_words_and_a_letter(scanner, submitted, owner, as_user, to):
    scanner.stop()
    as_user(owner).post(to("messages", submitted), {"body": "写真です", "files": paper(data=INFECTED)})
    scanner.start()
    file_checks.sweep()
    again_done = file_checks.sweep()

    page = as_user(owner).get(to("messages", submitted)).content.decode()
    waiting, letter = WaitingFile.objects.get(), Letter.objects.get(kind="certifications/file_refused")
    assert (submitted.messages.get().files.count(), waiting.refusal in page, again_done) == (0, True, 0)
    assert (letter.recipient, waiting.refusal in letter.text, "ウイルス" in letter.text) == (owner, True, True)


def test_draft_of_the_office_keeps_what_waits_and_sends_it_along(scanner, submitted, secretary):
    scanner.stop()
    messages.keep_draft(submitted, body="様式です", uploads=[paper("様式.pdf")], by=secretary)
    messages.keep_draft(submitted, body="様式です", uploads=[paper("余分.pdf")], by=secretary)
    gone = WaitingFile.objects.get(name="余分.pdf")
    messages.keep_draft(submitted, body="様式です", without=gone.public_id, by=secretary)

    message = messages.post(submitted, body="様式です", by=secretary)
    twice = messages.post(submitted, body="様式です", uploads=[paper("様式.pdf")], by=secretary)
    scanner.start()
    file_checks.sweep()

    assert (twice, [row.name for row in message.files.all()]) == (message, ["様式.pdf"])


def test_evidence_waits_and_is_not_late_for_it(scanner, filled, owner, as_user, to):
    scanner.stop()
    line = filled.round.rules["checklist"][0]["code"]
    sent = as_user(owner).post(to("evidence", filled), {"file": paper("証明.pdf"), "line": line})
    with clock.at(making.DURING + timedelta(minutes=1)):
        applications.submit(filled, by=owner)
    before = filled.evidence.count()
    scanner.start()
    with clock.at(making.DURING + timedelta(minutes=2)):
        done = file_checks.sweep()

    row = filled.evidence.get()
    assert (sent.status_code, before, done, row.name, row.line, row.added_at) == (302, 0, 1, "証明.pdf", line, making.DURING)
    assert (row.from_office, declarations.late_papers(again(filled))) == (False, set())
    assert filled.history.get(action="evidence.add").facts["sha256"] == row.file.sha256


def test_evidence_that_waits_counts_for_the_place_and_is_told_at_both_desks(scanner, submitted, owner, secretary, as_user, to):
    scanner.stop()
    line = submitted.round.rules["checklist"][0]["code"]
    with pytest.raises(FileWaits):
        evidence.add(submitted, paper("証明.pdf", INFECTED), line=line, by=secretary)
    told = [lines_of(submitted)[0]["waiting"][0].name, submitted.waiting_files.get().from_office]
    others = evidence.MAX_PER_LINE - 1
    for number in range(others):
        with pytest.raises(FileWaits):
            evidence.add(submitted, paper(f"{number}.pdf"), line=line, by=secretary)
    with pytest.raises(TooManyFiles):
        evidence.add(submitted, paper(), line=line, by=secretary)
    scanner.start()
    file_checks.sweep()

    refused = [row.name for row in lines_of(submitted)[0]["waiting"]]
    letter = Letter.objects.get(kind="certifications/file_refused")
    assert (told, refused, letter.recipient) == (["証明.pdf", True], ["証明.pdf"], secretary)
    assert submitted.evidence.count() == others


def test_what_waits_can_be_opened_by_nobody(scanner, submitted, owner, as_user, to):
    scanner.stop()
    as_user(owner).post(to("messages", submitted), {"body": "写真です", "files": paper()})
    waiting = WaitingFile.objects.get()

    addresses = [to("message_file", submitted, waiting.public_id), to("evidence_file", submitted, waiting.public_id)]

    assert [as_user(owner).get(address).status_code for address in addresses] == [404, 404]


def test_a_file_that_was_lost_is_refused_and_said_so(scanner, submitted, owner, as_user, to):
    scanner.stop()
    as_user(owner).post(to("messages", submitted), {"body": "写真です", "files": paper()})
    pieces.discard(WaitingFile.objects.get().folder)
    scanner.start()

    file_checks.sweep()

    assert "もう一度" in WaitingFile.objects.get().refusal
