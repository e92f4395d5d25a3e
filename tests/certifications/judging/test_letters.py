"""The letter that calls judges to work."""

import pytest

from certifications.actions import judging, rounds
from home import clock
from home.models import Letter
from tests.certifications import making


@pytest.mark.parametrize(
    ("language", "subject", "link"),
    [
        ("ja", "【かわさき基準（KIS） 令和8年度】審査のお願い（締切 2027年1月31日(日)）", "http://localhost:8000/judging/"),
        (
            "en",
            "Kawasaki Innovation Standard (KIS) FY2026: applications are waiting for your scores (due Jan 31, 2027 (Sun))",
            "http://localhost:8000/en/judging/",
        ),
    ],
)
def test_letter_says_by_when_and_where_and_names_no_case(in_review, open_round, secretary, language, subject, link):
    judge = making.person("judge", language=language, name="佐々木 真理")
    with clock.at(making.JUDGING):
        rounds.seat(open_round, judge, by=secretary)
        judging.spread(open_round, by=secretary)
        rounds.open_judging(open_round, by=secretary)

    letter = Letter.objects.get(kind="certifications/judging_opened")

    assert (letter.recipient, letter.subject, link in letter.text.splitlines()) == (judge, subject, True)
    assert [word for word in (in_review.subject.name_ja, in_review.applicant) if word in letter.subject + letter.text] == []


def test_letter_goes_only_to_judges_with_a_case(in_review, open_round, secretary):
    idle, busy = making.person("idle"), making.person("busy")
    with clock.at(making.JUDGING):
        rounds.seat(open_round, busy, by=secretary)
        judging.spread(open_round, by=secretary)
        rounds.seat(open_round, idle, by=secretary)
        rounds.open_judging(open_round, by=secretary)

    assert [letter.recipient for letter in Letter.objects.filter(kind="certifications/judging_opened")] == [busy]
