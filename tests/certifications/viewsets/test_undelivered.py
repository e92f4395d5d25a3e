"""Letters that did not arrive: who of the office sees them, sends them again, or has them posted."""

import pytest
from django.urls import reverse

from certifications.actions import conflicts, letters_by_post, releases, undelivered
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(submitted):
    """The receipt's letter, which came back."""
    row = Letter.objects.filter(about=submitted.reference, kind="certifications/received").first()
    Letter.objects.filter(pk=row.pk).update(state="returned", sent_at=clock.now(), error="5.1.1 User unknown")
    return Letter.objects.get(pk=row.pk)


def page(name, letter):
    return reverse(f"undelivered:{name}", args=[letter.public_id])


def test_secretariat_sees_what_came_back_and_why(at_desk, secretary, letter):
    client = at_desk(secretary)

    listed = client.get(reverse("undelivered:index")).content.decode()
    shown = client.get(page("detail", letter)).content.decode()
    board = client.get("/admin/").content.decode()

    assert ("5.1.1 User unknown" in listed, "5.1.1 User unknown" in shown) == (True, True)
    assert "届いていない手紙が1件" in board


def test_letter_that_arrived_is_not_listed(at_desk, secretary, letter):
    Letter.objects.filter(pk=letter.pk).update(state="sent")

    assert at_desk(secretary).get(page("detail", letter)).status_code == 404


def test_another_programs_secretariat_finds_nothing(at_desk, letter):
    elsewhere = making.office(making.program("meister"), "secretary-elsewhere")

    assert at_desk(elsewhere).get(page("detail", letter)).status_code == 404
    assert undelivered.visible_to(elsewhere).count() == 0


def test_who_has_an_interest_in_the_case_finds_nothing(at_desk, secretary, submitted, letter):
    colleague = making.office(submitted.round.program, "colleague")
    program = submitted.round.program
    conflicts.record(secretary, program=program, organization=submitted.organization, reason="親族", by=colleague)

    assert at_desk(secretary).get(page("detail", letter)).status_code == 404
    assert not undelivered.may_deal(secretary, letter)


def test_letter_is_sent_again(at_desk, secretary, letter):
    response = at_desk(secretary).post(page("again", letter))

    letter.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, reverse("undelivered:index"))
    assert (letter.state, letter.sent_at, undelivered.visible_to(secretary).count()) == ("queued", None, 0)


def test_letter_moves_to_the_letters_to_post_with_the_companys_address(at_desk, secretary, submitted, letter):
    client = at_desk(secretary)
    proposed = client.get(page("paper", letter)).content.decode()

    client.post(page("paper", letter), {"post_to": "210-0007 川崎市川崎区\n紙野 里子"})

    letter.refresh_from_db()
    assert str(submitted.organization) in proposed
    assert (letter.state, letter.post_to) == ("to_post", "210-0007 川崎市川崎区\n紙野 里子")
    assert list(letters_by_post.visible_to(secretary)) == [letter]


def test_address_is_asked_for(at_desk, secretary, letter):
    at_desk(secretary).post(page("paper", letter), {"post_to": " "})

    letter.refresh_from_db()
    assert letter.state == "returned"


def test_letter_to_a_judge_is_the_rounds(secretary, in_judging, judges):
    row = Letter.objects.filter(kind="certifications/judging_opened").first()
    Letter.objects.filter(pk=row.pk).update(state="failed", error="timed out")

    assert list(undelivered.visible_to(secretary)) == [row]
    assert undelivered.may_deal(secretary, row)


def test_round_says_where_the_letters_of_its_result_stand(at_desk, in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver)
    before = at_desk(secretary).get(reverse("rounds:detail", args=[open_round.public_id])).context["delivery"]
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
        told = Letter.objects.filter(kind="certifications/decided", about=in_judging.reference)
        told.filter(pk=told.first().pk).update(state="returned", sent_at=clock.now())

        after = at_desk(secretary).get(reverse("rounds:detail", args=[open_round.public_id])).context["delivery"]

    assert (before, dict(after)["不達で戻りました"], sum(count for _label, count in after)) == ([], 1, told.count())
