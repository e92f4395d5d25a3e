"""A holder gives notice of a change; the office notes it, issues a new certificate, ends the term, or does not accept it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from brands.models import Entry
from certifications.actions import certificates, changes, withdrawals
from certifications.certificate_permissions import may_keep, may_reissue, may_speak_for_holder
from certifications.models import Certificate, ChangeNotice
from certifications.refusals import (
    ChangeDayToCome,
    ChangeNoticeOpen,
    ChangeWordsMissing,
    EffectWrong,
    MendingUnsaid,
    NewNameMissing,
    TermNotShorter,
    TooManyFiles,
    WithdrawalUnderWay,
)
from certifications.verification import public_events
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
NEW = {"ja": "橘ロボティクス株式会社", "en": "Tachibana Robotics", "zh": ""}
WORDS = "商号を変更しました。"


@pytest.fixture
def owner(certificate):
    return issuing.holder(certificate)


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(certificate):
    return User.objects.get(email="a-kis@people.example")


def noticed(certificate, by, **facts):
    wanted = {"kind": "holder", "changed_on": clock.today(), "words": WORDS, "new": NEW} | facts
    return changes.notice(certificate, **wanted, by=by)


def told(kind):
    return sorted(Letter.objects.filter(kind=f"certifications/{kind}").values_list("address", flat=True))


def actions_of(record):
    return list(record.history.order_by("seq").values_list("action", flat=True))


def test_an_accepted_name_stands_on_the_certificate_and_what_it_was_stays_known(certificate, owner, secretary):
    before = certificate.holder_ja
    Certificate.objects.update(pdf=None)
    made = noticed(certificate, owner)

    changes.accept(made, answer="承りました。", note="登記で確認", public={"ja": "商号変更"}, by=secretary)

    fresh, done = again(certificate), again(made)
    assert (fresh.holder_ja, fresh.holder_en, fresh.number, fresh.state) == (NEW["ja"], NEW["en"], certificate.number, "active")
    assert (done.state, done.effect, done.answered_by) == ("accepted", "noted", secretary)
    event = fresh.history.get(action="certificate.amend")
    assert (event.facts["before"]["holder_ja"], event.facts["after"]["holder_ja"], event.to_state) == (before, NEW["ja"], "")
    assert [each.change for each in public_events(fresh)] == ["", f"{before} → {NEW['ja']}\n商号変更"]
    assert actions_of(made) == ["change.notice", "change.accept"]
    assert (told("change_noticed"), told("change_answered")) == ([secretary.email], [owner.email])
    assert NEW["ja"] in Entry.objects.get(certificate=fresh).search_text()


def test_the_paper_and_the_credential_follow_a_new_name(certificate, owner, secretary):
    certificates.render(certificate)
    first = again(certificate)
    made = noticed(first, owner)

    changes.accept(made, by=secretary)
    waiting = again(certificate)
    certificates.render(waiting)

    last = again(certificate)
    texts = last.issued_files.credentials().order_by("pk").values_list("text", flat=True)
    assert (first.pdf is not None, waiting.pdf, last.pdf is not None, last.pdf != first.pdf) == (True, None, True, True)
    assert [NEW["ja"] in text for text in texts] == [False, True]


def test_of_an_address_the_public_learns_nothing(certificate, owner, secretary):
    made = noticed(certificate, owner, kind="address", words="麻生区へ移転しました。", new={})

    changes.accept(made, public={"ja": ""}, by=secretary)

    assert [event.action for event in public_events(certificate)] == ["certificate.issue"]
    assert again(certificate).holder_ja == certificate.holder_ja


def test_a_new_certificate_takes_the_place(certificate, owner, approver, secretary):
    other = noticed(certificate, owner, kind="revision", words="改良型にしました。", new={})
    made = noticed(certificate, owner, kind="name", new={"ja": "折りたたみ車いす 改"})

    newer = changes.reissue(made, by=approver)

    old = again(certificate)
    assert (old.state, old.reason_class, old.newer, newer.predecessor) == ("superseded", "replaced", newer, old)
    assert (newer.name_ja, newer.decision, newer.valid_until, newer.state) == (
        "折りたたみ車いす 改", old.decision, old.valid_until, "active",
    )  # fmt: skip
    assert len({newer.number, old.number, newer.code, old.code}) == 4
    assert Entry.objects.filter(certificate=newer).count() == 1
    assert (again(made).effect, again(made).certificate, again(other).certificate) == ("reissued", old, newer)
    assert (Certificate.objects.ever().get(), newer.valid_from) == (newer, clock.today())
    changes.accept(again(other), by=secretary)
    assert again(other).state == "accepted"


def test_the_newer_entry_is_shown_as_the_older_one_was(certificate, owner, approver):
    older = Entry.objects.get(certificate=certificate)
    older.texts.create(language="en", tagline="Light and easy")
    Entry.objects.update(hidden_at=clock.now(), website="https://tachibana.example/")

    newer = changes.reissue(noticed(certificate, owner), by=approver)

    entry = Entry.objects.get(certificate=newer)
    assert (entry.website, entry.hidden_at is not None, entry.texts.get(language="en").tagline) == (
        "https://tachibana.example/", True, "Light and easy",
    )  # fmt: skip
    assert (entry.slug != older.slug, entry.texts.count(), again(older).texts.count()) == (True, 2, 2)


def test_no_new_number_hides_a_suspension_or_a_withdrawal(certificate, owner, secretary, approver):
    made = noticed(certificate, owner)
    certificates.suspend(certificate, reason_class="safety", reason={"ja": "検査のため"}, by=secretary)
    with pytest.raises(IllegalTransition):
        changes.reissue(made, by=approver)
    certificates.reinstate(certificate, by=secretary)
    day = withdrawals.first_possible_day(certificate.program)
    withdrawals.begin(certificate, reason_class="facts", grounds="相違", answer_until=day, by=secretary)
    with pytest.raises(WithdrawalUnderWay):
        changes.reissue(made, by=approver)

    assert (again(certificate).state, Certificate.objects.count()) == ("active", 1)


def test_what_is_discontinued_gets_a_last_day(certificate, owner, secretary, approver):
    last = clock.today() + timedelta(days=30)
    made = noticed(certificate, owner, kind="discontinued", words="製造を終了します。", new={}, changed_on=last)
    for verb, by in ((changes.accept, secretary), (changes.reissue, approver)):
        with pytest.raises(EffectWrong):
            verb(made, by=by)
    with pytest.raises(TermNotShorter):
        changes.accept_end(made, last_day=clock.today() - timedelta(days=1), by=secretary)

    changes.accept_end(again(made), last_day=last, by=secretary)

    fresh = again(certificate)
    assert (fresh.valid_until, again(made).effect) == (last, "ended")
    assert [fresh.status_on(last), fresh.status_on(last + timedelta(days=1))] == ["valid", "expired"]


def test_only_what_is_discontinued_is_ended_by_a_notice(certificate, owner, secretary):
    with pytest.raises(EffectWrong):
        changes.accept_end(noticed(certificate, owner), last_day=clock.today(), by=secretary)


def test_sent_back_mended_and_refused(certificate, owner, secretary):
    made = noticed(certificate, owner)
    with pytest.raises(MendingUnsaid):
        changes.send_back(made, answer=" ", by=secretary)

    changes.send_back(made, answer="登記の写しを添えてください。", by=secretary)
    changes.mend(made, changed_on=clock.today(), words="写しを添えました。", new=NEW, by=owner)
    changes.refuse(made, answer="登記と一致しません。", note="電話で確認", by=secretary)

    assert actions_of(made) == ["change.notice", "change.return", "change.mend", "change.refuse"]
    assert (again(made).state, again(made).words, again(certificate).holder_ja) == (
        "refused", "写しを添えました。", certificate.holder_ja,
    )  # fmt: skip
    words = "".join(letter.subject + letter.text for letter in Letter.objects.filter(kind="certifications/change_answered"))
    assert (told("change_answered"), "登記と一致" in words, "電話で確認" in words) == ([owner.email] * 2, False, False)


def test_taken_back_it_can_be_noticed_anew(certificate, owner, secretary):
    made = noticed(certificate, owner)
    with pytest.raises(ChangeNoticeOpen):
        noticed(certificate, owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeNotice.objects.create(
            certificate=certificate, kind="holder", changed_on=clock.today(), words="x", noticed_by=owner, noticed_at=clock.now()
        )

    changes.take_back(made, by=owner)

    with pytest.raises(IllegalTransition):
        changes.accept(made, by=secretary)
    assert noticed(certificate, owner).state == "noticed"


def test_what_a_notice_has_to_say(certificate, owner):
    with pytest.raises(ChangeWordsMissing):
        noticed(certificate, owner, words=" ")
    with pytest.raises(NewNameMissing):
        noticed(certificate, owner, new={"en": "Only English"})
    same = {"ja": certificate.holder_ja, "en": certificate.holder_en, "zh": certificate.holder_zh}
    with pytest.raises(NewNameMissing):
        noticed(certificate, owner, new=same)
    with pytest.raises(ChangeDayToCome):
        noticed(certificate, owner, changed_on=clock.today() + timedelta(days=1))
    with pytest.raises(TooManyFiles):
        noticed(certificate, owner, uploads=[SimpleUploadedFile("a.pdf", b"")] * 6)

    assert ChangeNotice.objects.count() == 0


def test_notices_of_an_ended_certificate_have_no_object(certificate, owner, secretary):
    made = noticed(certificate, owner)

    certificates.give_back(certificate, reason_class="wish", by=owner)

    assert (again(made).state, actions_of(made)) == ("moot", ["change.notice", "change.end"])
    with pytest.raises(IllegalTransition):
        noticed(again(certificate), owner)


def test_what_came_on_paper_is_entered_by_the_office(certificate, owner, secretary):
    facts = {"kind": "representative", "changed_on": clock.today(), "words": "代表者が交代しました。"}
    with pytest.raises(PermissionDenied):
        changes.enter(certificate, told_by="letter", **facts, by=owner)

    made = changes.enter(certificate, told_by="letter", **facts, by=secretary)

    assert (made.told_by, actions_of(made), told("change_noticed")) == ("letter", ["change.enter"], [])


def test_who_may(certificate, owner, secretary, approver):
    people = {"owner": owner, "secretary": secretary, "approver": approver, "stranger": making.person("stranger")}
    for role in ("editor", "viewer"):
        people[role] = making.person(role)
        certificate.organization.memberships.create(user=people[role], role=role, started_at=clock.now())

    table = {
        name: [may(User.objects.get(pk=person.pk), certificate) for may in (may_speak_for_holder, may_keep, may_reissue)]
        for name, person in people.items()
    }

    assert table == {
        "owner": [True, False, False],
        "editor": [True, False, False],
        "viewer": [False, False, False],
        "stranger": [False, False, False],
        "secretary": [False, True, False],
        "approver": [False, False, True],
    }


@pytest.mark.parametrize("verb", ["send_back", "refuse", "accept", "reissue", "take_back"])
def test_nobody_else_moves_a_notice(certificate, owner, secretary, verb):
    made = noticed(certificate, owner)
    said = {"answer": "理由"} if verb in {"send_back", "refuse"} else {}

    with pytest.raises(PermissionDenied):
        getattr(changes, verb)(made, **said, by=secretary if verb in {"reissue", "take_back"} else owner)

    assert again(made).state == "noticed"
