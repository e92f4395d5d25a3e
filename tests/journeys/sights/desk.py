"""Our own desk in Wagtail's admin: listings, records, verbs with their forms, empty and refused."""

from django.urls import reverse

from brands.models import Entry, Manuscript
from brands.viewsets import entries as registers
from brands.viewsets import manuscripts as manuscript_desk
from certifications.actions import plans as assignment_plans
from certifications.actions.plan_inputs import Wishes
from certifications.models import (
    Application,
    Certificate,
    ChangeNotice,
    PeriodicReport,
    ProgramRole,
    Round,
    Stage,
    Withdrawal,
)
from certifications.viewsets import cases, certificates, changes, periodic_reports, program_roles, rounds
from events.models import Event, Venue
from events.viewsets import VERBS as EVENT_VERBS
from home import clock
from home.models import Synonyms
from organizations import viewsets as masters
from organizations.models import Organization, User
from payments.models import Payee
from tests.journeys.sights.disposals import disposal_pages
from tests.journeys.sights.links import link_pages
from tests.journeys.sights.renewals import renewal_pages
from tests.journeys.sights.reports import report_pages
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import every_state, office

ADMINISTRATOR, AUDITOR, COORDINATOR, EDITOR, FINANCE = (
    f"{name}@city.example" for name in ("administrator", "auditor", "coordinator", "editor", "finance")
)
# Sent as they stand, these would do what they say.
ASK_NOTHING = {
    "ApproveForm",
    "NoQuestions",
    "ChecklistForm",
    "SeenForm",
    "HandlerForm",
    "TranslationForm",
    "DuePapersForm",
    "PlanForm",
    "ExpertiseForm",
    "TopicForm",
    "ScoreRulesForm",
    "OrderForm",
    "NoteForm",
    "AcceptForm",
    "AcceptedForm",
    "SeenDesignForm",
}
MANAGER = "secretary.kis@city.example"


def save_nothing(page):
    """Sends a desk's form as it stands, its texts emptied, past the browser's own checks."""
    form = page.locator("main form:not([role=search])").last
    with page.expect_navigation():
        form.evaluate(
            "form => { for (const each of form.querySelectorAll('[type=text], [type=date], [type=datetime-local], textarea'))"
            " each.value = ''; form.noValidate = true; form.submit(); }"
        )
    assert page.locator("main form:not([role=search])").count(), f"{page.url}: it was done"


def open_filters(page):
    page.locator("[aria-controls*=filters], [data-controller~='w-drilldown'] button").first.click()


def dashboards():
    for who in (MANAGER, "approver.design@city.example", EDITOR, AUDITOR, FINANCE, COORDINATOR, ADMINISTRATOR):
        yield Sight("wagtailadmin_home", "/admin/", who=who)
    yield Sight("desk_login", "/admin/login/", "no desk", who="owner@minato-lift.example", status=403)
    yield Sight("NotFound", "/admin/cases/00000000-0000-4000-8000-000000000000/", "404", who=MANAGER, status=404)
    yield Sight("ServerError", "/admin/failwhale/", "500", who=ADMINISTRATOR, status=500)


def listings():
    people = {
        "synonyms": EDITOR,
        "page-links": EDITOR,
        "people": ADMINISTRATOR,
        "payees": FINANCE,
        "program-roles": ADMINISTRATOR,
    }
    for name in (
        "cases",
        "rounds",
        "certificate-designs",
        "form-versions",
        "certificates",
        "entries",
        "program-roles",
        "events-desk",
        "venues-desk",
        "synonyms",
        "page-links",
        "payees",
        "organizations-desk",
        "lists",
        "people",
    ):
        who, path = people.get(name, MANAGER), reverse(f"{name}:index")
        yield Sight(f"{name}:index", path, who=who)
        yield Sight(f"{name}:index", f"{path}?q=存在しない言葉", "nothing found", who=who)
    for name in ("appeals", "changes", "dossiers", "fairness", "withdrawals"):
        yield Sight(f"{name}:index", reverse(f"{name}:index"), who=MANAGER)
    yield Sight("entries:translations", reverse("entries:translations"), who=MANAGER)
    yield Sight("lists:exports", f"{reverse('lists:exports')}?losses=organizations", who=MANAGER)
    yield Sight("cases:index", reverse("cases:index"), "filters open", who=MANAGER, do=open_filters)
    yield Sight("cases:index", reverse("cases:index"), "auditor", who=AUDITOR)


