"""The areas of applicants, candidates and judges."""

from datetime import timedelta

from certifications.models import AnswerRevision, Application, Assignment, Certificate, ChangeNotice, Consent, PanelMember, Round
from home import clock
from home.tokens import token_hash
from organizations.models import Invitation, Membership, Organization, User
from tests.journeys.sights.account import JUDGE, OWNER
from tests.journeys.sights.sight import Sight, opening, sending
from tests.journeys.sights.states import asked_to_confirm, corrected, to_be_confirmed

EDITOR, VIEWER = "editor@hikari-kiko.example", "viewer@hikari-kiko.example"
HIKARI = "owner@hikari-kiko.example"
NOMINATOR, NOMINEE = "nominator@takumi.example", "nominee@takumi.example"
DESIGNER = "designer1@designers.example"
TOKEN = "a-token-that-only-this-sweep-knows"


def organizations():
    """A company's pages, with its owner and with somebody who may only read."""
    company = Organization.objects.get(memberships__user__email=HIKARI)
    base = f"/my/organizations/{company.public_id}/"
    member = Membership.objects.get(organization=company, user__email=VIEWER)
    now = clock.now()
    facts = {"organization": company, "email": "guest@people.example", "role": "editor", "created_at": now}
    facts |= {"invited_by": User.objects.get(email=HIKARI), "expires_at": now + timedelta(days=14)}
    Invitation.objects.get_or_create(token_hash=token_hash(TOKEN), defaults=facts)
    yield Sight("organizations:index", "/my/organizations/", who=HIKARI)
    yield Sight("organizations:index", "/my/organizations/", "empty", who=DESIGNER)
    yield Sight("organizations:register", "/my/organizations/new/", "empty", who=HIKARI)
    yield Sight("organizations:register", "/my/organizations/new/", "with errors", who=HIKARI, do=sending(corporate_number="1"))
    yield Sight("organizations:detail", base, who=HIKARI)
    yield Sight("organizations:detail", base, "read only", who=VIEWER)
    yield Sight("organizations:edit", f"{base}edit/", who=HIKARI)
    yield Sight("organizations:edit", f"{base}edit/", "with errors", who=HIKARI, do=sending(name_ja=""))
    yield Sight("organizations:edit", f"{base}edit/", "403", who=VIEWER, status=403)
    yield Sight("organizations:members", f"{base}members/", who=HIKARI)
    yield Sight("organizations:members", f"{base}members/", "with errors", who=HIKARI, do=invite)
    yield Sight("organizations:member", f"{base}members/{member.user.public_id}/", who=HIKARI)
    yield Sight("organizations:invitation", f"/invitations/{TOKEN}/", "signed out")
    yield Sight("organizations:invitation", f"/invitations/{TOKEN}/", "signed in", who=DESIGNER)
    yield Sight("organizations:invitation", "/invitations/none/", "used up", status=404)


def invite(page):
    page.fill("main [name=email]", "x")
    with page.expect_navigation():
        page.locator("main form:has([name=email]) .button--primary").click()


def of_state(state, **facts):
    return Application.objects.filter(state=state, **facts).order_by("pk").first()


def owner_of(application):
    return application.created_by.email


