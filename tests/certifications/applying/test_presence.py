"""Several people on one draft: who is writing where, and what the others have saved."""

import json
from datetime import timedelta

import pytest

from certifications.actions import answering, applications, presence
from certifications.models import FieldPresence
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db


def question(application, kind, number=0):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[number]


def ask(client, to, application, writing=None, **versions):
    body = json.dumps({"writing": str(writing.key) if writing else None, "versions": versions.get("versions", {})})
    return client.post(to("together", application), body, content_type="application/json")


def test_presence_shows_colleagues_for_half_a_minute(draft, owner, editor, as_user, to):
    name, price = question(draft, "short_text"), question(draft, "yen")
    ask(as_user(editor), to, draft, price)
    client = as_user(owner)

    now = ask(client, to, draft, name).json()["writers"]
    with clock.at(making.DURING + timedelta(seconds=31)):
        later = ask(client, to, draft, name).json()["writers"]

    assert (now, later) == ({str(price.key): "editor"}, {})


def test_presence_moves_and_ends_with_the_cursor(draft, owner, editor, as_user, to):
    name, price = question(draft, "short_text"), question(draft, "yen")
    client = as_user(editor)

    found = []
    for place in (name, price, None):
        ask(client, to, draft, place)
        found.append(ask(as_user(owner), to, draft).json()["writers"])

    assert found == [{str(name.key): "editor"}, {str(price.key): "editor"}, {}]


def test_presence_never_keeps_anybody_out(draft, owner, editor):
    name = question(draft, "short_text")
    presence.note(draft, name.key, by=editor)

    assert answering.save(draft, name.key, "ORU", read_version=0, by=owner).value == "ORU"


def test_presence_brings_what_others_have_saved_since(draft, owner, editor, as_user, to):
    name, price = question(draft, "short_text"), question(draft, "yen")
    answering.save(draft, name.key, "ORU", read_version=0, by=editor)
    answering.save(draft, price.key, 1000, read_version=0, by=editor)

    newer = ask(as_user(owner), to, draft, versions={str(name.key): 1, str(price.key): 0}).json()["newer"]

    assert list(newer) == [str(price.key)]
    assert (newer[str(price.key)]["value"], newer[str(price.key)]["words"]) == (1000, "editor様が変更（12:00）")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"writing": 5}', b'{"writing": "x", "versions": {"y": 1}}', b"\xff"])
def test_presence_takes_bodies_that_are_none_for_empty(draft, owner, as_user, to, body):
    response = as_user(owner).post(to("together", draft), body, content_type="application/json")

    assert (response.status_code, response.json()) == (200, {"state": "ok", "writers": {}, "newer": {}})


def test_presence_is_for_those_who_write(draft, viewer, stranger, owner, as_user, to, client):
    found = [ask(as_user(viewer), to, draft).status_code, ask(as_user(stranger), to, draft).status_code]
    found.append(ask(client, to, draft).status_code)
    applications.withdraw(draft, by=owner)
    found.append(ask(as_user(owner), to, draft).status_code)

    assert (found, FieldPresence.objects.count()) == ([403, 404, 401, 403], 0)


def test_section_asks_for_colleagues_only_where_there_are_some(draft, owner, as_user, to):
    address = to("section", draft, "product")
    alone = as_user(owner).get(address).content.decode()
    making.member(draft.organization, "second", "viewer")
    with_reader = as_user(owner).get(address).content.decode()
    making.member(draft.organization, "third", "editor")
    together = as_user(owner).get(address).content.decode()

    assert [to("together", draft) in page for page in (alone, with_reader, together)] == [False, False, True]
