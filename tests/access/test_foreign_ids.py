"""A competitor puts another company's ids into the addresses of her own application: each is answered like the id of nothing."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.models import Application, MessageFile
from home import clock
from tests.access import addresses, forgeries, forging, snapshots, sweep
from tests.access.applying_worlds import ROLES
from tests.access.requests import Request, at
from tests.certifications import making

STATES = ("draft", "submitted", "correction", "released")


@pytest.fixture
def mine(ground, db):
    """The competitor's draft: everything of it is open to her."""
    with clock.at(making.DURING):
        round_ = making.published_round(ground.world.program, ground.people["secretary"], number=90)
        found = making.draft(round_, ground.people["other"], name="競合の品", organization=ground.world.other_company)
        making.fill(found, ground.people["other"])
    return Application.objects.get(pk=found.pk)


def mixed(ground, mine, case):
    """Every address of the competitor's draft that names a thing, with things of the other company."""
    theirs, one = case.application, mine.public_id
    question = mine.form_version.questions.select_related("section").get(key=ground.world.papers.key)
    section = at("certifications:section", one, question.section.code)
    for attachment in theirs.attachments.all():
        which = attachment.public_id
        for query in ("", "?preview", "?show"):
            yield Request("file", at("certifications:file", one, which) + query)
        yield Request("file removal", section, "POST", {"remove": which})
        yield Request("file put back", section, "POST", {"put_back": which})
        yield Request("file from the list", at("certifications:earlier", one, question.key), "POST", {"file": which})
    for paper in theirs.evidence.all():
        yield Request("evidence", at("certifications:evidence_file", one, paper.public_id))
        yield Request("evidence removal", at("certifications:evidence_remove", one, paper.public_id), "POST")
    for paper in MessageFile.objects.filter(message__application=theirs):
        yield Request("message file", at("certifications:message_file", one, paper.public_id))
    facts = {"content_type": "application/offset+octet-stream", "headers": {"Upload-Offset": "0"}}
    for ticket in theirs.tickets.all():
        address = at("certifications:ticket", one, ticket.public_id)
        yield Request("ticket", address)
        yield Request("piece", address, "PATCH", b"%PDF-1.7", **facts)
        yield Request("upload given up", address, "DELETE", b"")
        whole = at("certifications:awaited_file", one, ticket.public_id)
        yield Request("awaited file", whole, "POST", {"file": SimpleUploadedFile("図面.pdf", b"%PDF-1.7")})


def of_nothing(request, ids):
    """The same request about things that do not exist."""
    elsewhere = addresses.nowhere(request, ids)
    if not isinstance(request.data, dict):
        return elsewhere
    return replace(elsewhere, data=dict.fromkeys(request.data, "00000000-0000-4000-8000-000000000000"))


@pytest.mark.parametrize("state", STATES)
def test_anothers_ids_in_ones_own_addresses_are_ids_of_nothing(ground, mine, state, db):
    client, told, asked = ground.sessions.clients(ROLES)["other"], {}, set()
    with clock.at(making.DURING):
        case = ground.cases[state]
        held = case.application.attachments.filter(removed_at=None).first()
        question = case.application.form_version.questions.get(key=ground.world.papers.key)
        forgeries.taken_away(case.application, question, held)
        ids = {str(each) for each in addresses.ids_of(ground.world, case)}
        rows = snapshots.rows()
        for request in mixed(ground, mine, case):
            asked.add(request.name)
            status, face, changes = forging.sent_as(request, client, rows)
            with sweep.undone():
                nothing = sweep.face(forgeries.send(of_nothing(request, ids), client))
            if face != nothing or changes or status not in {302, 404}:
                told[request.name] = (status, nothing[0], changes)

    assert told == {}
    assert len(asked) >= 9


def test_the_competitors_own_things_are_there(ground, mine, db):
    """Or the test above would find nothing whatever is guarded."""
    client, attachment = ground.sessions.clients(ROLES)["other"], mine.attachments.first()

    with clock.at(making.DURING):
        answer = client.get(at("certifications:file", mine.public_id, attachment.public_id))

    assert answer.status_code == 200
