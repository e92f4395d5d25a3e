"""What the desk changes about a round after it was prepared."""

from datetime import date

import pytest
from django.urls import reverse

from certifications.actions import programs, rounds
from events.models import Event
from organizations.actions import roles
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def address(round_, verb="detail"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


def as_shown(form):
    """What a browser sends back unchanged."""
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields} | {
        name: f"{form[name].value():%Y-%m-%dT%H:%M}" for name in ("opens_at", "closes_at", "announces_at")
    }


def test_the_timetable_is_changed_with_its_ceremony(at_desk, open_round, secretary, program):
    event = Event.objects.create(
        slug="ceremony", uid="u", kind="ceremony", program=program.slug, title_ja="授与式", fiscal_year=2026,
        starts_at=making.tokyo("2027-03-20T13:00"), ends_at=making.tokyo("2027-03-20T15:00"), updated_at=making.DURING,
    )  # fmt: skip
    client = at_desk(secretary)
    form = client.get(address(open_round, "timetable")).context["form"]
    sent = as_shown(form) | {"judging_until": "2027-02-05", "ceremony": event.pk, "opens_at": "2027-01-01T00:00"}

    answer = client.post(address(open_round, "timetable"), sent)

    changed = again(open_round)
    assert answer.status_code == 302
    assert [form.fields[name].disabled for name in ("opens_at", "closes_at", "announces_at")] == [True, True, False]
    assert (changed.judging_until, changed.ceremony, changed.opens_at) == (date(2027, 2, 5), event, making.OPENS)
    assert changed.announces_at == making.ANNOUNCES


def test_dates_out_of_order_are_said_and_kept(at_desk, open_round, secretary):
    client = at_desk(secretary)
    form = client.get(address(open_round, "timetable")).context["form"]

    answer = client.post(address(open_round, "timetable"), as_shown(form) | {"judging_until": "2028-01-01"})

    assert answer.context["form"].non_field_errors()
    assert again(open_round).judging_until == open_round.judging_until


def test_a_judge_is_taken_off_at_the_desk(at_desk, open_round, secretary, judges):
    for judge in judges:
        rounds.seat(open_round, judge, by=secretary)
    member = open_round.panel.get(judge=judges[0])

    answer = at_desk(secretary).post(address(open_round, "unseat"), {"member": member.pk, "reason": "任期満了"})

    assert answer.status_code == 302
    assert [row.judge for row in open_round.panel.all()] == [judges[1]]


def test_the_office_is_refused_as_a_judge_in_words(at_desk, open_round, secretary, approver):
    answer = at_desk(secretary).post(address(open_round, "seat"), {"email": approver.email})

    assert answer.context["form"].non_field_errors()
    assert open_round.panel.count() == 0


@pytest.mark.parametrize("typed", ["JUDGE1@Example.JP", "  judge1@example.jp ", "ｊｕｄｇｅ１＠ｅｘａｍｐｌｅ．ｊｐ"])
def test_a_judge_is_found_however_the_address_is_typed(at_desk, open_round, secretary, typed):
    judge = making.User.objects.create_user("judge1@example.jp", making.PASSWORD, name="判")

    answer = at_desk(secretary).post(address(open_round, "seat"), {"email": typed})

    assert answer.status_code == 302
    assert [row.judge for row in open_round.panel.all()] == [judge]


@pytest.fixture
def administrator():
    user = making.person("administrator")
    roles.grant(user, "administrator", by=None)
    return user


def test_roles_are_given_and_taken_at_their_desk(at_desk, program, administrator):
    person, client = making.person("hanako"), at_desk(administrator)
    about = reverse("people:detail", args=[person.public_id])
    link = f"{reverse('program-roles:add')}?email=hanako%40people.example"
    shown = client.get(about).content.decode()
    form = client.get(link).context["form"]

    given = client.post(link, {"email": " Hanako@people.example", "program": program.pk, "role": "secretariat"})
    row = person.program_roles.get()
    page = client.get(about).content.decode()
    taken = client.post(reverse("program-roles:end", args=[row.pk]))

    row.refresh_from_db()
    assert (link in shown, form["email"].value()) == (True, person.email)
    assert (given["Location"], taken.status_code) == (reverse("program-roles:detail", args=[row.pk]), 302)
    assert [word in page for word in (given["Location"], "プログラムの役割を付与")] == [True, True]
    assert (row.granted_by, row.ended_at is not None) == (administrator, True)
    assert "プログラムの役割を解除" in client.get(about).content.decode()
    assert client.get(given["Location"]).content.decode().count(administrator.name) >= 2


@pytest.mark.parametrize("email", ["nobody@people.example", "administrator@people.example", "off@people.example"])
def test_a_role_for_nobody_or_oneself_is_refused_in_words(at_desk, program, administrator, email):
    making.person("off", is_active=False)

    answer = at_desk(administrator).post(
        reverse("program-roles:add"), {"email": email, "program": program.pk, "role": "approver"}
    )

    assert list(answer.context["form"].errors) == ["email"]
    assert program.roles.count() == 0


def test_a_judge_of_a_running_round_is_refused_in_words(at_desk, open_round, program, secretary, judges, administrator):
    rounds.seat(open_round, judges[0], by=secretary)
    data = {"email": judges[0].email, "program": program.pk, "role": "approver"}

    answer = at_desk(administrator).post(reverse("program-roles:add"), data)

    assert answer.context["form"].non_field_errors()
    assert judges[0].program_roles.count() == 0


def test_the_desk_of_roles_is_closed_to_the_office_and_read_by_audit(at_desk, secretary, approver):
    auditor, key = making.person("auditor"), secretary.program_roles.get().pk
    roles.grant(auditor, "auditor", by=None)
    paths = [reverse("program-roles:index"), reverse("program-roles:detail", args=[key])]
    written = [reverse("program-roles:add"), reverse("program-roles:end", args=[key])]

    office = [at_desk(secretary).get(path).status_code for path in paths + written]
    audit = [at_desk(auditor).get(path).status_code for path in paths + written]
    at_desk(auditor).post(written[1])

    assert (office, audit) == ([302] * 4, [200, 200, 302, 302])
    assert secretary.program_roles.get().ended_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_listing_of_roles_asks_the_same_number_of_queries(at_desk, program, administrator, count, django_assert_num_queries):
    for number in range(count):
        programs.grant_role(program, making.person(f"officer-{number}"), "secretariat", by=administrator)
    client = at_desk(administrator)
    client.get(reverse("program-roles:index_results"))

    with django_assert_num_queries(6):
        response = client.get(reverse("program-roles:index_results"))

    assert len(response.context["object_list"]) == count
