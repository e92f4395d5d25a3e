"""States that the sample city has not: made through the actions, once."""

from datetime import timedelta

from django.db.models import F

from certifications.actions import corrections, decisions, extensions, rounds, screening
from certifications.contents import content_of
from certifications.models import Application, CorrectionRequest, Decision, Round, SignOff
from home import clock
from organizations.models import User

OFFICES = {
    "kis": "kis",
    "monozukuri-brand": "brand",
    "meister": "meister",
    "design-competition": "design",
    "sittings": "sittings",
}
PREPARED, CLOSED = 99, 98


def office(program, role="secretary"):
    return f"{role}.{OFFICES[program.slug]}@city.example"


def secretary_of(program):
    return User.objects.get(email=office(program))


def every_state():
    """A decision that is drafted, one that is proposed, rounds not published yet and closed, corrections that are overdue or
    wait to be looked at, a draft with more time. Whatever group of pages is looked at first, the desk has all its verbs."""
    corrected()
    to_be_confirmed()
    if Decision.objects.filter(state="drafted").exists():
        return
    two = list(Decision.objects.filter(state="approved").select_related("application__round__program")[:2])
    program = two[0].application.round.program
    secretary, approver = secretary_of(program), User.objects.get(email=office(program, "approver"))
    for decision in two:
        decisions.send_back(decision, comment="理由を具体的に。", by=approver)
    decisions.propose(two[1], by=secretary)
    now = clock.now()
    dates = {"opens_at": now + timedelta(days=9), "closes_at": now + timedelta(days=40), "announces_at": now + timedelta(days=99)}
    until = (now + timedelta(days=70)).date()
    rounds.prepare(program, fiscal_year=2029, number=PREPARED, judging_until=until, by=secretary, **dates)
    closed = rounds.prepare(program, fiscal_year=2029, number=CLOSED, judging_until=until, by=secretary, **dates)
    rounds.publish(closed, by=secretary)
    Round.objects.filter(pk=closed.pk).update(opens_at=now - timedelta(days=40), closes_at=now - timedelta(days=10))
    case = screened().last()
    row = ask_corrections(case)
    CorrectionRequest.objects.filter(pk=row.pk).update(due_on=clock.today() - timedelta(days=1))


def screened():
    """Cases in screening that nothing has been asked of."""
    fresh = Application.objects.filter(state="submitted", decision=None, correction_requests=None, channel="online")
    return fresh.select_related("round__program", "created_by").order_by("pk")


def ask_corrections(case):
    asked = {str(case.form_version.questions.first().key): "お確かめください。"}
    return corrections.request(case, asked, due_on=clock.today() + timedelta(days=1), by=secretary_of(case.round.program))


def corrected():
    """A case that was corrected, and waits for the office to look at it again; its second version has no paper yet."""
    if found := Application.objects.filter(state="submitted", correction_requests__state="answered").first():
        return found
    case = screened().first()
    row = ask_corrections(case)
    for item in row.items.all():
        corrections.reply(item, text="確かめました。このままで正しいです。", by=case.created_by)
    case.refresh_from_db()
    corrections.resubmit(case, by=case.created_by)
    return case


def not_met():
    """A case whose checklist is answered to the end, with one line that is not met."""
    case = screened().first()
    lines = [line["code"] for line in case.round.rules["checklist"]]
    answers = {code: (code != lines[0], "" if code != lines[0] else "期限を過ぎています。") for code in lines}
    screening.check_all(case, answers, by=secretary_of(case.round.program))
    return case


def to_be_confirmed():
    """A company's draft with more time than the others have, in a round that asks for the owner's word."""
    companies = Application.objects.filter(organization__isnull=False, round__state="published", channel="online")
    if found := companies.filter(state="draft").with_own_deadline().filter(own_deadline__gt=F("round__closes_at")).first():
        return found
    case = companies.filter(state="correction").order_by("pk").last()
    Application.objects.filter(pk=case.pk).update(state="draft", receipt_number=None, submitted_at=None)
    Round.objects.filter(pk=case.round_id).update(rules=case.round.rules | {"sign_off": True})
    draft = Application.objects.select_related("round__program", "form_version").get(pk=case.pk)
    until = max(clock.now(), draft.round.closes_at) + timedelta(days=3)
    by = secretary_of(draft.round.program)
    extensions.grant(draft.round, until=until, reason="回線の障害のため。", application=draft, by=by)
    return draft


def asked_to_confirm(draft):
    """The owner is asked about what stands there now, as if it were complete."""
    facts = {"form_version": draft.form_version, "content_sha256": content_of(draft).sha256}
    SignOff.objects.get_or_create(
        application=draft, **facts, defaults={"asked_by": draft.created_by, "asked_at": clock.now(), "note": "金曜までに。"}
    )
