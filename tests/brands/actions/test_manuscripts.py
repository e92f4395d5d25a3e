"""Manuscripts: every move of the map, who may make it, and that only what was approved is shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from brands.actions import entries, manuscripts
from brands.models import Entry, EntryText, Manuscript
from brands.states import MANUSCRIPT_MOVES, ManuscriptState
from certifications.actions import conflicts
from home.states import IllegalTransition
from tests.brands import manuscripting
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(released):
    return Entry.objects.get()


VERBS = {
    "hand_in": (manuscripts.hand_in, {}, "handed_in"),
    "take_back": (manuscripts.take_back, {}, "draft"),
    "drop": (manuscripts.drop, {}, "dropped"),
    "send_back": (manuscripts.send_back, {"words": "直してください。"}, "returned"),
    "approve": (manuscripts.approve, {}, "shown"),
}
OFFICES = {"send_back", "approve"}
LEGAL = {
    ("draft", "hand_in"), ("draft", "drop"), ("returned", "hand_in"), ("returned", "drop"),
    ("handed_in", "take_back"), ("handed_in", "send_back"), ("handed_in", "approve"),
}  # fmt: skip


def in_state(state, entry, owner, secretary):
    match state:
        case "draft":
            manuscript = manuscripting.begun(entry, owner)
            manuscripting.wrote(manuscript, owner, tagline="新しい一行", story="物語")
            return manuscripting.fresh(manuscript)
        case "handed_in":
            return manuscripting.handed_in(entry, owner)
        case "returned":
            return manuscripting.returned(entry, owner, secretary)
        case "shown":
            return manuscripting.approved(entry, owner, secretary)
        case "dropped":
            return manuscripting.dropped(entry, owner)


def do(verb, manuscript, by):
    action, facts, _to = VERBS[verb]
    action(manuscript, by=by, **facts, **({"seen": manuscript.mark} if verb == "approve" else {}))


def test_the_map_says_what_the_verbs_do():
    reached = {(state, VERBS[verb][2]) for state, verb in LEGAL}

    assert reached == {(state, to) for state, moves in MANUSCRIPT_MOVES.items() for to in moves}
    assert set(MANUSCRIPT_MOVES) == set(ManuscriptState.values)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ManuscriptState.values)
def test_a_verb_moves_or_is_refused_by_the_map(entry, owner, secretary, state, verb):
    manuscript = in_state(state, entry, owner, secretary)
    by = secretary if verb in OFFICES else owner
    events = manuscript.history.count()

    if (state, verb) in LEGAL:
        do(verb, manuscript, by)
        expected = (VERBS[verb][2], events + 1)
    else:
        with pytest.raises(IllegalTransition):
            do(verb, manuscript, by)
        expected = (state, events)

    assert (Manuscript.objects.get().state, manuscript.history.count()) == expected


WHO = {
    "owner": set(VERBS) - OFFICES,
    "editor": set(VERBS) - OFFICES,
    "viewer": set(),
    "other owner": set(),
    "secretary": OFFICES,
    "approver": set(),
    "secretary in conflict": set(),
    "secretary of another program": set(),
    "superuser": set(),
}


@pytest.fixture
def people(company, owner, secretary, approver, program):
    near = making.office(program, "near")
    conflicts.record(near, program=program, organization=company, reason="親族", by=secretary)
    root = making.person("root", is_superuser=True, is_staff=True)
    return {
        "owner": owner,
        "editor": making.member(company, "editor", "editor"),
        "viewer": making.member(company, "viewer", "viewer"),
        "other owner": making.member(making.organization("別の会社"), "stranger"),
        "secretary": secretary,
        "approver": approver,
        "secretary in conflict": near,
        "secretary of another program": making.office(making.program("meister"), "far"),
        "superuser": root,
    }


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_for_those_of_the_table(entry, owner, secretary, people, verb):
    start = next(state for state, name in sorted(LEGAL) if name == verb)
    in_state(start, entry, owner, secretary)
    found = set()
    for name, person in people.items():
        with transaction.atomic():
            try:
                do(verb, manuscripting.fresh(Manuscript.objects.get()), person)
            except PermissionDenied:
                continue
            found.add(name)
            transaction.set_rollback(True)

    assert found == {name for name, verbs in WHO.items() if verb in verbs}


def test_begin_and_write_are_for_the_holders_writers(entry, people):
    found = set()
    for name, person in people.items():
        with transaction.atomic():
            try:
                manuscripting.wrote(manuscripting.begun(entry, person), person, tagline="言葉")
            except PermissionDenied:
                continue
            found.add(name)
            transaction.set_rollback(True)

    assert found == {"owner", "editor"}


def test_drafts_are_seen_by_their_holder_and_never_at_the_desk(entry, people, owner, secretary):
    draft = manuscripting.begun(entry, owner)
    in_writing = {name for name, person in people.items() if Manuscript.objects.visible_to(person).exists()}
    manuscripting.wrote(draft, owner, tagline="新しい一行", story="物語")
    manuscripts.hand_in(draft, by=owner)

    waiting = {name for name, person in people.items() if Manuscript.objects.visible_to(person).exists()}

    assert (in_writing, waiting) == (set(), {"secretary", "approver"})


def test_a_manuscript_begins_with_what_is_shown_and_is_begun_once(entry, owner, company):
    entries._put(entry, "en", {"tagline": "Folds in one motion"})
    first = manuscripts.begin(entry, by=owner)

    again = manuscripts.begin(entry, by=making.member(company, "editor", "editor"))

    assert again == first
    shown = {row.language: row.parts for row in entry.texts.all()}
    mine = {row.language: row.parts for row in first.texts.all()}
    assert mine == {**shown, "zh-hans": EntryText().parts}
    assert first.touched == []


def test_two_open_manuscripts_of_one_entry_cannot_stand(entry, owner):
    first = manuscripts.begin(entry, by=owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        Manuscript.objects.create(entry=entry, begun_by=owner, begun_at=first.begun_at)
