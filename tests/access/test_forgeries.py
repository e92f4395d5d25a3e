"""Forged requests: whatever is sent to an address of applying, in every state, by anybody, changes only what is open to her.

A cell of forgeries.csv names who may: o(wner), e(ditor), v(iewer) of the applicant, s(ecretary), c(andidate); "-" nobody. For
everybody else each row of each table, and each file, is the same before and after; and who is not on the applicant's side
finds nothing (404), as if it did not exist. CI asks a fixed twelfth of the cells; SOAK=1 asks all of them.
"""

import uuid

import pytest
from django.urls import get_resolver, reverse

from certifications import applying_urls
from certifications.models import Answer, Attachment
from certifications.open_questions import open_keys
from tests.access import addresses, forgeries, forging, readings, snapshots, sweep
from tests.access.applying_worlds import ROLES, STATES
from tests.access.test_routes import known as classified

# On these addresses it is the address itself that one must know, or one's own company that is named: nothing is hidden there.
OPEN_DOORS = {"beginning", "copy", "copy of another's", "letter of consent"}
DESK = {"paper entered", "letter posted"}
# These two are given out by one view to the applicant's side and to the case's office.
OF_THE_OFFICE_TOO = {"file", "receipt paper"}
# Who was nominated is asked on a page of her own.
OF_THE_CANDIDATE = {"nominated", "consented"}
WRITING = ("POST", "PUT", "PATCH", "DELETE")


TABLE = forging.read_table("forgeries.csv")


def may(name, state):
    """The roles that may; None where the request is not made in the state."""
    return forging.roles_of(TABLE.get(name, {}).get(state, ""))


@pytest.fixture
def clients(ground, db):
    return ground.sessions.clients(ROLES)


def kept(application):
    """The answers and files by question."""
    found = {str(key): [value] for key, value in Answer.objects.filter(application=application).values_list("key", "value")}
    for key, pk in Attachment.objects.filter(application=application, removed_at=None).values_list("key", "pk"):
        found.setdefault(str(key), []).append(pk)
    return found


def faults(ground, case, clients, *, names=None, every=False):
    """What differs from the table, in words; and how many cells were asked."""
    requests = list(forgeries.writings(ground, case))  # first of all: to make them puts files aside that were taken away
    found, asked, rows = [], 0, snapshots.rows()
    ids, side = addresses.ids_of(ground.world, case), ground.side_of(case.stage)
    for request in requests:
        if names and request.name not in names:
            continue
        allowed = may(request.name, case.stage)
        for role in ROLES:
            if not every and not forging.is_asked(request.name, case.stage, role):
                continue
            asked += 1
            hidden = role not in side | {"anonymous"} | (allowed or set()) and request.name not in OPEN_DOORS | DESK
            touches = set(TABLE.get(request.name, {"touches": ""})["touches"].split())
            judged = forging.wrong(request, clients[role], rows, ids, allowed=allowed, role=role, touches=touches, hidden=hidden)
            found += [f"{request.name} {case.stage} {role}: {fault}" for fault in judged]
    return found, asked


@pytest.mark.parametrize("state", STATES)
def test_forged_requests_change_nothing_that_is_not_open(ground, clients, state):
    with ground.during(state) as case:
        found, asked = faults(ground, case, clients)

    assert found == []
    assert asked > (20 if forging.SHARE > 1 else 300)


@pytest.mark.parametrize("state", STATES)
def test_answers_change_only_where_the_question_is_open(ground, clients, state):
    with ground.during(state) as case:
        before, open_ = kept(case.application), set(open_keys(case.application))
        for request in [*forgeries.of_fields(ground, case), *forgeries.of_files(ground, case)]:
            with sweep.undone():
                forgeries.send(request, clients["owner"])
                after = kept(case.application)
            changed = {key for key in before | after if before.get(key) != after.get(key)}
            assert changed <= open_, request.name


@pytest.mark.parametrize("state", STATES)
def test_others_read_nothing(ground, clients, state):
    told = {}
    with ground.during(state) as case:
        ids, side, rows = addresses.ids_of(ground.world, case), ground.side_of(state), snapshots.rows()
        for request in [*readings.readings(ground, case), *(readings.of_colleagues(ground) if state == "draft" else [])]:
            for role in set(ROLES) - side:
                if may_read(request, role, state) or not forging.is_asked("GET", request.name, state, role):
                    continue
                status, face, changes = forging.sent_as(request, clients[role], rows)
                if status not in ({302, 401} if role == "anonymous" else {404}) or changes:
                    told[request.name, role] = (status, changes)
                if role != "anonymous" and not forging.is_as_of_nothing(face, request, ids, clients[role], role):
                    told[request.name, role] = "its 404 is not that of nothing"

    assert told == {}


