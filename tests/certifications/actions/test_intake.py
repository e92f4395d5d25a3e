"""Paper and counter: entered by the office, counted by the day of arrival, with the same receipt, corrections and result."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import answering, applications, consents, corrections, intake, rounds
from certifications.actions.intake import PaperApplicant, PaperPerson
from certifications.models import Application
from certifications.refusals import (
    ApplicantNotAllowed,
    ConsentMissing,
    LimitReached,
    NotOpenForChange,
    PaperWaits,
    ReplyMissing,
    RoundNotOpen,
    TooLate,
)
from certifications.states import Channel
from home import clock
from home.models import Letter
from home.uploads.refusals import UploadRefused
from organizations.actions import organizations
from organizations.actions.organizations import CorporateNumberTaken
from organizations.models import Organization, User
from tests.certifications import making
from tests.home import samples

NAMES = {"name_ja": "手すり草", "name_kana": "", "name_en": ""}
NEW = {"name_ja": "有限会社かみのさと", "kind": "sme", "corporate_number": "7000012050002"}
POST_TO = "210-0007 川崎市川崎区駅前本町11-2\n有限会社かみのさと 紙野 里子"
LATE = making.tokyo("2026-12-05T10:00")


def scan(name="申請書.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def enter(round_, by, **changes):
    facts = {
        "channel": Channel.PAPER,
        "received_on": date(2026, 11, 20),
        "post_to": POST_TO,
        "applicant": PaperApplicant(new_organization=NEW),
        "names": NAMES,
    }
    return intake.enter(round_, by=by, **facts | changes)


def submitted_on_paper(round_, by, **changes):
    application = making.fill(enter(round_, by, **changes), by)
    applications.submit(application, by=by)
    return application


def test_enter_puts_the_organization_on_record_without_an_owner(open_round, secretary):
    application = enter(open_round, secretary, scans=[scan()])

    assert (application.state, application.channel, application.organization.memberships.count()) == ("draft", "paper", 0)
    assert [row.name for row in application.evidence.all()] == ["申請書.pdf"]
    first = application.history.order_by("seq").first()
    assert (first.action, first.by, first.facts) == (
        "application.enter",
        secretary,
        {"channel": "paper", "received_on": "2026-11-20"},
    )


@pytest.mark.parametrize(
    ("day", "now", "counts"),
    [
        (date(2026, 12, 1), LATE, True),
        (date(2026, 12, 2), LATE, False),
        (date(2026, 10, 1), LATE, True),
        (date(2026, 9, 30), LATE, False),
        (date(2026, 11, 22), making.DURING, False),
    ],
)
def test_the_day_of_arrival_counts_not_the_day_of_entering(open_round, secretary, day, now, counts):
    with clock.at(now):
        if counts:
            assert enter(open_round, secretary, received_on=day).received_on == day
        else:
            with pytest.raises(RoundNotOpen):
                enter(open_round, secretary, received_on=day)


def test_what_arrived_in_time_is_filled_and_submitted_after_the_close(open_round, secretary):
    with clock.at(LATE):
        application = enter(open_round, secretary)
        for question in open_round.form_version.questions.select_related("section"):
            if question.takes_files:
                making.put_file(application, question, secretary)
            elif question.kind != "explanation":
                answering.save(application, question.key, making.answer_to(question), read_version=0, by=secretary)

        version = applications.submit(application, by=secretary)

    assert (application.receipt_number, version.seq, version.submitted_by) == ("KIS2026-0001", 1, secretary)


def test_online_drafts_stay_closed_after_the_close(filled, owner):
    with clock.at(LATE), pytest.raises(TooLate):
        applications.submit(filled, by=owner)


def test_only_the_programs_secretariat_without_interest_enters(open_round, approver, owner, company, secretary):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    for person in (approver, owner, elsewhere):
        with pytest.raises(PermissionDenied):
            enter(open_round, person)
    company.memberships.create(user=secretary, role="viewer", started_at=clock.now())
    with pytest.raises(PermissionDenied):
        enter(open_round, secretary, applicant=PaperApplicant(organization=company))

    assert not Organization.objects.filter(name_ja=NEW["name_ja"]).exists()


def test_the_proxy_does_not_write_online_drafts(draft, secretary):
    question = draft.form_version.questions.filter(kind="short_text").first()

    with pytest.raises(PermissionDenied):
        answering.save(draft, question.key, "x", read_version=0, by=secretary)
    assert list(Application.objects.of_proxy(secretary)) == []


def test_a_known_corporate_number_is_not_taken_twice(open_round, secretary, company):
    Organization.objects.filter(pk=company.pk).update(corporate_number=NEW["corporate_number"])
    organizations.verify_number(company, evidence="登記事項証明書", by=None)

    with pytest.raises(CorporateNumberTaken):
        enter(open_round, secretary)

    assert Application.objects.count() == 0


def test_the_limit_counts_paper_and_online_together(open_round, secretary, company, owner):
    for number in range(open_round.rules["applicant_limit"] - 1):
        making.draft(open_round, owner, name=f"製品{number}", organization=company)
    enter(open_round, secretary, applicant=PaperApplicant(organization=company))

    with pytest.raises(LimitReached):
        enter(open_round, secretary, applicant=PaperApplicant(organization=company))


def test_an_address_and_a_channel_are_needed(open_round, secretary):
    for changes in ({"post_to": " "}, {"channel": Channel.ONLINE}):
        with pytest.raises(ApplicantNotAllowed):
            enter(open_round, secretary, **changes)


def test_a_bad_scan_begins_nothing(open_round, secretary):
    with pytest.raises(UploadRefused):
        enter(open_round, secretary, scans=[scan(), SimpleUploadedFile("a.exe", b"MZ")])

    assert (Application.objects.count(), Organization.objects.count()) == (0, 0)


def test_receipt_goes_on_paper_and_by_no_e_mail(open_round, secretary):
    application = submitted_on_paper(open_round, secretary)

    letters = Letter.objects.about(application.reference)
    assert [(row.kind, row.state, row.address, row.post_to) for row in letters] == [
        ("certifications/received_by_post", "to_post", "", POST_TO)
    ]
    assert application.receipt_number in letters[0].text


def test_members_of_an_organization_on_record_get_e_mail_and_paper(open_round, secretary, company, owner):
    application = submitted_on_paper(open_round, secretary, applicant=PaperApplicant(organization=company))

    kinds = {(row.kind, row.address) for row in Letter.objects.about(application.reference)}
    assert kinds == {("certifications/received_by_post", ""), ("certifications/received", owner.email)}


def test_corrections_take_the_same_way_with_a_note_who_said_what(open_round, secretary):
    application = submitted_on_paper(open_round, secretary)
    question = application.form_version.questions.filter(kind="short_text").first()
    corrections.request(application, {str(question.key): "型番を書いてください"}, due_on=date(2026, 11, 30), by=secretary)
    read_version = application.answers.get(key=question.key).version
    answering.save(application, question.key, "OR-1", read_version=read_version, by=secretary)
    item = application.correction_requests.get().items.get()

    with pytest.raises(ReplyMissing):
        corrections.reply(item, text="", by=secretary)
    corrections.reply(item, text="11月21日、紙野様より電話", by=secretary)
    version = corrections.resubmit(application, by=secretary)

    assert (version.seq, version.previous_sha256) == (2, application.versions.first().sha256)
    letter = Letter.objects.get(kind="certifications/correction_asked_by_post")
    assert "型番を書いてください" in letter.text


def test_a_case_on_paper_is_screened_like_any_other(open_round, secretary):
    application = submitted_on_paper(open_round, secretary)

    making.accepted(application, secretary)

    assert application.state == "in_review"


@pytest.fixture
def meisters(db):
    program = making.program("meister")
    office = making.office(program, "meister-office")
    return making.published_round(program, office), office


def test_a_person_without_an_address_applies_on_paper(meisters):
    round_, office = meisters
    person = PaperPerson("紙野 里子", "カミノ サトコ")

    application = enter(round_, office, applicant=PaperApplicant(person=person), names=NAMES | {"name_ja": "紙野 里子"})

    user = application.person
    assert (user.name, user.is_active, user.has_address, user.has_usable_password()) == ("紙野 里子", False, False, False)
    assert (application.is_nomination, application.subject.person) == (False, user)


def test_a_nomination_on_paper_needs_the_written_consent(meisters):
    round_, office = meisters
    nominator = PaperApplicant(person=PaperPerson("孫野 花"))
    application = enter(round_, office, applicant=nominator, names=NAMES | {"name_ja": "鳥海 修造"}, nominates=True)
    making.fill(application, office)
    with pytest.raises(ConsentMissing):
        applications.submit(application, by=office)

    consents.record(application, note="同意書（11月18日付、自署）", by=office)
    application = Application.objects.get(pk=application.pk)
    applications.submit(application, by=office)

    note = application.history.get(action="consent.record").note
    assert (application.state, note) == ("submitted", "同意書（11月18日付、自署）")


def test_written_consent_is_recorded_for_paper_only(meisters, owner):
    round_, office = meisters
    online = making.draft(round_, owner, person=owner)

    with pytest.raises(PermissionDenied):
        consents.record(online, note="x", by=office)
    own = enter(round_, office, applicant=PaperApplicant(person=PaperPerson("紙野 里子")))
    with pytest.raises(NotOpenForChange):
        consents.record(own, note="x", by=office)


def test_two_persons_of_one_name_are_two(meisters):
    round_, office = meisters
    for _number in range(2):
        enter(round_, office, applicant=PaperApplicant(person=PaperPerson("紙野 里子")))

    assert User.objects.filter(name="紙野 里子").count() == 2


def test_judging_waits_for_what_is_still_being_entered(open_round, secretary):
    application = enter(open_round, secretary)

    with clock.at(making.JUDGING):
        with pytest.raises(PaperWaits):
            rounds.open_judging(open_round, by=secretary)
        applications.withdraw(application, by=secretary)
        rounds.open_judging(open_round, by=secretary)

    assert open_round.state == "judging"
