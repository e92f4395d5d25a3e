"""Worlds that differ only in the sealed decision give byte-equal pages to everybody who may not know it."""

import os
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from certifications.actions import decisions, results, rounds, screening
from certifications.models import Application, Decision, Round
from home import clock
from home.models import Letter
from tests.access import addresses, sweep
from tests.access.worlds import HOURS
from tests.certifications import making

OUTSIDE = ("anonymous", "owner", "viewer", "other", "judge", "judge_conflict", "secretary_elsewhere", "finance", "web_editor",
           "administrator", "auditor", "secretary_conflict", "approver_conflict")  # fmt: skip
FELT_BY = ("owner", "judge_conflict", "secretary", "auditor")
PUBLIC = ("/", "/programs/", "/programs/kis/", "/brands/", "/search/?q=KANARI-deciding", "/sitemap.xml",
          "/events/calendar.ics", "/my/", "/judging/", "/admin/cases/", "/admin/rounds/", "/admin/certificates/",
          "/admin/cases/?export=csv", "/admin/")  # fmt: skip

SOAK = os.environ.get("SOAK") == "1"


def pages_of(world, stage):
    """What everybody can ask about the stage's case, and the places where it might show."""
    with world.during(stage) as case:
        seen = dict.fromkeys(request.path for request in addresses.everything(world, case) if request.method == "GET")
    return [path for path in seen if "/brands/" not in path] + list(PUBLIC)


def warmed(enter, role, paths):
    """Asks once for what a process keeps for good (content types, sites); gives the answers of now, as `faces` does."""
    client = enter(role)
    with sweep.undone():
        for path in paths:
            client.get(path)
    return faces(enter, role, paths)