def records():
    for state in ("submitted", "correction", "in_review", "decided"):
        found = Application.objects.filter(state=state).order_by("-pk").first()
        yield Sight("cases:detail", at("cases:detail", found), state, who=office(found.round.program))
    for state in ("published", "judging", "deciding", "released"):
        found = Round.objects.filter(state=state).order_by("-pk").first()
        yield Sight("rounds:detail", at("rounds:detail", found), state, who=office(found.program))
        name = {"judging": "rounds:comparison", "deciding": "rounds:result", "released": "rounds:result"}.get(state)
        if name:
            yield Sight(name, at(name, found), state, who=office(found.program))
    for kind in ("scoring", "monitor_trial", "site_visit", "final"):
        stage = Stage.objects.filter(kind=kind).order_by("-starts_on").first()
        yield Sight("stages:detail", reverse("stages:detail", args=[stage.pk]), kind, who=office(stage.round.program))
    yield Sight("stages:hours", reverse("stages:hours", args=[stage.pk]), who=office(stage.round.program))
    yield Sight("stages:index", reverse("stages:index"), who=MANAGER)
    for state in ("active", "suspended", "withdrawn", "surrendered"):
        found = Certificate.objects.filter(state=state).first()
        yield Sight("certificates:detail", at("certificates:detail", found), state, who=office(found.program))
    done = Withdrawal.objects.select_related("certificate__program").first()
    yield Sight("withdrawals:detail", at("withdrawals:detail", done), who=office(done.certificate.program))
    told = ChangeNotice.objects.select_related("certificate__program").first()
    yield Sight("changes:detail", at("changes:detail", told), who=office(told.certificate.program))
    reported = Round.objects.reported_to(User.objects.get(email=MANAGER)).order_by("-released_at").first()
    yield Sight("fairness:detail", at("fairness:detail", reported), who=MANAGER)
    shown = Entry.objects.select_related("certificate__program").first()
    yield Sight("entries:detail", at("entries:detail", shown), who=office(shown.certificate.program))
    role = ProgramRole.objects.filter(ended_at=None).first()
    yield Sight("program-roles:detail", reverse("program-roles:detail", args=[role.pk]), who=ADMINISTRATOR)
    for state in ("scheduled", "cancelled"):
        found = Event.objects.filter(state=state).order_by("-starts_at").first()
        yield Sight("events-desk:detail", at("events-desk:detail", found), state, who=MANAGER)
    yield Sight("venues-desk:detail", reverse("venues-desk:detail", args=[Venue.objects.first().pk]), who=MANAGER)
    yield Sight("organizations-desk:detail", at("organizations-desk:detail", Organization.objects.first()), who=MANAGER)
    yield Sight("people:detail", at("people:detail", User.objects.get(email=EDITOR)), who=ADMINISTRATOR)
    payee = Payee.objects.first() or Payee.objects.create(code="tsunagi", name_ja="つなぎ産業振興財団")
    yield Sight("payees:detail", reverse("payees:detail", args=[payee.pk]), who=FINANCE)
    yield Sight("payees:edit", reverse("payees:edit", args=[payee.pk]), who=FINANCE)


def forms():
    """Every form that makes or changes a record: as it opens, and sent back."""
    event, venue, person = Event.objects.filter(announced_at=None).first(), Venue.objects.first(), User.objects.get(email=EDITOR)
    group = Synonyms.objects.get_or_create(words="車いす、車椅子")[0]
    yield from link_pages(EDITOR)
    yield Sight("synonyms:detail", reverse("synonyms:detail", args=[group.pk]), who=EDITOR)
    yield Sight("synonyms:remove", reverse("synonyms:remove", args=[group.pk]), who=EDITOR)
    event = event or Event.objects.order_by("-starts_at").first()
    rows = {
        "rounds:add": (reverse("rounds:add"), MANAGER),
        "events-desk:add": (reverse("events-desk:add"), MANAGER),
        "events-desk:edit": (at("events-desk:edit", event), MANAGER),
        "venues-desk:add": (reverse("venues-desk:add"), MANAGER),
        "venues-desk:edit": (reverse("venues-desk:edit", args=[venue.pk]), MANAGER),
        "synonyms:add": (reverse("synonyms:add"), EDITOR),
        "synonyms:edit": (reverse("synonyms:edit", args=[group.pk]), EDITOR),
        "payees:add": (reverse("payees:add"), FINANCE),
        "lists:add": (reverse("lists:add"), MANAGER),
        "program-roles:add": (reverse("program-roles:add"), ADMINISTRATOR),
        "people:add": (reverse("people:add"), ADMINISTRATOR),
        "people:edit": (at("people:edit", person), ADMINISTRATOR),
    }
    for kind, (path, who) in rows.items():
        yield Sight(kind, path, "form", who=who)
        if kind != "people:edit":
            yield Sight(kind, path, "with errors", who=who, do=save_nothing)


