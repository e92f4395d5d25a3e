"""What judging keeps secret besides scores: whatever each role can reach is read for words that are not for her.

Worlds that differ only in what is hidden give byte-equal pages.
"""

import pytest
from django.core.cache import cache

from certifications.actions import motions, rulings
from certifications.models import AgendaItem, MinutesPart
from home import clock
from home.models import HomePage, Letter
from tests.access import judging_addresses, sweep
from tests.access.judging_worlds import AFTER, HOURS, ROLES, STATES
from tests.access.test_canaries import FIRST, LIMIT, SIDE, SOAK, WORD, crawl, share, text_of
from tests.access.worlds import secret

LISTS = (
    "committee-meetings", "stages", "plans", "appeals", "dossiers", "fairness", "undelivered", "post", "cases", "rounds",
    "extensions", "renewals", "disposals",
)  # fmt: skip
DESK = tuple(f"/admin/{desk}/{end}" for desk in LISTS for end in ("", "?q=KANARI", "?export=csv", "?export=xlsx"))
OFFICE = {"secretary", "approver", "secretary_anew", "approver_anew"}
KEPT_AWAY = {"secretary_conflict", "approver_conflict"}
SECRETARIES = {"secretary", "secretary_anew"}
COMMITTEE = {"member", "judge"}
RELEASED = {"appealed", "told"}
PANEL = {"panelist"}  # the reporter sits on the appeal's panel too, and has not pledged
ALL = set(ROLES)
CRAWLING = ROLES if SOAK else ("anonymous", "owner", "former", "other", "judge_conflict", "secretary_conflict")
PLANTED = secret("told", "planted")
BEYOND = 25  # so many pages that the addresses lead to, besides them


def readers(state, kind):
    """Who may meet the word in the state's matter."""
    audit = {"auditor"} if state in RELEASED else set()
    at_work = set() if state in RELEASED else COMMITTEE
    rivals = OFFICE | KEPT_AWAY | {"other"} | audit
    return {
        "subject": SIDE
        | OFFICE
        | audit
        | at_work
        | ({"reporter"} if state in {"trial", "appealed"} else set())
        | (PANEL if state == "appealed" else set())
        | (ALL if state == "told" else set()),
        "rival": rivals | at_work | (set() if state in RELEASED else {"judge_conflict"}),
        "tie": OFFICE | audit,
        "room": OFFICE | KEPT_AWAY | COMMITTEE | {"judge_conflict"} if state != "trial" else OFFICE | {"member"},
        "reason": OFFICE | COMMITTEE,
        "reason-rival": OFFICE | KEPT_AWAY | COMMITTEE | {"judge_conflict"},
        "words": SECRETARIES | COMMITTEE | {"judge_conflict"},
        "part": SECRETARIES | COMMITTEE,
        "part-rival": SECRETARIES | COMMITTEE | {"judge_conflict"},
        "facility": OFFICE | {"reporter"},
        "unit": OFFICE | {"reporter"},
        "report": {"reporter"} | OFFICE,
        "photograph": {"reporter"} | OFFICE,
        "sample": COMMITTEE | {"judge_conflict"},
        "sample-title": OFFICE | KEPT_AWAY | COMMITTEE | {"judge_conflict"},
        "reasons": SIDE | OFFICE | audit | (PANEL if state == "appealed" else set()),
        "reasons-rival": rivals,
        "grounds": SIDE | OFFICE | PANEL,
        "paper": SIDE | OFFICE | PANEL,
        "opinion": PANEL | OFFICE,
        "panel-note": PANEL,
        "answer": OFFICE,
        "purpose": OFFICE | audit,
        "bounce": OFFICE,
        "planted": set(),
    }[kind]


def leaks(role, read):
    """(word, address) of the states' words that the role has met and may not know."""
    found = set()
    for address, text in read.items():
        for word in set(WORD.findall(text)):
            _mark, state, kind = word.rstrip("-").split("-", 2)
            if state in STATES and role not in readers(state, kind):
                found.add((word, address))
    return sorted(found)


def seeds(matters, state):
    """Every address of the state that is asked for by GET."""
    with matters.during(state) as matter:
        asked = [request.path for request in judging_addresses.everything(matters, matter) if request.method == "GET"]
        return [f"/applications/{matter.application.public_id}/", *asked]


@pytest.mark.parametrize("role", CRAWLING)
def test_nobody_meets_a_word_that_is_not_for_her(matters, clients, role):
    """But for the one that stands for everybody to see: it shows that she got somewhere, and that a leak is found."""
    HomePage.objects.filter(pk=matters.world.front.pk).update(title=PLANTED)
    met = []
    with clock.at(AFTER):
        lists = ["/", *share([*FIRST, *DESK], role)]
        met += leaks(role, crawl(clients[role], lists, len(lists) + BEYOND if SOAK else LIMIT))
    for state in STATES:
        with clock.at(HOURS[state]):
            paths = share(seeds(matters, state), f"{role} {state}")
            paths = paths if SOAK else paths[:12]
            met += leaks(role, crawl(clients[role], paths, len(paths) + BEYOND))

    assert [row for row in met if row[0] != PLANTED] == []
    assert (PLANTED, "/") in met


