"""The filled sample city holds what it promises; no browser is asked."""

import csv
import html
from urllib.request import urlopen

import pytest

from brands.models import Entry
from certifications.actions import releases
from certifications.models import Certificate, Program, Round
from certifications.permissions import in_conflict
from events.models import Event
from home import clock
from matching.demo import FIGURES
from organizations.demo import sample
from organizations.models import Membership, User

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
PROGRAMS = {"kis", "monozukuri-brand", "meister", "design-competition"}


def test_the_register_has_sixty_subjects_over_four_programs_and_eight_years(city):
    shown = Certificate.objects.filter(pk__in=Entry.objects.values("certificate"))

    assert len(set(shown.values_list("subject", flat=True))) == 60
    assert set(shown.values_list("program__slug", flat=True)) == PROGRAMS
    assert sorted(set(shown.values_list("fiscal_year", flat=True))) == list(range(2018, 2026))
    assert set(shown.values_list("state", flat=True)) == {"active", "suspended", "withdrawn", "surrendered", "superseded"}
    assert shown.filter(valid_until__lt=clock.today()).exists()
    assert shown.filter(level__code="premium").exists()


def test_four_rounds_run_each_in_another_phase(city):
    running = {round_.program.slug: round_ for round_ in Round.objects.running().select_related("program")}
    states = {slug: set(round_.applications.values_list("state", flat=True)) for slug, round_ in running.items()}

    assert {slug: round_.state for slug, round_ in running.items()} == {
        "kis": "judging", "monozukuri-brand": "published", "meister": "published", "design-competition": "deciding",
    }  # fmt: skip
    assert states["meister"] == {"draft", "submitted"}
    assert "correction" in states["monozukuri-brand"]
    assert releases.obstacles(running["design-competition"]) == []
    assert running["design-competition"].announces_at <= clock.now()


def test_twelve_events_stand_in_the_calendar(city):
    assert Event.objects.announced(clock.now()).count() == 12


def test_everybody_who_is_promised_can_sign_in(city):
    people = {row["code"]: row for row in sample("people")}
    users = {user.email: user for user in User.objects.filter(email__in=[row["email"] for row in people.values()])}
    assert all(users[row["email"]].is_active for row in people.values())

    roles = {slug: set(Program.objects.get(slug=slug).roles.values_list("role", flat=True)) for slug in PROGRAMS}
    groups = [name for user in users.values() for name in user.groups.values_list("name", flat=True)]
    count = {name: groups.count(name) for name in ("editor", "finance", "coordinator", "auditor", "administrator")}
    crews = [
        set(Membership.objects.filter(organization=each).values_list("role", flat=True))
        for each in Membership.objects.filter(role="viewer").values_list("organization", flat=True)
    ]

    assert roles == {slug: {"secretariat", "approver"} for slug in PROGRAMS}
    assert count == {"editor": 1, "finance": 2, "coordinator": 1, "auditor": 1, "administrator": 1}
    assert len([crew for crew in crews if crew == {"owner", "editor", "viewer"}]) >= 2
    assert users["nominee@takumi.example"].is_active


def test_of_the_judges_of_kis_one_has_an_interest(city):
    round_ = Round.objects.get(program__slug="kis", state="judging")
    panel = [seat.judge for seat in round_.panel.select_related("judge")]
    cases = list(round_.applications.select_related("subject"))

    assert len(panel) == 3
    assert sum(any(in_conflict(judge, case) for case in cases) for judge in panel) == 1


def test_the_published_figures_stand_on_their_page_with_source_and_definition(city):
    with urlopen(f"{city.url}/figures/") as answer:
        page = html.unescape(answer.read().decode())
    with FIGURES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    wanted = {row[name] for row in rows for name in ("program", "indicator", "source", "definition") if row[name]}
    wanted |= {f"{float(row['value']):,.0f}" for row in rows if float(row["value"]).is_integer()}
    assert len(rows) == 66
    assert {words for words in wanted if words not in page} == set()
