"""Makes what renewals need for the tests: certificates with a term, a round years later, and its way to the release."""

from datetime import timedelta

from certifications.actions import applications, decisions, judging, releases, renewal_campaigns, renewals, results, rounds
from certifications.models import Application, Assignment, Certificate, Renewal, Round
from home import clock
from tests.certifications import issuing, making

SLUG = "monozukuri-brand"
OPENS = making.tokyo("2031-10-01T09:00")
DURING = making.tokyo("2031-10-20T12:00")
CLOSES = making.tokyo("2031-12-01T17:00")
JUDGING = making.tokyo("2031-12-10T10:00")
ANNOUNCES = making.tokyo("2032-02-01T10:00")
RELEASE = ANNOUNCES + timedelta(hours=1)


def noon(day):
    return making.tokyo(f"{day}T12:00")


def certificates(**facts):
    """Certificates of five years, from 1 March 2027 to 29 February 2032."""
    return issuing.released_round(SLUG, **facts)


def secretary_of(certificate):
    return certificate.program.roles.get(role="secretariat").user


def approver_of(certificate):
    return certificate.program.roles.get(role="approver").user


def later_round(certificate, **settings):
    """The round of five years later, published."""
    facts = {
        "fiscal_year": 2031,
        "number": 6,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "announces_at": ANNOUNCES,
        "reviews_wanted": 1,
    }
    facts |= {"judging_until": making.tokyo("2032-01-15T00:00").date()}
    with clock.at(OPENS - timedelta(days=30)):
        return making.published_round(certificate.program, secretary_of(certificate), **facts | settings)


def campaign_of(certificate, round_=None, at=DURING, **facts):
    """A campaign that invites everybody whose certificate ends in the year of this one's end."""
    round_ = round_ or later_round(certificate)
    span = {"first_day": certificate.valid_until - timedelta(days=200), "last_day": certificate.valid_until}
    wanted = span | {"remind_before_end": 60, "remind_before_close": 14} | facts
    with clock.at(at):
        return renewal_campaigns.begin(round_, by=secretary_of(certificate), **wanted)


def invitation(certificate):
    return Renewal.objects.whole().get(certificate=certificate)


def begun(certificate, by=None):
    """The application, begun by the holder during the round."""
    with clock.at(DURING):
        return renewals.begin(invitation(certificate), by=by or issuing.holder(certificate))


def unchanged(application):
    """Whatever was not taken over is given again, and of every other section it is said that nothing has changed."""
    by = application.created_by
    with clock.at(DURING):
        known = set(application.answers.values_list("key", flat=True)) | set(
            application.attachments.values_list("key", flat=True)
        )
        for question in application.form_version.questions.exclude(key__in=known).exclude(kind="explanation"):
            if question.takes_files:
                making.put_file(application, question, by)
            else:
                making.revisions.write(application, question.key, making.answer_to(question), by=by)
        renewals.say_unchanged(application, application.form_version.sections.values_list("code", flat=True), by=by)
    return application


def submitted(certificate):
    application = unchanged(begun(certificate))
    with clock.at(DURING):
        applications.submit(application, by=application.created_by)
    return application


def decided(round_, outcome="certified"):
    """Every submitted case of the round is judged and decided; nothing is released yet."""
    program = round_.program
    secretary, approver = (program.roles.get(role=role).user for role in ("secretariat", "approver"))
    judge = making.person("j-later")
    with clock.at(JUDGING):
        for application in round_.applications.filter(state="submitted"):
            making.accepted(application, secretary)
        rounds.seat(round_, judge, by=secretary)
        judging.spread(round_, by=secretary)
        making.looked_through(round_, secretary)
        rounds.open_judging(round_, by=secretary)
        for assignment in Assignment.objects.filter(application__round=round_).select_related("application__round"):
            judging.pledge(assignment.application.round, by=judge)
            judging.open_sheet(assignment, by=judge)
            for criterion in round_.rubric_version.criteria.all():
                judging.score(assignment, criterion, 4, by=judge)
            judging.submit(assignment, by=judge)
        results.lock_and_rank(Round.objects.get(pk=round_.pk), by=secretary)
        level = program.levels.first() if outcome == "certified" else None
        reasons = {} if level else {"reasons": "基準に達しませんでした。"}
        for application in Application.objects.filter(round=round_, state="in_review"):
            decision = decisions.draft(application, outcome=outcome, level=level, by=secretary, **reasons)
            decisions.propose(decision, by=secretary)
            decisions.approve(decision, by=approver)
    return Round.objects.get(pk=round_.pk)


def released(round_, at=RELEASE):
    """Releases the decided round; gives its certificates."""
    approver = round_.program.roles.get(role="approver").user
    with clock.at(at):
        releases.release(Round.objects.get(pk=round_.pk), by=approver)
    return list(Certificate.objects.filter(round=round_).order_by("number"))


def renewed(certificate, at=RELEASE):
    """The whole way: campaign, application, judging, release; gives the newer certificate."""
    campaign = campaign_of(certificate)
    submitted(certificate)
    return released(decided(campaign.round), at=at)[0]
