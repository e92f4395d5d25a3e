"""The desk of themes: what companies ask for in a contest, in words and pictures; reached from the round's page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import themes
from certifications.models import Theme, ThemePicture
from certifications.permissions import has_program_role, is_secretariat
from certifications.refusals import Refusal
from certifications.states import ApplicationState, ThemeState
from certifications.viewsets.forms import ReasonForm
from certifications.viewsets.theme_forms import PictureForm, TakeOffForm, ThemeChangeForm
from home import clock
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.desk.views import STALE
from home.public_ids import read_public_id
from home.uploads.refusals import UploadRefused
from home.versions import StaleRecord
from home.views.files import preview, serve


class ThemeVerbView(DeskVerbView):
    """A verb of the secretariat on a theme in certain states, while the call is not closed."""

    refusals: tuple[type[Exception], ...] = (Refusal, UploadRefused)
    states: frozenset[str] = frozenset(ThemeState)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        open_ = record.state in cls.states and record.round.takes_themes(clock.now())
        return open_ and is_secretariat(user, record.round.program)


class ChangeView(ThemeVerbView):
    label, verb_form = _("Change the theme"), ThemeChangeForm
    explanation = _(
        "Applicants read the new words at once, also those who have chosen the theme. Applications that were submitted keep "
        "the words that they were submitted with."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Theme.objects.get(pk=self.record.pk)}

    def act(self, form: Any) -> None:
        try:
            themes.change(self.record, by=self.request.user, **form.cleaned_data)
        except StaleRecord as stale:
            raise Refusal(STALE) from stale


class PublishThemeView(ThemeVerbView):
    label, states = _("Publish the theme"), frozenset({ThemeState.DRAFT})
    explanation = _(
        "With the call, applicants can choose the theme, and the program's page shows it with its company. "
        "Its code stays as it is."
    )

    def act(self, form: Any) -> None:
        themes.publish(self.record, by=self.request.user)


class OfferAgainView(PublishThemeView):
    label, states = _("Offer the theme again"), frozenset({ThemeState.RETIRED})
    explanation = _("Applicants can choose the theme again, and the program's page shows it.")


class RetireView(ThemeVerbView):
    label, states, verb_form = _("Take the theme out of the offer"), frozenset({ThemeState.PUBLISHED}), ReasonForm
    explanation = _(
        "Nobody can choose it any more; what was submitted stays as it is. Whoever has chosen it in a draft gets a letter with "
        "the reason that you write, and must choose another theme."
    )

    def act(self, form: Any) -> None:
        themes.retire(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class AddPictureView(ThemeVerbView):
    label, verb_form = _("Add a picture"), PictureForm
    explanation = _("The public sees it once the theme is published. It is stored without the place and the camera's data.")

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        themes.add_picture(self.record, data.pop("file"), by=self.request.user, **data)


class TakeOffView(ThemeVerbView):
    label, verb_form = _("Take a picture off"), TakeOffForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.pictures.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"pictures": self.record.pictures.all()}

    def act(self, form: Any) -> None:
        themes.remove_picture(form.cleaned_data["picture"], by=self.request.user)


class DiscardView(ThemeVerbView):
    label, states = _("Throw the draft away"), frozenset({ThemeState.DRAFT})
    explanation = _("The draft and its pictures are deleted. The round's history notes who did it.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and not record.applications.exists()

    def act(self, form: Any) -> None:
        themes.discard(self.record, by=self.request.user)

    def form_valid(self, form: Any) -> Any:
        round_ = self.record.round
        answer = super().form_valid(form)
        if not Theme.objects.filter(pk=self.kwargs["key"]).exists():
            return redirect("rounds:detail", round_.public_id)
        return answer


class PictureView(DeskObjectView):
    """A picture of a theme, for those who may see the theme; small where it is asked so."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = ThemePicture.objects.filter(theme=self.record).select_related("file__preview")
        row = get_object_or_404(held, public_id=read_public_id(request.GET.get("id", "")))
        if "preview" in request.GET:
            return preview(row.file, name=f"{self.record.code}.jpg")
        return serve(row.file, name=f"{self.record.code}.{row.file.media_type.rpartition('/')[2]}", inline=True)


VERBS: dict[str, Any] = {
    "publish": PublishThemeView,
    "change": ChangeView,
    "add_picture": AddPictureView,
    "take_off": TakeOffView,
    "offer_again": OfferAgainView,
    "retire": RetireView,
    "discard": DiscardView,
}
LANGUAGES = {"ja": _("Japanese"), "en": _("English"), "zh": _("Simplified Chinese")}


class ThemeDesk(DeskViewSet):
    """Themes of the rounds of the programs in which one has a role."""

    model = Theme
    name = "themes"
    url_prefix = "themes"
    icon = "pick"
    menu_label = _("Themes")
    add_to_admin_menu = False
    can_enter = staticmethod(has_program_role)
    list_display = [
        Column("__str__", label=_("theme"), sort_key="code"),
        Column("round", label=_("round")),
        Column("organization", label=_("company that sets the theme"), sort_key="organization__name_kana"),
        Column("get_state_display", label=_("state"), sort_key="state"),
    ]
    search_fields = ["code", "title_ja", "title_en", "organization__name_ja"]
    list_filter = ["round", "state"]
    list_export = [
        "round.program.slug", "round.fiscal_year", "round.number", "code", "organization.name_ja", "title_ja", "title_en",
        "title_zh", "get_state_display",
    ]  # fmt: skip
    export_headings = {
        "code": _("code"), "title_ja": _("title (Japanese)"), "title_en": _("title (English)"), "title_zh": _("title (Chinese)"),
    }  # fmt: skip
    export_filename = "themes"
    ordering = "-round__opens_at"
    detail_template_name = "certifications/desk/theme.html"
    object_views = VERBS | {"picture": PictureView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("round__program", "organization")

    def detail_context(self, request: HttpRequest, record: Theme) -> dict[str, Any]:
        drafts = record.applications.filter(state=ApplicationState.DRAFT).count()
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "texts": [(LANGUAGES[suffix], words_in(record, suffix)) for suffix in LANGUAGES],
            "pictures": record.pictures.select_related("file"),
            "drafts": drafts,
            "handed_in": record.applications.count() - drafts,
            "history": record.history.select_related("by").order_by("-seq"),
        }


def words_in(theme: Theme, suffix: str) -> list[tuple[str, str]]:
    """Label and text of what a theme says in one language; without what it leaves empty."""
    labels = {"title": gettext("title"), "brief": gettext("what is asked for"), "material": gettext("material or technique")}
    found = [(label, getattr(theme, f"{stem}_{suffix}")) for stem, label in labels.items()]
    return [(label, text) for label, text in found if text]