def applications():
    """One application in every state, and every page of a draft and of a correction."""
    calls = {"apply": "meister", "not open": "monozukuri-brand"}
    yield Sight("certifications:my", "/my/", who=HIKARI)
    yield Sight("certifications:my", "/my/", "empty", who=JUDGE)
    yield Sight("certifications:my", "/my/", "nominated", who=NOMINEE)
    yield Sight("certifications:my", "/my/", "with certificates", who="owner@minato-lift.example")
    held = Certificate.objects.held_by(User.objects.get(email="owner@minato-lift.example")).first()
    yield Sight("certifications:certificate", f"/certificates/{held.public_id}/", who="owner@minato-lift.example")
    yield from changes()
    yield Sight("certifications:apply", f"/programs/{calls['apply']}/apply/", "empty", who=NOMINATOR)
    yield Sight(
        "certifications:apply", f"/programs/{calls['apply']}/apply/", "with errors", who=NOMINATOR, do=sending(name_ja="")
    )
    yield Sight("certifications:apply", f"/programs/{calls['not open']}/apply/", "not open", who=OWNER)
    for state in ("draft", "submitted", "correction", "in_review", "decided"):
        found = of_state(state)
        yield Sight("certifications:application", base(found), state, who=owner_of(found))
    decided = of_state("decided")
    yield Sight("certifications:receipt", f"{base(decided)}receipt/", who=owner_of(decided))
    yield Sight("certifications:section", f"{base(decided)}{section(decided)}", "to read", who=owner_of(decided))
    draft = of_state("draft", created_by__email="craft1@takumi.example")
    who = owner_of(draft)
    codes = list(draft.round.form_version.sections.order_by("order").values_list("code", flat=True))
    for code in codes:
        yield Sight("certifications:section", f"{base(draft)}sections/{code}/", f"draft {code}", who=who)
        yield Sight("certifications:section", f"{base(draft)}sections/{code}/?check=1", f"draft {code} with errors", who=who)
    yield Sight("certifications:eligibility_overview", f"{base(draft)}eligibility/", who=who)
    yield Sight("certifications:basics", f"{base(draft)}basics/", who=who)
    yield Sight("certifications:basics", f"{base(draft)}basics/", "with errors", who=who, do=sending(name_ja=""))
    yield Sight("certifications:basics", f"{base(decided)}basics/", "to read", who=owner_of(decided))
    yield Sight("certifications:check", f"{base(draft)}check/", "with things to do", who=who)
    yield Sight("certifications:application", base(draft), "withdrawal open", who=who, do=opening(".withdraw summary"))
    yield Sight("certifications:receipt", f"{base(draft)}receipt/", "none yet", who=who, status=409)
    yield Sight("certifications:corrections", f"{base(draft)}corrections/", "none", who=who, status=409)
    asked = of_state("correction", organization__memberships__user__email=HIKARI)
    item = asked.correction_requests.get().items.first()
    open_section = asked.round.form_version.questions.get(key=item.key).section.code
    yield Sight("certifications:corrections", f"{base(asked)}corrections/", who=HIKARI)
    yield Sight("certifications:corrections", f"{base(asked)}corrections/", "with errors", who=HIKARI, do=submit_again)
    yield Sight("certifications:corrections", f"{base(asked)}corrections/", "read only", who=VIEWER)
    yield Sight("certifications:section", f"{base(asked)}sections/{open_section}/", "correction", who=EDITOR)
    yield Sight("certifications:messages", f"{base(asked)}messages/", "empty", who=HIKARI)
    yield Sight("certifications:messages", f"{base(asked)}messages/", "with errors", who=HIKARI, do=sending())
    yield Sight("certifications:messages", f"{base(asked)}messages/", who=HIKARI, do=sending(body="期限を確認させてください。"))
    yield Sight("NotFound", base(asked), "404 of another's", who=OWNER, status=404)
    yield from versions_of()
    yield from words_of_owners()


def versions_of():
    """What was handed in twice: the versions compared, and a receipt that is still being drawn; earlier answers of a draft."""
    case = corrected()
    who = case.created_by.email
    yield Sight("certifications:versions", f"{base(case)}versions/", who=who)
    newest = case.versions.latest("seq").seq
    yield Sight("certifications:receipt_paper", f"{base(case)}receipt/{newest}/pdf", "being prepared", who=who, status=202)
    row = AnswerRevision.objects.filter(application__state="draft", application__organization=None).first()
    draft = row.application
    yield Sight("certifications:earlier", f"{base(draft)}answers/{row.key}/earlier/", who=owner_of(draft))
    yield Sight("certifications:versions", f"{base(draft)}versions/", "none yet", who=owner_of(draft), status=409)


def words_of_owners():
    """A draft that an owner must confirm: as it stands, and once somebody has asked."""
    draft = to_be_confirmed()
    who = draft.organization.memberships.filter(role="owner", ended_at=None).first().user.email
    path = f"{base(draft)}sign-off/"
    yield Sight("certifications:sign_off", path, "not asked", who=who)
    asked_to_confirm(draft)
    yield Sight("certifications:sign_off", path, "asked", who=who)
    yield Sight("certifications:sign_off", path, "with errors", who=who, do=return_without_words)
    yield Sight("certifications:check", f"{base(draft)}check/", "to be confirmed", who=who)


