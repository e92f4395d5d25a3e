"""Papers whose time is over: proposed, approved by somebody else, held back, carried out by the worker."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from certifications import reading, versions
from certifications.actions import disposals, holds, receipts
from certifications.disposal_states import DISPOSAL_MOVES, DisposalState
from certifications.models import AnswerRevision, ApplicationVersion, Disposal, EmptiedVersion
from certifications.refusals import AnotherDisposes, CommentMissing, NothingDue
from home import clock
from home.actions import files
from home.models import StoredFile
from home.states import IllegalTransition
from tests.certifications import disposing, making
from tests.certifications.deciding import again
from tests.certifications.disposing import DAY_AFTER, DUE, FINAL, confirmed, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return disposing.program()


@pytest.fixture
def case(submitted, secretary, owner):
    return disposing.over(submitted, secretary, owner)


def carried_out(disposal, at=DAY_AFTER):
    with clock.at(at):
        done = disposals.carry_out_due()
    return done, again(disposal)


def test_propose_counts_what_is_due_and_nothing_before_its_day(case, secretary):
    with clock.at(DUE - timedelta(days=1)), pytest.raises(NothingDue):
        disposals.propose(case.round, "case", by=secretary)

    with clock.at(DUE):
        disposal = disposals.propose(case.round, "case", by=secretary)
        twice = disposals.propose(case.round, "case", by=secretary)

    assert (twice, disposal.state, disposal.counts["cases"], disposal.counts["messages"]) == (disposal, "proposed", 1, 1)
    assert disposal.rule == {"final_months": 3, "case_years": 5, "unsubmitted_years": 1}


def test_propose_needs_a_round_that_is_over(submitted, secretary):
    with clock.at(DUE), pytest.raises(NothingDue):
        disposals.propose(submitted.round, "case", by=secretary)


def test_each_step_is_for_its_own_person(case, secretary, approver, owner):
    with clock.at(DUE):
        for who in (approver, owner):
            with pytest.raises(PermissionDenied):
                disposals.propose(case.round, "case", by=who)
        disposal = disposals.propose(case.round, "case", by=secretary)
        for who in (secretary, owner):
            with pytest.raises(PermissionDenied):
                disposals.confirm(disposal, by=who)
        with pytest.raises(PermissionDenied):
            disposals.give_back(disposal, reason="いいえ", by=owner)


def test_confirm_refuses_who_proposed_it_though_she_has_both_roles(case, secretary, program):
    program.roles.create(user=secretary, role="approver", granted_at=making.DURING)
    with clock.at(DUE):
        disposal = disposals.propose(case.round, "case", by=secretary)
        with pytest.raises(AnotherDisposes):
            disposals.confirm(disposal, by=type(secretary).objects.get(pk=secretary.pk))


@pytest.mark.parametrize("before", DisposalState.values)
@pytest.mark.parametrize("to", DisposalState.values)
def test_disposal_moves_as_its_map_says(case, secretary, approver, before, to):
    disposal = confirmed(case, secretary, approver)
    Disposal.objects.filter(pk=disposal.pk).update(state=before)
    verbs = {
        "confirmed": lambda: disposals.confirm(again(disposal), by=approver),
        "returned": lambda: disposals.give_back(again(disposal), reason="もう一度確かめます。", by=approver),
    }
    if to not in verbs:
        assert to in {"proposed", "done"}
        return

    if to in DISPOSAL_MOVES[before]:
        verbs[to]()
        assert again(disposal).state == to
    else:
        with pytest.raises(IllegalTransition):
            verbs[to]()


def test_give_back_asks_for_a_reason(case, secretary, approver):
    with pytest.raises(CommentMissing):
        disposals.give_back(confirmed(case, secretary, approver), reason=" ", by=approver)


def test_carry_out_waits_a_day_and_can_be_stopped(case, secretary, approver):
    disposal = confirmed(case, secretary, approver)
    early = carried_out(disposal, DUE + timedelta(hours=23))[0]
    disposals.give_back(again(disposal), reason="訴えがありました。", by=secretary)

    done, after = carried_out(disposal)

    assert (early, done, after.state, case.answers.exists()) == (0, 0, "returned", True)


def test_carry_out_takes_the_content_and_leaves_the_record(case, secretary, approver, owner):
    disposal = confirmed(case, secretary, approver)
    sha256 = case.versions.get().sha256

    done, after = carried_out(disposal)
    again_done, _ = carried_out(disposal)

    case.refresh_from_db()
    version = case.versions.get()
    assert (done, again_done, after.state, after.counts["cases"]) == (1, 0, "done", 1)
    # What is kept shortly goes by its own rule and disposal; without a certificate nothing lasts.
    short = key_of(case, "short")
    assert {str(key) for key in case.answers.values_list("key", flat=True)} <= {
        str(key) for key in case.form_version.questions.filter(retention="short").values_list("key", flat=True)
    }
    assert (case.messages.count(), case.evidence.count(), case.eligibility) == (0, 0, {})
    assert version.sha256 == sha256
    assert version.answers[key_of(case, "case")] == {"disposed": True}
    assert version.answers[short] != {"disposed": True}
    assert not AnswerRevision.objects.filter(application=case, key=key_of(case, "case")).exists()
    assert (version.declared["papers"], version.declared["names"]["name_ja"]) == ([], "ひとつ折り車いす ORU")
    assert (case.receipt_number is not None, case.subject.name_ja, case.organization is not None) == (
        True,
        "ひとつ折り車いす ORU",
        True,
    )


def test_carry_out_writes_what_how_many_and_by_which_rule_but_no_content(case, secretary, approver):
    disposal = confirmed(case, secretary, approver)

    carried_out(disposal)

    row = case.disposed.get()
    event = case.history.get(action="application.dispose")
    actions = list(disposal.history.values_list("action", flat=True))
    assert (row.retention, row.disposal, row.at) == ("case", disposal, DAY_AFTER)
    assert event.facts == {"class": "case", "disposal": str(disposal.public_id), "counts": row.counts}
    assert actions == ["disposal.propose", "disposal.confirm", "disposal.carry_out"]
    assert all(isinstance(number, int) for number in row.counts.values())


def test_chain_stays_verifiable_through_two_disposals(case, secretary, approver):
    first = confirmed(case, secretary, approver, "short", FINAL)
    carried_out(first, FINAL + timedelta(days=1, hours=1))
    after_one = versions.verify(case)

    carried_out(confirmed(case, secretary, approver))

    version = case.versions.get()
    assert (after_one, versions.verify(case)) == (versions.Chain(1, None, 1), versions.Chain(1, None, 1))
    assert {str(value) for value in version.answers.values()} == {"{'disposed': True}"}
    assert EmptiedVersion.objects.filter(version=version).count() == 2


def test_short_papers_go_when_the_result_is_final_and_the_rest_stays(case, secretary, approver):
    disposal = confirmed(case, secretary, approver, "short", FINAL)

    carried_out(disposal, FINAL + timedelta(days=1, hours=1))

    short, kept = key_of(case, "short"), key_of(case, "case")
    held = {str(key) for key in case.answers.values_list("key", flat=True)}
    assert (short in held, kept in held, case.messages.count()) == (False, True, 1)


def test_a_hold_on_the_case_or_on_the_round_stops_it_until_it_is_lifted(case, secretary, approver):
    disposal = confirmed(case, secretary, approver)
    hold = holds.place(case.round, kind="appeal", reason="審査請求がありました。", by=secretary)
    done, after = carried_out(disposal)
    with clock.at(DAY_AFTER), pytest.raises(NothingDue):
        disposals.propose(case.round, "case", by=secretary)
    holds.lift(hold, reason="裁決が出ました。", by=secretary)

    with clock.at(DAY_AFTER):
        anew = disposals.propose(case.round, "case", by=secretary)

    assert (done, after.state, after.counts, case.answers.exists()) == (0, "done", {"cases": 0}, True)
    assert anew.counts["cases"] == 1


def test_what_the_files_were_is_gone_from_the_storage_two_days_later(case, secretary, approver):
    pictures = case.form_version.questions.filter(kind="picture", retention="short").values("key")
    stored = case.attachments.filter(key__in=pictures)[0].file
    carried_out(confirmed(case, secretary, approver, "short", FINAL), FINAL + timedelta(days=1, hours=1))
    with clock.at(FINAL + timedelta(days=3)):
        files.sweep_unnamed(clock.now() - timedelta(days=1))

    named = case.attachments.filter(file=stored).exists()
    assert (named, StoredFile.objects.filter(pk=stored.pk).exists()) == (False, False)


def test_receipt_is_drawn_anew_and_says_what_was_disposed_of(case, secretary, approver):
    version = case.versions.get()
    receipts.render(version)
    carried_out(confirmed(case, secretary, approver))

    version.refresh_from_db()
    texts = {passage.text for chapter in reading.chapters(version) for passage in chapter.passages}
    assert not hasattr(ApplicationVersion.objects.get(pk=version.pk), "paper")
    assert "保存期間が満了したため、廃棄しました。" in texts
    assert receipts.render(version).file.media_type == "application/pdf"


CHANGES = {
    "a word": lambda v: {"answers": v.answers | {next(iter(v.answers)): "書きかえた"}},
    "a key less": lambda v: {"answers": dict(list(v.answers.items())[1:])},
    "a key more": lambda v: {"answers": v.answers | {"x": {"disposed": True}}},
    "another mark": lambda v: {"answers": v.answers | {next(iter(v.answers)): {"disposed": True, "x": 1}}},
    "a text like the mark": lambda v: {"answers": v.answers | {next(iter(v.answers)): '{"disposed":true}'}},
    "a file less": lambda v: {"files": v.files[1:]},
    "a file's hash": lambda v: {"files": [{**v.files[0], "sha256": "0" * 64}, *v.files[1:]]},
    "a file's name": lambda v: {"files": [{**v.files[0], "name": "別.pdf"}, *v.files[1:]]},
    "what was declared": lambda v: {"declared": {**v.declared, "candidate": "x"}},
    "that nothing was declared": lambda _: {"declared": {}},
    "the hash": lambda _: {"sha256": "0" * 64},
    "the writer": lambda _: {"submitted_by": None},
    "mark and hash": lambda v: {"answers": v.answers | {next(iter(v.answers)): {"disposed": True}}, "sha256": "0" * 64},
}
MARK = {"the mark": lambda v: {"answers": v.answers | {next(iter(v.answers)): {"disposed": True}}}}


@pytest.mark.parametrize("change", CHANGES)
def test_the_door_lets_through_nothing_but_the_mark(case, secretary, approver, change):
    confirmed(case, secretary, approver)
    version = case.versions.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        ApplicationVersion.objects.filter(pk=version.pk).update(**CHANGES[change](version))


@pytest.mark.parametrize("state", [*DisposalState.values, None])
def test_the_door_is_open_only_while_a_disposal_of_the_round_is_confirmed(case, secretary, approver, state):
    if state:
        Disposal.objects.filter(pk=confirmed(case, secretary, approver).pk).update(state=state)
    version, opened = case.versions.get(), True
    try:
        with transaction.atomic():
            ApplicationVersion.objects.filter(pk=version.pk).update(**MARK["the mark"](version))
    except DatabaseError:
        opened = False

    assert opened == (state == "confirmed")


def test_the_mark_is_for_good(case, secretary, approver):
    confirmed(case, secretary, approver)
    version = case.versions.get()
    ApplicationVersion.objects.filter(pk=version.pk).update(**MARK["the mark"](version))

    with pytest.raises(DatabaseError), transaction.atomic():
        ApplicationVersion.objects.filter(pk=version.pk).update(answers=version.answers)
