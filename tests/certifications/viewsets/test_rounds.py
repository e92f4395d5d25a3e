"""The desk of rounds: from the call to the release, by buttons."""

import pytest
from django.urls import reverse

from certifications import next_steps
from certifications.actions import decisions, results
from certifications.models import Certificate, Decision, Round
from certifications.refusals import PreviewStale
from home import clock
from home.desk.panels import DesksPanel
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked, score_everything

pytestmark = pytest.mark.django_db


def address(round_, verb="detail"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


def test_a_round_is_prepared_and_published_by_its_secretariat(at_desk, program, secretary):
    data = {
        "program": program.pk,
        "fiscal_year": 2027,
        "number": 20,
        "opens_at": "2027-06-01T09:00",
        "closes_at": "2027-07-31T17:00",
        "judging_until": "2027-12-01",
        "announces_at": "2028-03-10T10:00",
        "reviews_wanted": 3,
    }

    at_desk(secretary).post(reverse("rounds:add"), data)
    round_ = Round.objects.get(fiscal_year=2027)
    at_desk(secretary).post(address(round_, "publish"))

    assert again(round_).state == "published"
    assert round_.opens_at == making.tokyo("2027-06-01T09:00")


@pytest.mark.parametrize(("form", "word"), [(False, "様式"), (True, "審査基準")])
def test_a_round_of_a_program_without_form_or_criteria_is_refused_in_words(at_desk, form, word):
    program = making.bare_program()
    secretary = making.office(program, "secretary-of-it")
    if form:
        program.form_versions.create(number=1, created_at=clock.now(), published_at=clock.now())
    data = {"program": program.pk, "fiscal_year": 2027, "number": 20, "opens_at": "2027-06-01T09:00",
            "closes_at": "2027-07-31T17:00", "judging_until": "2027-12-01", "announces_at": "2028-03-10T10:00",
            "reviews_wanted": 3}  # fmt: skip

    response = at_desk(secretary).post(reverse("rounds:add"), data)

    assert response.status_code == 200
    assert [word in error for error in response.context["form"].non_field_errors()] == [True]
    assert Round.objects.count() == 0


def test_dates_out_of_order_are_explained(at_desk, program, secretary):
    data = {"program": program.pk, "fiscal_year": 2027, "number": 20, "opens_at": "2027-08-01T09:00",
            "closes_at": "2027-07-31T17:00", "judging_until": "2027-12-01", "announces_at": "2028-03-10T10:00",
            "reviews_wanted": 3}  # fmt: skip

    response = at_desk(secretary).post(reverse("rounds:add"), data)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Round.objects.count() == 0


def test_the_next_step_of_a_round_at_each_state(at_desk, in_review, open_round, secretary, approver, judges):
    seen = []

    def look(round_):
        seen.append((next_steps.of_round(round_, secretary).verb, next_steps.of_round(round_, approver).verb))

    look(again(open_round))
    with clock.at(making.JUDGING):
        look(again(open_round))
        making.judged(open_round, secretary, judges)
        look(again(open_round))
    score_everything(open_round)
    look(again(open_round))
    results.lock_and_rank(again(open_round), by=secretary)
    look(again(open_round))
    approved(in_review, secretary, approver)
    look(again(open_round))
    with clock.at(RELEASE):
        look(again(open_round))

    assert seen == [
        ("", ""),
        ("spread", ""),
        ("", ""),
        ("lock", ""),
        ("draft_by_rank", ""),
        ("", ""),
        ("", "release"),
    ]


def test_the_release_asks_once_more_and_shows_everything(at_desk, in_judging, open_round, secretary, approver, owner):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    client = at_desk(approver)
    with clock.at(RELEASE):
        page = client.get(address(open_round, "release")).content.decode()
        client.post(address(open_round, "release"), {})
        assert Certificate.objects.count() == 0

        seen = client.get(address(open_round, "release")).context["form"]["seen_as"].value()
        client.post(address(open_round, "release"), {"seen": "on", "seen_as": seen})

    assert owner.email in page
    assert Certificate.objects.count() == 1


def test_a_release_before_its_hour_is_refused_in_words(at_desk, in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)

    response = at_desk(approver).post(address(open_round, "release"), {"seen": "on", "seen_as": "x"})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert Certificate.objects.count() == 0


def test_a_release_of_what_has_changed_since_its_preview_is_refused_in_words(
    at_desk, in_judging, open_round, secretary, approver
):
    """A result was drafted anew and approved by another window: nothing is told until somebody has looked at it again."""
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    client = at_desk(approver)
    with clock.at(RELEASE):
        seen = client.get(address(open_round, "release")).context["form"]["seen_as"].value()
        decisions.send_back(again(in_judging).decision, comment="理由を", by=approver)
        approved(again(in_judging), secretary, approver, outcome="not_certified", reasons="基準に達しませんでした。")
        before = state_of(open_round)
        response = client.post(address(open_round, "release"), {"seen": "on", "seen_as": seen})

    assert str(PreviewStale()) in response.content.decode()
    assert state_of(open_round) == before == ("deciding", 0, 0, ["approved"])


def state_of(round_):
    told = Letter.objects.filter(kind="certifications/decided").count()
    return again(round_).state, Certificate.objects.count(), told, list(Decision.objects.values_list("state", flat=True))


def test_the_ranking_is_sealed_from_strangers(at_desk, in_judging, open_round, secretary):
    locked(open_round, secretary)
    stranger = making.office(making.program("meister"), "other-secretary")

    assert at_desk(stranger).get(address(open_round)).status_code == 404


def test_the_dashboard_says_what_is_due(at_desk, submitted, secretary):
    page = at_desk(secretary).get(reverse("wagtailadmin_home")).content.decode()

    assert submitted.receipt_number in page


def test_the_dashboard_lists_the_desks_that_one_may_enter(at_desk, submitted, secretary):
    at_desk(secretary)
    panel = DesksPanel()

    rows = panel.get_context_data({"request": type("Request", (), {"user": secretary})})["rows"]

    counts = {url: count for _label, count, url in rows}
    assert counts[reverse("cases:index")] == 1
    assert counts[reverse("rounds:index")] == 1
    assert reverse("people:index") not in counts


def test_the_dashboard_asks_once_what_comes_next_in_a_round(at_desk, submitted, secretary, monkeypatch):
    asked = []
    original = next_steps.of_round
    monkeypatch.setattr(next_steps, "of_round", lambda round_, user: asked.append(round_) or original(round_, user))

    at_desk(secretary).get(reverse("wagtailadmin_home"))

    assert asked == [submitted.round]
