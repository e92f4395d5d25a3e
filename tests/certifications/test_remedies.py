"""教示: a notice of each legal basis tells the right way to appeal, on the letter, on paper and on the page."""

import pytest

from certifications import remedies
from certifications.actions import releases
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

PARTIES = {
    "authority": {"ja": "川崎市長", "en": "the Mayor of Kawasaki"},
    "defendant": {"ja": "川崎市", "en": "the City of Kawasaki"},
    "representative": {"ja": "川崎市長", "en": "the Mayor"},
}
OWN = {"ja": "この認証は市の要綱にもとづくもので、審査請求の対象ではありません。", "en": "This rests on a guideline."}


@pytest.mark.parametrize("basis", ["law", "ordinance"])
def test_a_disposition_names_review_and_suit_with_their_terms(basis):
    text = remedies.instruction(basis, {}, PARTIES)

    assert set(text) == {"ja", "en", "zh"}
    for word in ("翌日から起算して3か月以内", "川崎市長に対して審査請求", "6か月以内に、川崎市を被告として", "1年を経過した"):
        assert word in text["ja"]
    assert [word in text["en"] for word in ("three months", "six months")] == [True, True]
    assert "{" not in "".join(text.values())


def test_a_guideline_says_its_own_way():
    assert remedies.instruction("guideline", OWN, {}) == OWN


def test_what_a_program_adds_stands_below_the_statutory_text():
    text = remedies.instruction("law", {"ja": "ご不明な点は事務局へ。"}, PARTIES)["ja"]

    assert text.endswith("ご不明な点は事務局へ。")


def test_faults_name_what_is_missing():
    assert remedies.faults_of("law", {}, {"authority": {"ja": "市長"}}) == [
        "appeal_parties names no defendant",
        "appeal_parties names no representative",
    ]
    assert remedies.faults_of("guideline", {}, {}) == ["appeal_text says no way of its own"]
    assert remedies.faults_of("ordinance", {}, PARTIES) + remedies.faults_of("guideline", OWN, {}) == []


@pytest.fixture(params=["law", "ordinance", "guideline"])
def program(request, db):
    own = OWN if request.param == "guideline" else {}
    return making.program(legal_basis=request.param, appeal_text=own, appeal_parties=PARTIES)


def test_a_refusal_carries_the_instruction_of_its_basis(program, in_judging, open_round, secretary, approver, owner, client):
    type(in_judging).objects.filter(pk=in_judging.pk).update(channel="paper", received_on=clock.today(), post_to="川崎市 1-1")
    locked(open_round, secretary)
    approved(in_judging, secretary, approver, outcome="not_certified")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
        client.force_login(owner)
        page = client.get(f"/applications/{in_judging.public_id}/").content.decode()

    letters = Letter.objects.filter(kind__startswith="certifications/decided")
    found = [*letters.values_list("text", flat=True), page]
    statutory = ["審査請求をすることができます" in text for text in found]
    own = [OWN["ja"] in text for text in found]
    assert len(found) == 3
    assert (statutory, own) == (([False] * 3, [True] * 3) if program.legal_basis == "guideline" else ([True] * 3, [False] * 3))


def test_a_file_of_a_law_without_parties_is_refused(db):
    with pytest.raises(ValueError, match="appeal_parties names no authority"):
        making.program(legal_basis="law")
