"""One predicate keeps a case from whoever has an interest in it, by whichever way: lists, search, counts, exports, files,
letters, sheets. Each guard, taken away, turns this red."""

import pytest
from django.urls import reverse

from certifications import recipients
from certifications.models import Application, Conflict, ConflictReach
from certifications.permissions import in_conflict, sees_all_of
from certifications.querysets import ApplicationQuerySet
from home import clock
from organizations.models import Organization
from tests.access.worlds import secret

SCOPES = ("application", "subject", "organization", "group")
LISTS = (
    "/admin/",
    "/admin/cases/",
    "/admin/cases/?q=KANARI",
    "/admin/cases/?export=csv",
    "/admin/cases/?export=xlsx",
    "/admin/cases/screening/",
    *(f"/admin/{desk}/{end}" for desk in ("extensions", "renewals", "disposals") for end in ("", "?q=KANARI", "?export=csv")),
)


def confirm(person, case, scope):
    """A confirmed conflict as it stands on record; nothing else is touched, so that only the predicate keeps the case."""
    application, facts = case.application, {"state": "confirmed", "source": "office", "recorded_at": clock.now()}
    if scope == "group":
        holding = Organization.objects.create(name_ja="持株会社", kind="large", created_at=clock.now())
        conflict = Conflict.objects.create(person=person, organization=holding, with_group=True, **facts)
        ConflictReach.objects.create(conflict=conflict, organization=application.organization)
        return conflict
    about = {"application": application, "subject": application.subject, "organization": application.organization}
    return Conflict.objects.create(person=person, **{scope: about[scope]}, **facts)


def places(world, case):
    """Every page, file and list of the desk on which the case could stand."""
    one, round_ = case.application.public_id, case.round.public_id
    paper = case.application.attachments.get(key=world.papers.key, name__startswith="KANARI")
    return [
        *LISTS,
        reverse("cases:detail", args=[one]),
        reverse("cases:compare", args=[one]),
        f"{reverse('cases:file', args=[one])}?id={paper.public_id}",
        reverse("rounds:detail", args=[round_]),
        reverse("rounds:connections", args=[round_]),
    ]


def shown(client, world, case):
    """Where the case is met: its name, its number, or a file of it."""
    words = (secret(case.stage, "subject"), case.application.receipt_number)
    found = []
    for place in places(world, case):
        response = client.get(place)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code == 200 and ("file" in place or any(word in body.decode("utf-8", "replace") for word in words)):
            found.append(place)
    return found


@pytest.mark.parametrize("scope", SCOPES)
def test_an_officer_meets_the_case_nowhere(world, enter, scope):
    with world.during("deciding") as case:
        before = shown(enter("secretary"), world, case)
        confirm(world.people["secretary"], case, scope)

        assert (len(before) >= 5, shown(enter("secretary"), world, case)) == (True, [])
        secretary = world.person("secretary")
        assert (sees_all_of(secretary, case.round), in_conflict(secretary, case.application)) == (False, True)
        assert secretary not in recipients.office(case.application)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_judge_finds_neither_sheet_nor_paper(world, enter, scope):
    with world.during("judging") as case:
        assignment = case.assignment_of(world.people["judge"])
        paper = case.application.attachments.get(key=world.papers.key, name__startswith="KANARI")
        sheet = reverse("certifications:judging_case", args=[assignment.public_id])
        file = reverse("certifications:judging_paper", args=[assignment.public_id, paper.public_id])
        before = enter("judge").get(sheet).status_code
        confirm(world.people["judge"], case, scope)

        client = enter("judge")
        assert (before, client.get(sheet).status_code, client.get(file).status_code) == (200, 404, 404)
        assert secret(case.stage, "subject") not in client.get("/judging/").content.decode()
        assert assignment not in type(assignment).objects.counting()


def test_without_the_guard_of_lists_the_case_is_met(world, enter, monkeypatch):
    monkeypatch.setattr(ApplicationQuerySet, "without_conflict", lambda self, _user: self)

    with world.during("deciding") as case:
        confirm(world.people["secretary"], case, "group")
        assert len(shown(enter("secretary"), world, case)) >= 3


def test_without_the_guard_of_letters_the_officer_is_told(world, db, monkeypatch):
    monkeypatch.setattr(recipients, "in_conflict", lambda _user, _application: False)

    with world.during("deciding") as case:
        confirm(world.people["secretary"], case, "group")
        assert world.person("secretary") in recipients.office(case.application)


def test_lists_ask_as_often_however_many_conflicts_there_are(world, db, django_assert_num_queries):
    with world.during("deciding") as case:
        for scope in SCOPES:
            confirm(world.people["secretary"], case, scope)
        secretary = world.person("secretary")
        with django_assert_num_queries(1):
            list(Application.objects.of_office(secretary))
        application = Application.objects.select_related("subject").get(pk=case.application.pk)
        with django_assert_num_queries(2):  # her memberships, and her conflicts
            in_conflict(secretary, application)
