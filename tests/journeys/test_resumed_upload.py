"""An upload begun before the close is cut, its application submitted, the close passes, and it goes on on the overview."""

import hashlib
import re
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from certifications.actions.ticket_terms import GRACE
from certifications.models import Round, UploadTicket
from home import clock
from tests.journeys import test_large_file
from tests.journeys.test_components import RULES
from tests.journeys.test_large_file import NAME, Wire, choose, cut_in_the_middle, large_pdf

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
draft = test_large_file.draft


def the_close_passes(application):
    """The round has closed just now, and the ticket lasts half an hour from then."""
    now = clock.now()
    Round.objects.filter(pk=application.round_id).update(closes_at=now)
    application.tickets.update(expires_at=now + GRACE)


def test_upload_cut_before_the_close_is_resumed_on_the_overview_after_it(page, draft, sign_in, live_server):
    data, dialogs = large_pdf(), []
    sign_in(draft.created_by)
    root = f"{live_server.url}/applications/{draft.public_id}/"
    page.goto(f"{root}sections/{draft.form_version.sections.get().code}/")
    page.locator("h1").first.click()
    wire = Wire(page)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    arrived = cut_in_the_middle(page, wire, data)
    with suppress(Error):
        page.reload()
    wire.be(there=True)
    page.goto(f"{root}check/")
    page.get_by_role("button", name="申請を提出する").click()
    page.wait_for_url(re.compile("/receipt/"))
    listed = page.locator(".awaited").inner_text()
    the_close_passes(draft)

    page.goto(root)
    place = page.locator(".awaited form")
    until = place.locator(".deadline").inner_text()
    violations = [each["id"] for each in Axe().run(page, options={"runOnly": RULES}).response["violations"]]
    choose(page, data)

    expect(place.locator("[data-upload-list] > *")).to_have_count(1)
    expect(place.locator("input[type=file]")).to_have_count(0)
    page.goto(f"{root}receipt/")
    ticket = UploadTicket.objects.select_related("attachment__file").get()
    first, last = draft.versions.order_by("seq")
    assert (dialogs, NAME in listed, "日本時間" in until) == (["beforeunload"], True, True)
    assert violations == []
    assert 0 < arrived < len(data)
    assert ticket.sha256 == ticket.attachment.file.sha256 == hashlib.sha256(data).hexdigest()
    assert [row["sha256"] for row in first.awaited] == [row["sha256"] for row in last.files] == [ticket.sha256]
    assert (last.awaited, page.locator(".awaited").count()) == ([], 0)
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def test_several_files_have_their_tickets_before_the_first_byte_of_any(page, draft, sign_in, live_server):
    sent = []
    sign_in(draft.created_by)
    page.goto(f"{live_server.url}/applications/{draft.public_id}/sections/{draft.form_version.sections.get().code}/")
    page.on("request", lambda request: sent.append(request.method) if "/tickets/" in request.url else None)
    files = [{"name": f"{number}.pdf", "mimeType": "application/pdf", "buffer": large_pdf()} for number in range(3)]

    page.locator("input[type=file]").set_input_files(files)

    expect(page.locator("[data-upload-list] > *")).to_have_count(3)
    assert sent[:4] == ["POST", "POST", "POST", "PATCH"]
    assert set(sent[3:]) == {"PATCH"}
