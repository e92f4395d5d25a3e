"""Forged requests to a holder's pages of the catalog: in every state of the manuscript, by anybody, only what is open changes.

A cell of entry_forgeries.csv names who may, as in forgeries.csv. Others find nothing (404), as if it did not exist; the office
sees the pictures of what lies before it, and nothing else here. CI asks a fixed twelfth of the cells; SOAK=1 asks all of them.
"""

from contextlib import contextmanager

import pytest
from django.urls import resolve

from brands import urls
from brands.models import Entry
from home import clock
from tests.access import entry_forgeries, forging, snapshots, sweep
from tests.access.applying_worlds import HOURS, ROLES
from tests.access.entry_forgeries import STATES

TABLE = forging.read_table("entry_forgeries.csv")
SIDE = {"owner", "editor", "viewer"}


@pytest.fixture
def clients(ground, db):
    return ground.sessions.clients(ROLES)


@contextmanager
def standing(ground, state):
    """The entry of the released case with its newest manuscript in the state."""
    with clock.at(HOURS["released"]):
        entry = Entry.objects.get(certificate__decision__application=ground.cases["released"].application)
        with sweep.undone():
            yield entry_forgeries.brought_to(entry, state, ground)


def faults(entry, state, clients, *, every=False):
    """What differs from the table, in words; and how many cells were asked."""
    found, asked = [], 0
    ids, rows = entry_forgeries.ids_of(entry), snapshots.rows()
    for request in entry_forgeries.writings(entry):
        allowed, touches = forging.roles_of(TABLE[request.name][state]), set(TABLE[request.name]["touches"].split())
        for role in ROLES:
            if not every and not forging.is_asked(request.name, state, role):
                continue
            asked += 1
            hidden = role not in SIDE | {"anonymous"}
            judged = forging.wrong(request, clients[role], rows, ids, allowed=allowed, role=role, touches=touches, hidden=hidden)
            found += [f"{request.name} {state} {role}: {fault}" for fault in judged]
    return found, asked


@pytest.mark.parametrize("state", STATES)
def test_forged_requests_change_nothing_that_is_not_open(ground, clients, state):
    with standing(ground, state) as entry:
        found, asked = faults(entry, state, clients)

    assert found == []
    assert asked > (2 if forging.SHARE > 1 else 70)


@pytest.mark.parametrize("state", STATES)
def test_others_read_nothing(ground, clients, state):
    told = {}
    with standing(ground, state) as entry:
        ids, rows = entry_forgeries.ids_of(entry), snapshots.rows()
        for request in entry_forgeries.readings(entry):
            for role in set(ROLES) - SIDE:
                if not forging.is_asked("GET", request.path.rpartition("/")[2], request.name, state, role):
                    continue
                status, face, changes = forging.sent_as(request, clients[role], rows)
                at_office = (role, request.name, state) == ("secretary", "picture", "handed_in")
                wanted = 200 if at_office else 302 if role == "anonymous" else 404
                if (status, changes) != (wanted, set()):
                    told[request.name, role] = (status, changes)
                if status == 404 and not forging.is_as_of_nothing(face, request, ids, clients[role], role):
                    told[request.name, role] = "its 404 is not that of nothing"

    assert told == {}


def test_table_names_every_request_and_somebody_who_may(ground, db):
    with standing(ground, "draft") as entry:
        names = [request.name for request in entry_forgeries.writings(entry)]

    assert sorted(TABLE) == sorted(names)
    assert [name for name, row in TABLE.items() if {row[state] for state in STATES} <= {"-", ""}] == []


def test_every_address_of_an_entry_is_asked(ground, db):
    with standing(ground, "draft") as entry:
        requests = [*entry_forgeries.writings(entry), *entry_forgeries.readings(entry)]
        asked = {resolve(request.path.partition("?")[0]).url_name for request in requests}

    assert asked == {each.name for each in urls.urlpatterns} - {"entries"}  # the list of one's own names no id


def test_the_sweep_turns_red_without_the_guard_of_the_own_side(ground, clients, monkeypatch):
    monkeypatch.setattr("brands.querysets.EntryQuerySet.held_by", lambda self, _user: self)

    with standing(ground, "draft") as entry:
        found, _asked = faults(entry, "draft", clients, every=True)

    assert "words draft other: is told of it (403)" in found
