"""A large file over a network that breaks: cut in the middle, the page loaded anew, the same file chosen again, and whole.

A small one asks for a ticket before its first byte, too.
"""

import hashlib
import random
from contextlib import suppress

import pikepdf
import pytest
from playwright.sync_api import Error, expect

from certifications.models import Attachment, UploadTicket
from home import clock
from home.uploads.sizes import MEGABYTE
from tests.certifications import making
from tests.home import samples
from tests.journeys.served import program_with

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
FORM = """# 資料
試験成績書 | ファイル：PDF | 必須"""
NAME = "試験成績書.pdf"
SLOW = 400_000  # bytes a second: a piece takes long enough to be cut in its middle


def large_pdf():
    def fill(document):
        document.Root.Weight = pikepdf.Stream(document, random.Random(1).randbytes(3_500_000))

    return samples.pdf(fill)


@pytest.fixture
def draft(live_server):
    round_, _secretary = program_with(FORM)
    company = making.organization()
    with clock.at(making.DURING):
        return making.draft(round_, making.member(company, "owner"), organization=company)


def choose(page, data):
    page.locator("input[type=file]").set_input_files({"name": NAME, "mimeType": "application/pdf", "buffer": data})


class Wire:
    """The browser's network: how fast it is, and whether it is there."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def be(self, *, there, upload=-1):
        speed = {"offline": not there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
        self.session.send("Network.emulateNetworkConditions", speed)


def cut_in_the_middle(page, wire, data):
    """The network goes while the second piece is on its way; gives how many bytes the server holds then."""
    wire.be(there=True, upload=SLOW)
    choose(page, data)
    with page.expect_request(lambda request: request.headers.get("upload-offset") == str(MEGABYTE)):
        pass
    page.wait_for_timeout(500)
    wire.be(there=False)
    expect(page.locator("[data-upload-progress]")).to_contain_text("接続が切れています")
    page.wait_for_timeout(500)
    return UploadTicket.objects.get().received


def test_large_file_goes_on_where_the_network_was_cut_and_arrives_whole(page, draft, sign_in, live_server):
    data, sent = large_pdf(), []
    sign_in(draft.created_by)
    section = draft.form_version.sections.get()
    address = f"{live_server.url}/applications/{draft.public_id}/sections/{section.code}/"
    page.goto(address)
    wire = Wire(page)
    arrived = cut_in_the_middle(page, wire, data)
    with suppress(Error):
        page.reload()
    wire.be(there=True)
    page.goto(address)
    begun = page.locator("[data-ticket]").inner_text()
    page.on("requestfinished", lambda request: sent.append(request) if request.method == "PATCH" else None)

    choose(page, data)

    expect(page.locator("[data-upload-list] > *")).to_have_count(1)
    pieces = [(int(each.headers["upload-offset"]), int(each.all_headers()["content-length"])) for each in sent]
    attachment = Attachment.objects.get()
    assert MEGABYTE <= arrived < len(data)
    assert f"{NAME}：{arrived * 100 // len(data)}%" in begun
    assert pieces[0][0] == arrived
    assert [offset for offset, _length in pieces[1:]] == [offset + length for offset, length in pieces[:-1]]
    assert sum(length for _offset, length in pieces) == len(data) - arrived
    assert (attachment.name, attachment.file.size) == (NAME, len(data))
    assert attachment.file.sha256 == hashlib.sha256(data).hexdigest()
    assert UploadTicket.objects.get().state == "finished"


def test_small_file_asks_for_its_ticket_before_the_first_byte(page, draft, sign_in, live_server):
    data, sent = samples.pdf(), []
    sign_in(draft.created_by)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    page.on("request", lambda request: sent.append(request.method) if "/tickets/" in request.url else None)

    choose(page, data)

    expect(page.locator("[data-upload-list] > *")).to_have_count(1)
    ticket = UploadTicket.objects.get()
    assert sent == ["POST", "PATCH"]
    assert (ticket.state, ticket.size, ticket.attachment.file.size) == ("finished", len(data), len(data))