WHOLE = {
    "gathering": {
        "secretary": {"subject", "rival", "room", "reason-rival"},
        "member": {"subject", "rival", "room"},
        "judge_conflict": {"rival", "room"},
    },
    "minuted": {"member": {"words", "part", "part-rival"}, "judge_conflict": {"words", "part-rival"}},
    "trial": {"reporter": {"report"}, "secretary": {"facility", "unit", "room"}},
    "appealed": {
        "owner": {"grounds", "reasons"},
        "secretary_anew": {"grounds", "answer", "opinion"},
        "panelist": {"grounds", "reasons", "paper", "opinion", "panel-note"},
    },
    "told": {"secretary": {"purpose", "bounce"}},
}


@pytest.mark.parametrize("state", WHOLE)
def test_words_are_met_by_those_for_whom_they_are(matters, clients, state):
    for role, kinds in WHOLE[state].items():
        with clock.at(HOURS[state]):
            read = {path: text_of(clients[role].get(path)) for path in dict.fromkeys(seeds(matters, state))}
        met = {word for text in read.values() for word in WORD.findall(text)}

        assert {kind for kind in kinds if secret(state, kind) not in met} == set(), role
        assert leaks(role, read) == []


def test_a_planted_leak_is_found(matters, clients):
    """A reason of the office in the name of a place, which everybody reads who was asked to the meeting."""
    meeting = matters.matters["gathering"].things["meeting"]
    type(meeting).objects.filter(pk=meeting.pk).update(place=secret("minuted", "part"))

    with clock.at(HOURS["gathering"]):
        read = crawl(clients["judge_conflict"], [f"/judging/meetings/{meeting.public_id}/"])

    assert {word for word, _address in leaks("judge_conflict", read)} == {secret("minuted", "part")}


def test_letters_carry_no_word_of_the_office(matters, db):
    allowed = ("subject", "rival", "room")

    told = {word for text in Letter.objects.values_list("text", flat=True) for word in WORD.findall(text)}

    assert {word for word in told if word.split("-")[1] in STATES and word.split("-", 2)[2] not in allowed} == set()


# Worlds that differ only in what is hidden


def voted(matters, matter):
    motions.cast(matter.things["motion"], "against", by=matters.person("member"))


def reasons_changed(_matters, matter):
    AgendaItem.objects.filter(meeting=matter.things["meeting"]).update(reason="べつの理由" * 9)


def minutes_changed(_matters, matter):
    parts = MinutesPart.objects.filter(minutes=matter.things["minutes"], item__application=matter.application)
    parts.update(text="べつの記録" * 40, confirmed_at=None)


def answered(matters, matter):
    appeal, handler = matter.things["appeal"], matters.person("secretary_anew")
    level = matter.round.program.levels.first()
    rulings.draft(appeal, ruling="upheld", outcome="certified", level=level, reasons="認める。" * 9, by=handler)


OUTSIDE = ("anonymous", "owner", "viewer", "other", "stranger", "panelist", "secretary_elsewhere", "web_editor", "administrator")
ELSE = ("judge", "secretary_conflict", "approver_conflict")
CHANGES = {
    "votes": ("gathering", voted, (*OUTSIDE, "judge_conflict"), "secretary_anew"),
    "reasons of the committee": ("gathering", reasons_changed, OUTSIDE, "secretary_anew"),
    "part of the minutes": ("minuted", minutes_changed, (*OUTSIDE, "judge_conflict"), "secretary_anew"),
    "answer to an appeal": ("appealed", answered, (*OUTSIDE, *ELSE, "auditor", "reporter"), "secretary_anew"),
}  # fmt: skip
PUBLIC = ("/", "/my/", "/judging/", "/programs/kis/", "/brands/", "/search/?q=KANARI", "/admin/", "/admin/cases/",
          "/admin/appeals/", "/admin/committee-meetings/?export=csv", "/events/calendar.ics")  # fmt: skip


def faces(client, paths):
    """What the client gets, in order; each time as if nothing was kept from before."""
    cache.clear()
    found = {}
    for path in paths:
        client.cookies.pop("messages", None)
        with sweep.undone():
            found[path] = sweep.face(client.get(path))
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_hidden_changes_nothing_for_those_from_whom_it_is(matters, clients, change):
    state, differ, roles, _witness = CHANGES[change]
    with matters.during(state) as matter:
        application = f"/applications/{matter.application.public_id}/"
        every = dict.fromkeys([application, f"{application}appeal/", *PUBLIC, *seeds(matters, state)])
        chosen = {role: share(every, f"{change} {role}") for role in roles}
        before = {role: faces(clients[role], chosen[role]) for role in roles}
        differ(matters, matter)
        after = {role: faces(clients[role], chosen[role]) for role in roles}

    changed = {(role, path) for role in roles for path in chosen[role] if before[role][path] != after[role][path]}
    assert changed == set()