def faces(enter, role, paths):
    """The answers to all paths, masked, with the number of queries that each took."""
    client, found = enter(role), {}
    cache.clear()
    for path in paths:
        with (
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            client.cookies.pop("messages", None)  # what the desk's door said to an earlier knock
            found[path] = (sweep.face(client.get(path)), len(queries))
            transaction.set_rollback(True)
    return found


def undecided(case):
    """Takes the case's decision out of the world, as if the office had not met yet."""
    Decision.objects.filter(application=case).delete()


def decided(world, case, outcome, *, reasons, approve=True):
    secretary, approver = world.person("secretary"), world.person("approver")
    level = world.program.levels.last() if outcome == "certified" else None
    application = Application.objects.get(pk=case.pk)
    decision = decisions.draft(application, outcome=outcome, level=level, reasons=reasons, public_comment=reasons, by=secretary)
    if approve:
        decisions.propose(decision, by=secretary)
        decisions.approve(decision, by=approver)


WORLDS = {
    "nothing decided": lambda _world, _case: None,
    "drafted": lambda world, case: decided(world, case, "certified", reasons="すばらしい", approve=False),
    "accepted": lambda world, case: decided(world, case, "certified", reasons="すばらしい"),
    "refused": lambda world, case: decided(world, case, "not_certified", reasons="理念6を満たしていない。" * 9),
    "ineligible": lambda world, case: decided(world, case, "ineligible", reasons="要件を満たしていない。"),
}


def differing(first, second):
    return sorted(path for path in first if first[path] != second[path])


def unlike(enter, role, paths, worlds):
    """By world, the pages that are not as in the first one. `worlds` are calls that make them; each is undone."""
    seen = {name: seen_in(make, enter, role, paths) for name, make in worlds.items()}
    first = next(iter(worlds))
    if any(differing(seen[first], answers) for answers in seen.values()):
        # It had to ask for what a process keeps for good (content types, sites).
        seen[first] = seen_in(worlds[first], enter, role, paths)
    return {name: differing(seen[first], answers) for name, answers in seen.items()}


def seen_in(make, enter, role, paths):
    with transaction.atomic():
        make()
        found = faces(enter, role, paths)
        transaction.set_rollback(True)
    return found


def asked_of(role, roles, paths):
    """In CI a role is asked for each second page of the case, the next role for the others; and for every place of all."""
    turn = roles.index(role)
    return [path for place, path in enumerate(paths) if SOAK or path in PUBLIC or (place + turn) % 2 == 0]


@pytest.fixture
def undecided_world(world, db):
    case = world.cases["deciding"].application
    undecided(case)
    return world, case


@pytest.mark.parametrize("role", OUTSIDE)
def test_sealed_decision_changes_nothing_outside_the_office(undecided_world, enter, role):
    world, case = undecided_world
    paths = asked_of(role, OUTSIDE, pages_of(world, "deciding"))
    names = WORLDS if SOAK else ("nothing decided", "accepted", "refused")

    with clock.at(HOURS["deciding"]):
        found = unlike(enter, role, paths, {name: partial(WORLDS[name], world, case) for name in names})

    assert found == {name: [] for name in names}


def test_the_office_sees_the_difference(undecided_world, enter):
    world, case = undecided_world
    seen = []

    with clock.at(HOURS["deciding"]):
        for name in ("accepted", "refused"):
            with transaction.atomic():
                WORLDS[name](world, case)
                seen.append(warmed(enter, "approver", [f"/admin/cases/{case.public_id}/"]))
                transaction.set_rollback(True)

    assert seen[0] != seen[1]


def test_no_letter_tells_that_something_was_decided(undecided_world):
    world, case = undecided_world
    before = set(Letter.objects.values_list("key", flat=True))

    with clock.at(HOURS["deciding"]):
        decided(world, case, "not_certified", reasons="理由")

    assert set(Letter.objects.values_list("key", flat=True)) == before


def answers(enter, role, requests):
    """What every request gets, POSTs included, each undone: status, where it leads, and what the page says."""
    found = {}
    client = enter(role)
    for request in requests:
        client.cookies.pop("messages", None)  # what the request before was told
        with sweep.undone():
            found[request.method, request.path] = sweep.face(request.sent_by(client))
    return found


def test_refusal_in_screening_looks_like_judging(world, enter):
    """An application that lacks the requirements waits with the others: its own side cannot tell before the release."""
    case = world.cases["submitted"]
    requests = list(addresses.of_applicant(world, case))
    secretary, judge = world.person("secretary"), world.person("judge")
    paths = [path for path in pages_of(world, "submitted") if path.startswith("/applications/")] + ["/my/"]
    seen = {}

    for name in ("accepted for judging", "refused in screening"):
        with transaction.atomic():
            rounds.seat(case.round, judge, by=secretary)
            application = Application.objects.get(pk=case.application.pk)
            with clock.at(making.DURING):
                if name == "accepted for judging":
                    making.accepted(application, secretary)
                else:
                    for row in application.round.rules["checklist"]:
                        screening.check(application, row["code"], passed=True, by=secretary)
                    decided(world, case.application, "ineligible", reasons="要件を満たしていない。")
            with clock.at(making.JUDGING):
                rounds.open_judging(Round.objects.get(pk=case.round.pk), by=secretary)
                seen[name] = warmed(enter, "owner", paths), answers(enter, "owner", requests)
            transaction.set_rollback(True)

    (pages, said), (other_pages, said_then) = seen.values()
    assert differing(pages, other_pages) == []
    assert differing(said, said_then) == []


def test_acceptance_before_the_judging_is_not_felt(world, enter):
    """Whether the office has passed a case on already is its own affair, too."""
    case = world.cases["submitted"]
    requests = list(addresses.of_applicant(world, case))
    seen = []

    with clock.at(making.DURING):
        seen.append(answers(enter, "owner", requests))
        with transaction.atomic():
            making.accepted(Application.objects.get(pk=case.application.pk), world.person("secretary"))
            seen.append(answers(enter, "owner", requests))
            transaction.set_rollback(True)

    assert differing(*seen) == []


@pytest.mark.parametrize("role", FELT_BY)
def test_scores_change_nothing_for_others(world, enter, role):
    """Another judge's values and words are not felt by anybody before they are locked."""
    case = world.cases["judging"]
    sheet = case.assignment_of(world.people["judge"]).review
    paths = asked_of(role, FELT_BY, pages_of(world, "judging"))

    def written(value):
        sheet.scores.update(value=value)
        type(sheet).objects.filter(pk=sheet.pk).update(private_note="x" * value, applicant_comment="y" * value)

    with clock.at(HOURS["judging"]):
        found = unlike(enter, role, paths, {value: partial(written, value) for value in (1, 5)})

    assert found == {1: [], 5: []}


def test_release_shows_the_difference_to_the_own_side(world, enter):
    released = world.cases["released"].application

    with clock.at(HOURS["released"]):
        page = enter("owner").get(f"/applications/{released.public_id}/").content.decode()

    assert "KANARI-released-reasons" in page


def test_a_leak_of_the_outcome_would_be_seen(undecided_world, enter, monkeypatch):
    world, case = undecided_world
    monkeypatch.setattr(
        "certifications.progress.shown_state", lambda each: "decided" if hasattr(each, "decision") else "in_review"
    )
    seen = {}

    with clock.at(HOURS["deciding"]):
        for name in ("nothing decided", "accepted"):
            with transaction.atomic():
                WORLDS[name](world, case)
                seen[name] = warmed(enter, "owner", [f"/applications/{case.public_id}/"])
                transaction.set_rollback(True)

    assert differing(*seen.values()) == [f"/applications/{case.public_id}/"]


def test_reopened_and_locked_again_the_ranking_stays_with_the_office(world, enter):
    case = world.cases["deciding"]
    secretary = world.person("secretary")
    paths = [f"/applications/{case.application.public_id}/", "/my/"]

    with clock.at(HOURS["deciding"]):
        before = warmed(enter, "owner", paths)
        rounds.reopen_judging(case.round, by=secretary, reason="再確認")
        results.lock_and_rank(case.round, by=secretary)
        after = faces(enter, "owner", paths)

    assert differing(before, after) == []


def test_each_page_of_the_case_is_asked_by_half_of_the_roles():
    paths = [f"/applications/{number}/" for number in range(9)]

    asked = [path for role in OUTSIDE for path in asked_of(role, OUTSIDE, [*paths, *PUBLIC])]

    assert {asked.count(path) for path in PUBLIC} == {len(OUTSIDE)}
    assert {asked.count(path) for path in paths} == ({len(OUTSIDE)} if SOAK else {6, 7})
