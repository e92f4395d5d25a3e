"""The desk of the screening: a queue by due day, who has how much, and many cases through in one go."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages as notices

from certifications import screening_queue
from certifications.actions import bulk_screening, handling
from certifications.actions.bulk_screening import ACCEPT, LEAVE, NOT_MET, ScreeningChoice
from certifications.models import Application, Round
from certifications.permissions import is_case_secretariat, runs_programs
from certifications.refusals import Refusal
from certifications.screening_queue import ALL, MINE, NOBODY
from home.desk.views import DeskAccess, DeskPage
from home.languages import suffix
from home.public_ids import read_public_id
from home.versions import StaleRecord

WHO = {MINE: _("mine"), NOBODY: _("nobody's"), ALL: _("all")}
MOST_AT_ONCE = 100
ROWS_A_PAGE = 50
VERB_WORDS = {
    ACCEPT: _("Accept for judging"),
    NOT_MET: _("Draft: requirements not met"),
    LEAVE: _("Leave it as it is"),
}


class ScreeningPage(DeskPage, DeskAccess, TemplateView):
    """For the secretariat of any program; every queryset is what the person's office sees."""

    record: Any = None
    title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not runs_programs(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.title)


class QueueView(ScreeningPage):
    """What waits, by due day. A POST takes a case: `take` is its public id."""

    title = _("Screening")
    template_name = "certifications/desk/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        who = self.request.GET.get("who", ALL)
        rounds = Round.objects.run_by(user).running().select_related("program")
        known = {str(round_.public_id): round_ for round_ in rounds}
        chosen = self.request.GET.get("round", "")
        every = screening_queue.queue(screening_queue.of_round(screening_queue.cases(user), chosen if chosen in known else ""))
        loads = screening_queue.loads(every)
        shown = screening_queue.of_person(every, user, who if who in WHO else ALL)
        page = Paginator(shown, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        context = super().get_context_data(**kwargs)
        context |= {
            "who": who if who in WHO else ALL,
            "whose": WHO.items(),
            "rounds": known.items(),
            "chosen": chosen,
            "rows": page.object_list,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "loads": loads,
            "most": max((load.count for load in loads), default=0),
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = get_object_or_404(
            Application.objects.of_office(request.user), public_id=read_public_id(request.POST.get("take", ""))
        )
        try:
            handling.hand_over(case, request.user, by=request.user)
        except (Refusal, StaleRecord) as refusal:
            words = gettext("Somebody else was faster.") if isinstance(refusal, StaleRecord) else str(refusal)
            notices.error(request, words)
        else:
            notices.success(request, gettext("You handle %(case)s now.") % {"case": case})
        return redirect(request.get_full_path())


class BulkView(ScreeningPage):
    """The chosen cases (`case`): what each can get, then a summary, then one verb each."""

    title = _("Several cases through the screening")
    template_name = "certifications/desk/bulk.html"

    def cases(self) -> list[Application]:
        asked = map(read_public_id, (self.request.POST or self.request.GET).getlist("case"))
        wanted = [key for key in asked if key is not None][:MOST_AT_ONCE]
        rows = screening_queue.cases(self.request.user).filter(public_id__in=wanted).prefetch_related("decisions")
        return [case for case in rows.order_by("receipt_number") if is_case_secretariat(self.request.user, case)]

    def choices(self, cases: list[Application]) -> list[ScreeningChoice]:
        data = self.request.POST
        return [
            ScreeningChoice(case, data.get(f"verb-{case.public_id}", LEAVE), data.get(f"note-{case.public_id}", ""))
            for case in cases
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(rows=self._rows(self.cases())))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        cases = self.cases()
        rows = self._rows(cases)
        choices = self.choices(cases)
        wrong = [row for row, choice in zip(rows, choices, strict=True) if _lacks_a_word(row["readiness"], choice)]
        for row in wrong:
            row["error"] = gettext("Please write the reasons: a refusal cannot be proposed without them.")
        if wrong or request.POST.get("go") != "do":
            summary = request.POST.get("go") == "summary" and not wrong
            context = self.get_context_data(rows=rows, summary=_count(choices) if summary else None)
            return self.render_to_response(context, status=400 if wrong else 200)
        results = bulk_screening.settle(choices, by=request.user)
        context = self.get_context_data(results=[{"settled": each, "verb": VERB_WORDS.get(each.verb)} for each in results])
        return self.render_to_response(context)

    def _rows(self, cases: list[Application]) -> list[dict[str, Any]]:
        data = self.request.POST
        found = []
        for case in cases:
            readiness = bulk_screening.readiness(case, self.request.user)
            lines = {row["code"]: row["text"].get(suffix()) or row["text"]["ja"] for row in case.round.rules["checklist"]}
            said = {check.code: check for check in case.checks.all()}
            chosen = data.get(f"verb-{case.public_id}", readiness.verbs[0])
            found.append(
                {
                    "case": case,
                    "readiness": readiness,
                    "remarks": [(lines[code], said[code]) for code in lines if code in said and _is_remarkable(said[code])],
                    "open": [lines[code] for code in readiness.open_lines],
                    "verbs": [(verb, VERB_WORDS[verb], verb == chosen) for verb in readiness.verbs],
                    "note": data.get(f"note-{case.public_id}", ""),
                }
            )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"queue_url": reverse("cases:screening")}


def _is_remarkable(check: Any) -> bool:
    return bool(not check.passed or check.note)


def _lacks_a_word(readiness: Any, choice: ScreeningChoice) -> bool:
    return choice.verb == NOT_MET and NOT_MET in readiness.verbs and not choice.note.strip()


def _count(choices: list[ScreeningChoice]) -> list[tuple[str, int]]:
    return [(str(words), sum(1 for each in choices if each.verb == verb)) for verb, words in VERB_WORDS.items()]
