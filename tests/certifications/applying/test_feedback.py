"""What an applicant reads of the judging after the release: bands and words meant for her, and nothing else of a sheet."""

import pytest

from certifications.actions import releases
from certifications.models import Review
from home import clock
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db

SECRET, FOR_HER, FOR_ALL = "KANARI自分用の覚え書き", "転倒への対策を見たいと思いました。", "KANARI公表用の講評"


@pytest.fixture
def released(in_judging, open_round, secretary, approver, judges):
    locked(open_round, secretary, {judge.email: 4 for judge in judges})
    Review.objects.update(private_note=SECRET, public_comment=FOR_ALL)
    Review.objects.filter(assignment__judge=judges[0]).update(applicant_comment=FOR_HER)
    approved(in_judging, secretary, approver)
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
        yield again(in_judging)


def page(released, owner, as_user, to):
    return as_user(owner).get(to("application", released)).content.decode()


def told(released, **feedback):
    type(released.round).objects.update(rules=released.round.rules | {"feedback": feedback})


def test_bands_and_words_are_told_where_the_program_says_so(released, owner, as_user, to):
    text = page(released, owner, as_user, to)

    criteria = list(released.round.rubric_version.criteria.values_list("label_ja", flat=True))
    assert (text.count("よく満たしている"), all(label in text for label in criteria), FOR_HER in text) == (
        len(criteria),
        True,
        True,
    )


def test_neither_is_told_where_it_says_no(released, owner, as_user, to):
    told(released, bands=False, comments=False)

    text = page(released, owner, as_user, to)

    assert ("よく満たしている" in text, FOR_HER in text) == (False, False)


def test_notes_names_and_points_are_never_told(released, owner, judges, as_user, to):
    text = page(released, owner, as_user, to)

    assert [word for word in (SECRET, FOR_ALL, *[judge.name for judge in judges]) if word in text] == []