def may_read(request, role, state):
    """Pages that are for somebody besides the applicant's side."""
    to_office = role == "secretary" and request.name in OF_THE_OFFICE_TOO
    return to_office or (role == "candidate" and request.name == "nomination" and state in OF_THE_CANDIDATE)


def reading_addresses(client):
    """Every address of one's own side that can be read: it does not answer 405."""
    return {name for name in own_addresses() if client.get(address_of(name)).status_code != 405}


def test_readings_know_every_address_that_can_be_read(ground, clients):
    asked = {forgeries.route_of(request) for request in readings.of_colleagues(ground)}
    for state in STATES:
        with ground.during(state) as case:
            asked |= {forgeries.route_of(request) for request in readings.readings(ground, case)}

    # The door of a letter and the first page of a program are for whoever has the address.
    unknown = reading_addresses(clients["owner"]) - asked
    assert unknown == {f"certifications:{name}" for name in ("my", "apply", "consent")}


def test_table_names_every_request_once_and_no_other(ground, db):
    made = set()
    for state in STATES:
        with ground.during(state) as case:
            made |= {(request.name, state) for request in forgeries.writings(ground, case)}

    assert made == {(name, state) for name, row in TABLE.items() for state in STATES if row[state]}


def test_table_allows_each_honest_request_to_somebody():
    forged = {name for name, row in TABLE.items() if set("".join(row[state] for state in STATES)) <= {"-"}}

    others = {"copy of another's", "another's place in a team"}
    # The ground's hour of release is minutes before a result can be questioned; applying/test_appeals.py asks honestly.
    too_early = {"appeal", "appeal taken back"}
    # Nobody asked the holder anything on the ground; test_certificate_pages.py answers where the office did.
    not_asked = {"certificate's answer"}
    # Nobody was invited to renew; test_renewal_pages.py begins, declines and says what is unchanged where somebody was.
    not_asked |= {"section unchanged", "renewal", "renewal declined"}
    not_asked |= {"report"}  # nor to report; test_report_pages.py does
    assert forged == {"field of no form", "field that takes files", "proposal taken without one"} | others | too_early | not_asked


def own_addresses():
    """Names of every address of one's own side; those of other floors are asked by test_entry_forgeries.py, test_answering.py
    tests/payments/views and tests/events/views/test_exhibiting.py."""
    elsewhere = ("brands:", "exhibiting:", "matching:", "payments:")
    own = {name for (_pattern, name), kind in classified().items() if kind == "own side" and not name.startswith(elsewhere)}
    return own | {f"certifications:{each.name}" for each in applying_urls.urlpatterns}


def writing_addresses(client):
    """(name, method) of every address of one's own side that takes more than looks: it does not answer 405."""
    found = set()
    for name in own_addresses() - {"certifications:certificate_pdf"}:
        for method in WRITING:
            if client.generic(method, address_of(name)).status_code != 405:
                found.add((name, method))
    return found


def address_of(name):
    """The address with ids that do not exist."""
    spaces = get_resolver("certifications.urls" if name.startswith("certifications") else "organizations.urls")
    parameters = spaces.reverse_dict.getlist(name.partition(":")[2])[0][0][0][1]
    fitting = {"code": "x", "slug": "kis", "token": "x", "pk": 0, "seq": 1}
    return reverse(name, kwargs={each: fitting.get(each, uuid.UUID(forgeries.NOBODYS)) for each in parameters})


def test_table_knows_every_address_that_writes(ground, clients):
    asked = set()
    for state in STATES:
        with ground.during(state) as case:
            asked |= {(forgeries.route_of(request), request.method) for request in forgeries.writings(ground, case)}

    unknown = writing_addresses(clients["owner"]) - asked

    assert unknown == set()


def test_an_address_that_the_table_does_not_know_would_be_noticed(ground, clients, monkeypatch):
    monkeypatch.setattr(forgeries, "of_papers", lambda _ground, _case: [])
    with ground.during("draft") as case:
        asked = {(forgeries.route_of(request), request.method) for request in forgeries.writings(ground, case)}

    assert ("certifications:evidence", "POST") in writing_addresses(clients["owner"]) - asked


def test_the_sweep_turns_red_without_the_guard_of_what_is_open(ground, clients, monkeypatch):
    every = {str(key) for key in ground.cases["submitted"].application.form_version.questions.values_list("key", flat=True)}
    monkeypatch.setattr("certifications.actions.answering.open_keys", lambda _application, _began: every)

    with ground.during("submitted") as case:
        found, _asked = faults(ground, case, clients, names={"field"}, every=True)

    assert found == [
        f"field submitted {role}: {fault}"
        for role in ("owner", "editor")
        for fault in ("changes ['answer', 'answerrevision'] (200)", "is answered as if it had been done")
    ]
