"""What the sample city has at no time: lists on their way in, ties of judges, challenges, withdrawals that are under way."""

from datetime import timedelta

from django.urls import reverse

from certifications.actions import challenges, conflicts, interests, withdrawals
from certifications.models import Certificate, Conflict, PanelMember, Round, Withdrawal
from certifications.viewsets import withdrawals as withdrawal_desk
from home import clock
from home.actions import import_files
from home.viewsets import import_verbs
from organizations import verbs as verbs_of_masters
from organizations.actions import organizations
from organizations.models import Organization, OrganizationLink, User
from tests.journeys.cities import once_in_city
from tests.journeys.sights.desk import MANAGER, save_nothing, verbs
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import office
from tests.organizations import lists

HEAD = ["企業名", "区", "電話"]
ROWS = [["千鳥町ばね工業株式会社", "川崎区", "044-000-0001"], ["有限会社南幕製作所", "どこか区", "044-000-0002"]]


@once_in_city
def imported():
    """A list that was just brought in, one that was checked with a row refused, and one that was written."""
    by = User.objects.get(email=MANAGER)
    fresh = import_files.receive(lists.upload([HEAD, *ROWS]), kind="organizations", by=by)
    checked = lists.checked(lists.text_file([HEAD, *ROWS], "cp932"), by)
    done = lists.written(lists.text_file([HEAD, ROWS[0]], "utf-8"), by)
    return fresh, checked, done


def imports():
    """Lists in their states, and each verb on them."""
    runs = imported()
    yield Sight("lists:index", reverse("lists:index"), "with lists", who=MANAGER)
    for run in runs:
        yield Sight("lists:detail", at("lists:detail", run), run.state, who=MANAGER)
    refused = f"{at('lists:detail', runs[1])}?outcome=refused"
    yield Sight("lists:detail", refused, "refused rows", who=MANAGER)
    for name, view in import_verbs.VERBS.items():
        run = next(each for each in runs if view.may(User.objects.get(email=MANAGER), each))
        yield Sight(f"lists:{name}", at(f"lists:{name}", run), "verb", who=MANAGER)
    yield Sight("lists:write", at("lists:write", runs[1]), "with errors", who=MANAGER, do=save_nothing)


@once_in_city
def doubted():
    """An organization whose corporate number is in doubt, and one of a group."""
    by = User.objects.get(email=MANAGER)
    row = Organization.objects.exclude(corporate_number=None).exclude(number_verified_at=None).order_by("-pk").first()
    organizations.doubt_number(row, reason="登記簿と名称が異なる。", by=by)
    return row, OrganizationLink.objects.filter(until=None).order_by("pk").first().child


def masters():
    """What can be done with a doubted number, and with a link in a group."""
    row, child = doubted()
    found = {name: verbs_of_masters.VERBS[name] for name in ("verify_number", "unlink")}
    yield from verbs("organizations-desk", found, [Organization.objects.get(pk=row.pk), child], lambda _record: [MANAGER])


@once_in_city
def tied():
    """A judge who sees who applies: she has told of a tie, and the office asks her about a company."""
    round_ = Round.objects.select_related("program").get(state="judging", program__slug="kis")
    secretary = User.objects.get(email=office(round_.program))
    round_.stages.update(hides=[])
    round_.refresh_from_db()
    panel = PanelMember.objects.filter(round=round_)
    asked = Conflict.objects.filter(person__in=panel.values("judge"), state="suspected").select_related("person").first()
    judge = asked.person
    panel.filter(judge=judge).update(pledged_at=clock.now())
    interests.add(kind="employment", holder="self", name="株式会社多摩川義肢製作所", by=judge)
    conflicts.ask(asked, round_, by=secretary)
    rules = round_.rules | {"conflicts": round_.rules.get("conflicts", {}) | {"publishes_panel": True}}
    Round.objects.filter(pk=round_.pk).update(rules=rules)
    challenges.open_until(Round.objects.get(pk=round_.pk), clock.today() + timedelta(days=3), by=secretary)
    case = round_.applications.filter(state="in_review").select_related("created_by").order_by("pk").first()
    return round_, judge.email, case


def ties():
    """A judge's own list, who applies, the office's question; and what an applicant says about a judge."""
    round_, judge, case = tied()
    own = reverse("certifications:interests")
    yield Sight("certifications:interests", own, who=judge)
    yield Sight("certifications:interests", own, "with errors", who=judge, do=sent_empty("[name=corporate_number]"))
    applicants = reverse("certifications:judging_applicants", args=[round_.public_id])
    yield Sight("certifications:judging_applicants", applicants, who=judge)
    yield Sight("certifications:judging_applicants", applicants, "with errors", who=judge, do=sent_empty("[name=reason]"))
    yield Sight("certifications:conflict_answer", own, "with errors", who=judge, do=sent_empty("[name=connected]"))
    challenge = reverse("certifications:challenge", args=[case.public_id])
    yield Sight("certifications:challenge", challenge, who=case.created_by.email)
    yield Sight("certifications:challenge", challenge, "with errors", who=case.created_by.email, do=sent_empty("[name=reason]"))


def sent_empty(selector):
    """The form round this is sent as it stands, past the browser's own checks."""

    def act(page):
        with page.expect_navigation():
            page.locator(f"main form:has({selector})").first.evaluate("form => { form.noValidate = true; form.submit(); }")

    return act


@once_in_city
def withdrawing():
    """One withdrawal of which the holder has been told, and one that she has answered."""
    kept = Certificate.objects.filter(program__slug="kis", state="active", withdrawals=None).order_by("pk")
    found = []
    for certificate in kept.select_related("program", "decision__application")[:2]:
        by, until = User.objects.get(email=office(certificate.program)), withdrawals.first_possible_day(certificate.program)
        grounds = "仕様の変更により、基準に合わなくなっています。"
        notice = {"reason_class": "criteria", "grounds": grounds, "answer_until": until}
        found.append(withdrawals.begin(certificate, by=by, **notice))
    withdrawals.enter_answer(found[1], told_by="telephone", text="異議はありません。", by=by)
    return [each.pk for each in found]


def withdrawn():
    """Withdrawals that are under way, and each verb on them."""
    rows = list(Withdrawal.objects.select_related("certificate__program").filter(pk__in=withdrawing()).order_by("pk"))
    program = rows[0].certificate.program
    for row in rows:
        yield Sight("withdrawals:detail", at("withdrawals:detail", row), row.state, who=office(program))
    both = [office(program), office(program, "approver")]
    yield from verbs("withdrawals", withdrawal_desk.VERBS, rows, lambda _record: both)