def may(views, records, roles):
    """(name, view, record, who) of each verb, with a record and an officer who has it now."""
    for name, view in views.items():
        found = next(
            ((record, who) for record in records for who in roles(record) if view.may(User.objects.get(email=who), record)), None
        )
        if found:
            yield name, view, *found


def plan_pages():
    """A plan that waits for the worker, and one that was computed."""
    round_ = Round.objects.filter(state="judging", program__slug="kis").first()
    who = office(round_.program)
    secretary = User.objects.get(email=who)
    waiting, drafted = (assignment_plans.draft(round_, Wishes(3, 9, links=2), by=secretary) for _number in range(2))
    assignment_plans.solve(drafted)
    yield Sight("plans:detail", at("plans:detail", waiting), "waiting", who=who)
    yield Sight("plans:detail", at("plans:detail", drafted), "drafted", who=who)
    yield Sight("plans:index", reverse("plans:index"), who=who)
    for name in ("apply", "discard"):
        yield Sight(f"plans:{name}", at(f"plans:{name}", drafted), "verb", who=who)


def case_pages():
    """Every verb on a case that it fits."""
    every_state()
    found = list(Application.objects.exclude(receipt_number=None).select_related("round__program", "subject"))
    yield from verbs("cases", cases.VERBS, found, lambda record: both(record.round.program))


def other_pages():
    """Every verb on a round, a certificate, an event that it fits."""
    every_state()
    calls = list(Round.objects.select_related("program").order_by("-pk"))
    papers = list(Certificate.objects.select_related("program"))
    yield from verbs("rounds", rounds.VERBS, calls, lambda record: both(record.program))
    yield from verbs("certificates", certificates.VERBS, papers, lambda record: both(record.program))
    told = list(ChangeNotice.objects.select_related("certificate__program", "certificate__decision__application"))
    yield from verbs("changes", changes.VERBS, told, lambda record: both(record.certificate.program))
    yield from other_verbs()
    yield from plan_pages()
    yield from disposal_pages()
    yield from renewal_pages()
    yield from report_pages()
    reports = list(PeriodicReport.objects.whole())
    yield from verbs("periodic-reports", periodic_reports.VERBS, reports, lambda record: both(record.certificate.program))
    judged = Round.objects.filter(state="judging", program__slug="kis").first()
    yield Sight("rounds:connections", at("rounds:connections", judged), who=office(judged.program))
    event = Event.objects.filter(state="scheduled").exclude(announced_at=None).order_by("-starts_at").first()
    for name in EVENT_VERBS:
        yield Sight(f"events-desk:{name}", at(f"events-desk:{name}", event), "verb", who=MANAGER)


def other_verbs():
    """Every verb on an entry (one of which is hidden), an organization, a role in a program."""
    entries = list(Entry.objects.select_related("certificate__program", "certificate__decision__application")[:40])
    if not any(entry.hidden_at for entry in entries):
        entries[0].hidden_at = clock.now()
        entries[0].save(update_fields=["hidden_at"])
    yield from verbs("entries", registers.VERBS, entries, lambda record: both(record.certificate.program))
    texts = {
        office(program): list(Manuscript.objects.visible_to(User.objects.get(email=office(program))).with_all())
        for program in {each.certificate.program for each in Entry.objects.select_related("certificate__program")}
    }
    her, texts = max(texts.items(), key=lambda row: (len({text.state for text in row[1]}), row[0]))
    yield Sight("manuscripts:index", reverse("manuscripts:index"), who=her)
    for state, text in {text.state: text for text in texts}.items():
        yield Sight("manuscripts:detail", at("manuscripts:detail", text), state, who=her)
        if state == "handed_in":
            yield Sight("manuscripts:preview", at("manuscripts:preview", text), who=her)
    yield from verbs("manuscripts", manuscript_desk.VERBS, texts, lambda record: both(record.entry.certificate.program))
    yield from verbs("organizations-desk", masters.VERBS, list(Organization.objects.all()[:1]), lambda _record: [MANAGER])
    role = ProgramRole.objects.filter(ended_at=None).first()
    for name in program_roles.VERBS:
        yield Sight(f"program-roles:{name}", reverse(f"program-roles:{name}", args=[role.pk]), "verb", who=ADMINISTRATOR)


def verbs(desk, views, found, roles):
    """The page of each verb that somebody may do; those that ask something also sent empty."""
    for name, view, record, who in may(views, found, roles):
        path = at(f"{desk}:{name}", record)
        yield Sight(f"{desk}:{name}", path, "verb", who=who)
        if view.verb_form.__name__ not in ASK_NOTHING:
            yield Sight(f"{desk}:{name}", path, "with errors", who=who, do=save_nothing)


def both(program):
    return office(program), office(program, "approver")
