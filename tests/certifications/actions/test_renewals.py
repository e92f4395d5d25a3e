"""A certificate is renewed: campaign, invitation, an application out of the earlier one, and a release without a gap."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from brands.models import Entry, EntryPicture
from brands.models.facets import tally_of
from certifications.actions import applications, certificates, changes, releases, renewal_campaigns

from certifications.actions import renewal_moves, renewals, revisions, withdrawals  # isort: skip
from certifications.models import Application, Certificate, Renewal, Round
from certifications.refusals import RoundNotOpen
from certifications.refusals.renewals import (
    NobodyToInvite,
    RenewalHeldUp,
    RenewalUnderWay,
    RenewedAlready,
    RoundOverForRenewals,
    RoundWithoutRenewals,
    SectionsUnsaid,
    SpanWrong,
)
from certifications.renewal_deltas import of_application
from home import clock
from home.models import Letter
from matching import register_counts
from tests.certifications import issuing, making, renewing
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
END = date(2032, 2, 29)


@pytest.fixture
def certificate():
    return renewing.certificates()[0]


def told(kind):
    return sorted(Letter.objects.filter(kind=f"certifications/{kind}").values_list("address", flat=True))


def actions_of(record):
    return list(record.history.order_by("seq").values_list("action", flat=True))


def refused(action, refusal):
    with clock.at(renewing.DURING), pytest.raises(refusal):
        action()


def test_a_certificate_is_renewed_without_gap_or_overlap(certificate):
    newer = renewing.renewed(certificate)

    old = again(certificate)
    assert (old.valid_until, newer.valid_from, newer.valid_until) == (END, date(2032, 3, 1), date(2037, 2, 28))
    assert (newer.number, newer.predecessor, newer.is_renewal) == (f"{old.number}-2", old, True)
    assert (newer.subject, newer.organization, newer.name_ja, newer.holder_ja) == (
        old.subject, old.organization, old.name_ja, old.holder_ja,
    )  # fmt: skip
    days = (date(2032, 2, 1), END, date(2032, 3, 1), date(2037, 2, 28), date(2037, 3, 1))
    assert [(old.status_on(day), newer.status_on(day)) for day in days] == [
        ("valid", "not_yet"), ("valid", "not_yet"), ("superseded", "valid"), ("superseded", "valid"), ("superseded", "expired"),
    ]  # fmt: skip
    for day in days[:4]:
        assert Certificate.objects.valid_on(day).count() == 1
        assert dict(Certificate.objects.as_of(day).values_list("pk", "status_then")) == {
            old.pk: old.status_on(day),
            newer.pk: newer.status_on(day),
        }
        with clock.at(renewing.noon(day)):
            assert [(row.ever, row.now) for row in register_counts.by_program()] == [(1, 1)]
            tally = tally_of("")
            assert (tally.ever({}), tally.now({}), tally.counts({})["status"].get("not_yet")) == (1, 1, None)
    assert Certificate.objects.ever().count() == 1
    renewal = renewing.invitation(old)
    assert (renewal.state, actions_of(renewal)) == ("renewed", ["renewal.invite", "renewal.begin", "renewal.renew"])


def test_the_application_comes_out_of_the_earlier_one(certificate):
    renewing.campaign_of(certificate)

    application = renewing.begun(certificate)
    twice = renewing.begun(certificate)

    before = certificate.application.versions.last()
    copied = application.history.get(action="application.copy").facts
    answers = {str(answer.key): answer.value for answer in application.answers.all()}
    assert (application.renews, application.subject, twice) == (certificate, certificate.subject, application)
    assert copied["from"] == certificate.application.reference
    assert {key: before.answers[key] for key in copied["copied"] if key in before.answers} == {
        key: value for key, value in answers.items() if key in copied["copied"]
    }
    assert copied["renew"]
    assert not set(copied["renew"]) & set(answers)


def test_each_section_is_changed_or_said_to_be_unchanged(certificate):
    renewing.campaign_of(certificate)
    application = renewing.unchanged(renewing.begun(certificate))
    owner, question = application.created_by, application.form_version.questions.filter(kind="long_text").first()
    application.unchanged_sections.all().delete()
    revisions.write(application, question.key, "工程を改めました。", by=owner, over=application.answers.get(key=question.key))

    refused(lambda: applications.submit(application, by=owner), SectionsUnsaid)
    with clock.at(renewing.DURING):
        every = [delta.code for delta in of_application(application)]
        renewals.say_unchanged(application, every, by=owner)
        applications.submit(application, by=owner)

    deltas = {delta.code: delta for delta in of_application(application)}
    changed = question.section.code
    assert [row.question.key for row in deltas[changed].different] == [question.key]
    assert set(application.unchanged_sections.values_list("code", flat=True)) == set(every) - {changed}
    assert not any(delta.is_unsaid for delta in deltas.values())


def test_a_release_after_the_end_begins_on_its_own_day(certificate):
    late = making.tokyo("2032-03-20T11:00")

    newer = renewing.renewed(certificate, at=late)

    old = again(certificate)
    assert (newer.valid_from, newer.valid_until) == (date(2032, 3, 20), date(2037, 3, 19))
    days = (END, date(2032, 3, 1), date(2032, 3, 19), date(2032, 3, 20))
    assert [old.status_on(day) for day in days] == ["valid", "expired", "expired", "superseded"]
    assert [Certificate.objects.valid_on(day).count() for day in days] == [1, 0, 0, 1]


def test_a_recalled_renewal_leaves_no_trace_but_its_number(certificate):
    newer = renewing.renewed(certificate)
    pictures = EntryPicture.objects.filter(entry__certificate=certificate).count()

    with clock.at(renewing.RELEASE + timedelta(minutes=5)):
        releases.recall(newer.round, reason="水準の誤り", by=renewing.approver_of(certificate))

    old, void = again(certificate), again(newer)
    assert (void.state, void.predecessor, old.newer, renewing.invitation(old).state) == ("void", None, None, "begun")
    assert (Entry.objects.filter(certificate=old).count(), Entry.objects.filter(certificate=void).count()) == (1, 0)
    assert EntryPicture.objects.filter(entry__certificate=old).count() == pictures
    assert (old.status_on(END), old.status_on(END + timedelta(days=1))) == ("valid", "expired")
    anew = renewing.released(Round.objects.get(pk=newer.round_id))[-1]
    assert (anew.number, anew.predecessor) == (f"{old.number}-3", old)


def test_what_befalls_the_old_one_befalls_the_renewal_that_waits(certificate):
    newer = renewing.renewed(certificate)
    secretary, approver, owner = (
        renewing.secretary_of(certificate),
        renewing.approver_of(certificate),
        issuing.holder(certificate),
    )
    with clock.at(renewing.RELEASE + timedelta(days=1)):
        notice = changes.notice(
            certificate, kind="name", changed_on=clock.today(), words="改称", new={"ja": "新しい名前"}, by=owner
        )
        changes.accept(notice, by=secretary)
        refused_again = changes.notice(certificate, kind="revision", changed_on=clock.today(), words="改良", by=owner)
        with pytest.raises(RenewedAlready):
            changes.reissue(refused_again, by=approver)
        with pytest.raises(RenewedAlready):
            certificates.end_term(certificate, on=clock.today(), reason="終了", by=secretary)
        certificates.suspend(certificate, reason_class="safety", reason={"ja": "安全の確認"}, by=secretary)

    assert (again(newer).name_ja, again(newer).state, again(newer).status_on(END)) == ("新しい名前", "suspended", "not_yet")
    with clock.at(renewing.RELEASE + timedelta(days=2)):
        certificates.reinstate(again(certificate), by=secretary)
        withdrawals.begin(
            again(certificate), reason_class="criteria", grounds="基準", by=secretary,
            answer_until=withdrawals.first_possible_day(certificate.program),
        )  # fmt: skip
    with clock.at(renewing.noon(END + timedelta(days=1))):
        certificates.expire_due()

    assert [each.certificate for each in newer.withdrawals.under_way()] == [again(newer)]
    assert [each.state for each in newer.changes.open()] == ["noticed"]
    assert told("certificate_changed") == [owner.email] * 2  # suspended, reinstated; not that it ended


def test_who_will_not_renew_lets_it_end(certificate):
    campaign = renewing.campaign_of(certificate)
    owner, renewal = issuing.holder(certificate), renewing.invitation(certificate)
    with clock.at(renewing.DURING):
        renewals.note_opened(renewal, by=owner)
        renewals.decline(renewal, reason="製造を終えます。", by=owner)
        renewal_campaigns.remind_due()
    with clock.at(renewing.noon(END + timedelta(days=1))):
        renewal_moves.lapse_due()
        again_lapsed = renewal_moves.lapse_due()

    fresh = again(renewal)
    assert (fresh.state, fresh.reason, again_lapsed) == ("lapsed", "製造を終えます。", 0)
    assert actions_of(fresh) == ["renewal.invite", "renewal.open", "renewal.decline", "renewal.lapse"]
    assert (told("renewal_invited"), told("renewal_reminded")) == ([owner.email], [])
    assert str(campaign.round) in str(campaign)


def test_who_has_not_handed_in_is_reminded_once_before_the_end_and_once_before_the_close(certificate):
    renewing.campaign_of(certificate, remind_before_end=100, remind_before_close=14)
    sent = []
    for day in ("2031-10-20", "2031-11-16", "2031-11-17", "2031-11-18", "2031-11-21", "2031-11-22", "2031-11-30", "2031-12-02"):
        with clock.at(making.tokyo(f"{day}T09:00")):
            sent.append(renewal_campaigns.remind_due())

    assert sent == [0, 0, 1, 0, 1, 0, 0, 0]
    assert told("renewal_reminded") == [issuing.holder(certificate).email] * 2


def test_who_has_handed_in_is_not_reminded(certificate):
    renewing.campaign_of(certificate)
    renewing.submitted(certificate)

    with clock.at(making.tokyo("2031-11-25T09:00")):
        assert renewal_campaigns.remind_due() == 0


def test_what_stands_in_the_way_of_a_campaign_is_said(certificate):
    secretary, span = renewing.secretary_of(certificate), {"first_day": END - timedelta(days=9), "last_day": END}
    facts = span | {"remind_before_end": 0, "remind_before_close": 0}
    round_ = renewing.later_round(certificate)
    bare = renewing.later_round(certificate, number=7)
    Round.objects.filter(pk=bare.pk).update(rules=bare.rules | {"renewals": {}})

    for wrong, refusal in [
        (lambda: renewal_campaigns.begin(again(bare), by=secretary, **facts), RoundWithoutRenewals),
        (lambda: renewal_campaigns.begin(round_, by=secretary, **facts | {"first_day": END + timedelta(days=1)}), SpanWrong),
        (lambda: renewal_campaigns.begin(round_, by=secretary, **facts | {"last_day": END - timedelta(days=5)}), NobodyToInvite),
        (lambda: renewal_campaigns.begin(round_, by=issuing.holder(certificate), **facts), PermissionDenied),
    ]:
        refused(wrong, refusal)
    with clock.at(renewing.CLOSES), pytest.raises(RoundOverForRenewals):
        renewal_campaigns.begin(round_, by=secretary, **facts)
    renewing.campaign_of(certificate, round_)
    refused(lambda: renewal_campaigns.begin(round_, by=secretary, **facts), NobodyToInvite)


@pytest.mark.parametrize("how", ["suspended", "withdrawing"])
def test_what_is_held_up_is_neither_invited_nor_renewed(certificate, how):
    secretary, owner = renewing.secretary_of(certificate), issuing.holder(certificate)
    campaign = renewing.campaign_of(certificate)
    with clock.at(renewing.DURING):
        if how == "suspended":
            certificates.suspend(certificate, reason_class="safety", reason={"ja": "安全の確認"}, by=secretary)
        else:
            day = withdrawals.first_possible_day(certificate.program)
            withdrawals.begin(certificate, reason_class="criteria", grounds="基準", answer_until=day, by=secretary)
        ending = renewal_campaigns.candidates(certificate.program, campaign.first_day, campaign.last_day)
        assert ending.count() == 0

    refused(lambda: renewals.begin(renewing.invitation(certificate), by=owner), RenewalHeldUp)


def test_only_the_holder_begins_once_and_in_time(certificate):
    campaign = renewing.campaign_of(certificate)
    renewal, owner, stranger = renewing.invitation(certificate), issuing.holder(certificate), making.person("stranger")

    refused(lambda: renewals.begin(renewal, by=stranger), PermissionDenied)
    refused(lambda: renewals.decline(renewal, by=stranger), PermissionDenied)
    with clock.at(renewing.OPENS - timedelta(days=1)), pytest.raises(RoundNotOpen):
        renewals.begin(renewal, by=owner)
    with clock.at(renewing.CLOSES), pytest.raises(RoundNotOpen):
        renewals.begin(renewal, by=owner)
    application = renewing.begun(certificate)
    refused(lambda: renewals.decline(renewal, by=owner), RenewalUnderWay)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            round=application.round, form_version=application.form_version, subject=application.subject, renews=certificate,
            organization=application.organization, created_by=owner, created_at=clock.now(),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Renewal.objects.create(campaign=campaign, certificate=certificate, invited_at=clock.now())


def test_what_is_renewed_is_not_renewed_again(certificate):
    renewing.renewed(certificate)

    refused(lambda: renewals.begin(renewing.invitation(again(certificate)), by=issuing.holder(certificate)), RenewedAlready)


def test_a_certificate_issued_anew_takes_invitation_and_application_along(certificate):
    renewing.campaign_of(certificate)
    application = renewing.begun(certificate)
    with clock.at(renewing.DURING):
        notice = changes.notice(
            certificate,
            kind="name",
            changed_on=clock.today(),
            words="改称",
            new={"ja": "新しい名前"},
            by=issuing.holder(certificate),
        )
        newer = changes.reissue(notice, by=renewing.approver_of(certificate))

    assert (again(application).renews, renewing.invitation(newer).state) == (newer, "begun")
