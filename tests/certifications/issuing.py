"""Makes certificates for the tests, by the verbs that issue real ones."""

from datetime import timedelta

from certifications.actions import applications, decisions, judging, releases, results, withdrawals
from certifications.models import Assignment, Certificate, Round, Subject
from home import clock
from tests.certifications import making
from tests.replays import replayed

RELEASED = making.ANNOUNCES + timedelta(hours=1)


@replayed
def released_round(slug="kis", *, cases=1, level=None, by_person=False, **facts):
    """A released round of the program: its certificates, in order of number. `facts` are the subject's."""
    with clock.at(making.DURING):
        program = making.program(slug)
        secretary, approver = making.office(program, f"s-{slug}"), making.office(program, f"a-{slug}", "approver")
        judge = making.person(f"j-{slug}")
        round_ = making.published_round(program, secretary, reviews_wanted=1)
        for number in range(cases):
            _apply(round_, secretary, number, by_person=by_person, **facts)
        making.judged(round_, secretary, [judge])
    with clock.at(making.JUDGING):
        for assignment in Assignment.objects.filter(application__round=round_).select_related("application__round"):
            judging.pledge(assignment.application.round, by=judge)
            judging.open_sheet(assignment, by=judge)
            for criterion in round_.rubric_version.criteria.all():
                judging.score(assignment, criterion, 4, by=judge)
            judging.submit(assignment, by=judge)
        results.lock_and_rank(Round.objects.get(pk=round_.pk), by=secretary)
        chosen = program.levels.get(code=level) if level else program.levels.first()
        for application in Round.objects.get(pk=round_.pk).applications.all():
            decision = decisions.draft(application, outcome="certified", level=chosen, by=secretary)
            decisions.propose(decision, by=secretary)
            decisions.approve(decision, by=approver)
    with clock.at(RELEASED):
        releases.release(Round.objects.get(pk=round_.pk), by=approver)
    return list(Certificate.objects.filter(round=round_).select_related("program", "level").order_by("number"))


def _apply(round_, secretary, number, *, by_person, **facts):
    owner = making.person(f"o-{round_.program.slug}-{number}", name="高橋 鉄之助")
    if by_person:
        application = making.draft(round_, owner, name=facts.get("name", "高橋 鉄之助"), person=owner)
        Subject.objects.filter(pk=application.subject_id).update(person=owner)
        application.subject.refresh_from_db()
    else:
        names = {key: value for key, value in facts.items() if key.startswith("holder")}
        company = making.organization(names.get("holder", f"橘精機第{number}株式会社"))
        company.memberships.create(user=owner, role="owner", started_at=clock.now())
        application = making.draft(round_, owner, name=facts.get("name", f"折りたたみ車いす{number}"), organization=company)
    applications.submit(making.fill(application, owner), by=owner)
    making.accepted(application, secretary)


def holder(certificate):
    """The person who applied."""
    return certificate.decision.application.created_by


def withdrawn(certificate, *, by, reason=None, reason_class="criteria"):
    """Takes a certificate away: begun by somebody else of the office, answered, decided by this approver."""
    secretary = certificate.program.roles.filter(role="secretariat").first().user
    day = withdrawals.first_possible_day(certificate.program)
    withdrawal = withdrawals.begin(
        certificate, reason_class=reason_class, grounds="基準に合わなくなっています。", answer_until=day, by=secretary
    )
    withdrawals.enter_answer(withdrawal, text="意見はありません。", told_by="letter", by=secretary)
    withdrawals.uphold(withdrawal, reason=reason or {"ja": "基準を満たさなくなったため"}, note="回答を確かめた。", by=by)
    certificate.refresh_from_db()
    return withdrawal
