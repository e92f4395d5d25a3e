"""The desk of renewals: which certificates end when, the campaigns, and what came of each invitation."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column

from certifications import renewal_figures
from certifications.actions import renewal_campaigns
from certifications.models import Certificate, Program, Renewal, RenewalCampaign, Round
from certifications.permissions import is_secretariat, reads_certifications
from certifications.refusals import Refusal
from certifications.renewal_states import RenewalState
from certifications.viewsets import menus
from certifications.viewsets.renewal_forms import CampaignForm, SpanForm
from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView
from home.desk.views import DeskAccess, DeskPage
from home.languages import COLUMN_LANGUAGES

SPAN = 366  # days ahead, where nothing else is said
MOST = 500  # rows on a page; the counts and the chart are of all


class EndingView(DeskPage, DeskAccess, TemplateView):
    """Which certificates of a program end within a span: how many by month, each with its holder and what is known of it."""

    record: Any = None
    template_name = "certifications/desk/renewals/ending.html"

    def get_page_title(self) -> str:
        return str(_("Certificates that end"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, clock.today()
        programs = Program.objects.filter(certificates__in=Certificate.objects.visible_to(user).values("pk")).distinct()
        programs = programs.filter(validity_years__isnull=False).order_by("order", "slug")
        known = {"program": programs.first(), "first": today, "last": today + timedelta(days=SPAN)}
        form = SpanForm(self.request.GET if self.request.GET.get("program") else None, programs=programs, initial=known)
        wanted = (form.cleaned_data if form.is_valid() else {}) if form.is_bound else known
        return super().get_context_data(**kwargs) | {"form": form, **self._found(wanted)}

    def _found(self, wanted: dict[str, Any]) -> dict[str, Any]:
        program = wanted.get("program")
        if program is None:
            return {"program": None}
        user, first, last = self.request.user, wanted["first"], wanted["last"]
        visible = Certificate.objects.visible_to(user).filter(program=program)
        ending = visible.ending(first, last)
        rounds = Round.objects.run_by(user).filter(program=program).order_by("-opens_at")
        invites = [each for each in rounds if renewal_campaigns.takes_renewals(each) and is_secretariat(user, program)]
        return {
            "program": program,
            "first": first,
            "last": last,
            "months": renewal_figures.by_month(ending),
            "count": ending.count(),
            "rows": renewal_figures.rows(ending, MOST),
            "most": MOST,
            "to_invite": renewal_campaigns.candidates(program, first, last).filter(pk__in=visible.values("pk")).count(),
            "rounds": [(each, begin_url(each, first, last)) for each in invites],
        }


def begin_url(round_: Round, first: date, last: date) -> str:
    """The verb of the round, with the span filled in."""
    return f"{reverse('rounds:begin_campaign', args=[round_.public_id])}?first={first:%Y-%m-%d}&last={last:%Y-%m-%d}"


class BeginCampaignView(DeskVerbView):
    """A verb of a round that takes renewals."""

    label, verb_form, refusals = _("Begin a renewal campaign"), CampaignForm, (Refusal,)
    explanation = _(
        "Whoever holds a certificate that ends within these days gets a letter, and finds on the own page how to renew. Left out "
        "are certificates that are suspended or about to be withdrawn, renewed already, or invited by another campaign."
    )
    template_name = "certifications/desk/renewals/begin.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return renewal_campaigns.takes_renewals(record) and is_secretariat(user, record.program)

    def get_form_kwargs(self) -> dict[str, Any]:
        said, today = self.record.rules["renewals"], clock.today()
        form = SpanForm({"program": "", **self.request.GET.dict()}, programs=Program.objects.none())
        form.is_valid()
        initial = {
            "first_day": form.cleaned_data.get("first") or today,
            "last_day": form.cleaned_data.get("last") or today + timedelta(days=SPAN),
            "remind_before_end": said.get("remind_before_end", 0),
            "remind_before_close": said.get("remind_before_close", 0),
        }
        return super().get_form_kwargs() | {"initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, initial = context["form"], context["form"].initial
        data = form.cleaned_data if form.is_bound and form.is_valid() else initial
        ending = renewal_campaigns.candidates(self.record.program, data["first_day"], data["last_day"])
        visible = Certificate.objects.visible_to(self.request.user)
        return context | {
            "count": ending.filter(pk__in=visible.values("pk")).count(),
            "first": data["first_day"],
            "last": data["last_day"],
        }

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        words = {language: data.pop(language) for language in COLUMN_LANGUAGES}
        renewal_campaigns.begin(self.record, words=words, by=self.request.user, **data)


ROUND_VERBS: dict[str, Any] = {"begin_campaign": BeginCampaignView}


class RenewalDesk(DeskViewSet):
    """Campaigns of the programs in which one has a role. One is begun on its round's page."""

    model = RenewalCampaign
    name = "renewals"
    url_prefix = "renewals"
    icon = "rotate"
    menu_label = _("Renewals")
    menu_order = 121
    menu_hook = menus.LIFE
    when_empty = _("Begin a campaign on the page of a round that takes renewals, or under “Certificates that end”.")
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("round", label=_("round"), sort_key="round__fiscal_year"),
        Column("first_day", label=_("ends from"), sort_key="first_day"),
        Column("last_day", label=_("ends until"), sort_key="last_day"),
        Column("invited", label=_("invited")),
        Column("renewed", label=_("renewed")),
        Column("begun_at", label=_("begun"), sort_key="begun_at"),
    ]
    search_fields = ["round__program__name_ja", "round__program__name_en", "round__program__slug"]
    list_filter = ["round__program", "first_day"]
    list_export = ["round", "first_day", "last_day", "invited", "renewed", "begun_by", "begun_at"]
    export_headings = {"invited": _("invited"), "renewed": _("renewed")}
    export_filename = "renewal-campaigns"
    ordering = "-begun_at"
    detail_fields = (
        "round", "first_day", "last_day", "remind_before_end", "remind_before_close", "words_ja", "begun_by", "begun_at",
    )  # fmt: skip
    detail_template_name = "certifications/desk/renewals/campaign.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("ending/", EndingView.as_view(viewset=self), name="ending"), *super().get_urlpatterns()]

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        renewed = models.Count("renewals", filter=models.Q(renewals__state=RenewalState.RENEWED))
        return records.select_related("round__program", "begun_by").annotate(invited=models.Count("renewals"), renewed=renewed)

    def detail_context(self, request: HttpRequest, record: RenewalCampaign) -> dict[str, Any]:
        found = Renewal.objects.visible_to(request.user).filter(campaign=record).whole()
        rows = list(found.prefetch_related("certificate__renewal_applications", "certificate__successor"))
        return {"funnel": renewal_figures.funnel(rows), "rows": rows}