def return_without_words(page):
    with page.expect_navigation():
        page.locator("main button[value=return]").click()


def base(application):
    return f"/applications/{application.public_id}/"


def section(application):
    return f"sections/{application.round.form_version.sections.order_by('order').first().code}/"


def submit_again(page):
    with page.expect_navigation():
        page.locator(".submit-place .button--primary").click()


def nominations():
    """The candidate's page, by letter and signed in."""
    consent = Consent.objects.filter(given_at=None, refused_at=None).order_by("pk").first()
    Consent.objects.filter(pk=consent.pk).update(token_hash=token_hash(TOKEN))
    yield Sight("certifications:nomination", f"/my/nominations/{consent.application.public_id}/", who=NOMINEE)
    yield Sight("certifications:consent", f"/consents/{TOKEN}/", "signed out")
    yield Sight("certifications:consent", f"/consents/{TOKEN}/", "another's", who=OWNER)


def judging():
    """The judge's list and pane; its dialogs, and what is missing."""
    round_ = Round.objects.get(state="judging", program__slug="kis")
    seats = PanelMember.objects.filter(round=round_).order_by("pk")
    cases = Assignment.objects.filter(application__round=round_, judge__in=seats.values("judge")).order_by("pk")
    working = cases.filter(state="working").first() or cases.filter(state="assigned").first()
    judge = working.judge.email
    PanelMember.objects.filter(round=round_).update(pledged_at=clock.now())
    yield Sight("certifications:judging", "/judging/", who=judge)
    handed_in = cases.filter(state="submitted").first()
    assigned = cases.filter(state="assigned").exclude(pk=working.pk).first()
    yield Sight("certifications:judging_case", case(handed_in), "handed in", who=handed_in.judge.email)
    yield Sight("certifications:judging_case", case(assigned), "question", who=assigned.judge.email)
    yield Sight(
        "certifications:judging_case", case(assigned), "stepping back, with errors", who=assigned.judge.email, do=step_back
    )
    yield Sight("certifications:judging_case", case(working), "pane", who=judge)
    yield Sight("certifications:judging_case", case(working), "keys", who=judge, do=opening("[data-pad-help]"))
    yield Sight("certifications:judging_case", case(working), "dialog", who=judge, do=hand_in_full)
    yield Sight("certifications:judging_case", case(assigned), "handed in too early", who=assigned.judge.email, do=hand_in_empty)
    yield Sight("certifications:judging", "/judging/", "pledge", who=JUDGE)


def case(assignment):
    return f"/judging/{assignment.public_id}/"


def step_back(page):
    page.locator("details summary").first.click()
    with page.expect_navigation():
        page.locator("details form button[type=submit]").click()


def hand_in_empty(page):
    """Opens a case, and hands it in past the script, as without it."""
    if page.locator("form[action$='/begin/']").count():
        with page.expect_navigation():
            page.locator("form[action$='/begin/'] button").click()
    form = page.locator("form.pad")
    with page.expect_navigation():
        form.evaluate(
            "form => { for (const each of form.querySelectorAll('[type=radio]')) each.checked = false;"
            " const name = document.createElement('input'); name.type = 'hidden'; name.name = 'action'; name.value = 'hand_in';"
            " form.append(name); form.submit(); }"
        )


def hand_in_full(page):
    for fieldset in page.locator("[data-criterion]").all():
        fieldset.locator(".pad__mark").nth(2).click()
    page.locator("[data-pad-submit]").click()
    page.locator("dialog[open]").wait_for()


def changes():
    """What a holder tells of a change: a notice that waits, the form, and what is missing in it."""
    told = ChangeNotice.objects.select_related("certificate", "noticed_by").filter(state="noticed", told_by="").first()
    base, who = f"/certificates/{told.certificate.public_id}/changes/", told.noticed_by.email
    yield Sight("certifications:certificate_changes", base, who=who)
    yield Sight("certifications:certificate_changes", base, "with errors", who=who, do=sending(words=""))
    yield Sight("certifications:certificate_change", f"{base}{told.public_id}/", who=who)
