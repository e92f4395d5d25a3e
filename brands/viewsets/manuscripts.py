"""The desk of manuscripts: what holders want the register to say, beside what it says; approved or returned with words."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from brands import differences
from brands.actions import manuscripts
from brands.forms import ApproveForm, SendBackForm
from brands.languages import LANGUAGE_LABELS
from brands.models import Manuscript
from brands.permissions import can_settle_manuscript
from brands.states import ManuscriptState
from brands.views.previews import rehearsed
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for


class ApproveView(DeskVerbView):
    """The comparison stands above the button once more, so that what is approved is what was read."""

    label, verb_form = _("Approve and show"), ApproveForm
    refusals = (Refusal,)
    template_name = "brands/desk/approve.html"
    explanation = _("The register shows the new text at once, and the pictures within a few minutes. The holder gets a letter.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return can_settle_manuscript(user, record)

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.record.mark}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | comparison(self.record)

    def act(self, form: Any) -> None:
        manuscripts.approve(self.record, seen=form.cleaned_data["seen"], by=self.request.user)


class SendBackView(DeskVerbView):
    label, verb_form = _("Return with words"), SendBackForm
    refusals = (Refusal,)
    explanation = _("The holder gets a letter, reads your words signed in, and can change the text and hand it in again.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return can_settle_manuscript(user, record)

    def act(self, form: Any) -> None:
        manuscripts.send_back(self.record, words=form.cleaned_data["words"], by=self.request.user)


class PreviewView(DeskObjectView):
    """The entry's page as it would be, once the text lies with the office; before, it is the holder's alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.record.state != ManuscriptState.HANDED_IN:
            raise Http404
        return rehearsed(request, self.record, back=self.viewset.url_of(self.record))


VERBS: dict[str, Any] = {"approve": ApproveView, "send_back": SendBackView}


def comparison(manuscript: Manuscript) -> dict[str, Any]:
    """What differs from the register; nothing while it lies with the holder, who may be writing in it."""
    if manuscript.state != "handed_in":
        return {"sides": [], "new_facts": [], "pictures": []}
    rows = [row for row in manuscript.pictures.all() if row.shown or row.file]
    return {
        "sides": [(LANGUAGE_LABELS[side.language], side) for side in differences.sides(manuscript)],
        "new_facts": differences.new_facts(manuscript),
        "pictures": [(row, differences.is_changed(row)) for row in rows] if differences.pictures_changed(manuscript) else [],
    }


class ManuscriptDesk(DeskViewSet):
    """What was handed in: what waits stands first, the longest waiting on top."""

    model = Manuscript
    name = "manuscripts"
    url_prefix = "manuscripts"
    icon = "edit"
    menu_label = _("New texts of entries")
    menu_order = 131
    can_enter = staticmethod(reads_certifications)
    when_empty = _("When a holder hands in a new text for the register, it stands here.")
    list_display = [
        Column("__str__", label=_("number")),
        Column("name", label=_("name")),
        Column("holder", label=_("holder")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("touched_words", label=_("changed in")),
        Column("handed_in_at", label=_("handed in"), sort_key="handed_in_at"),
    ]
    search_fields = ["entry__certificate__number", "entry__certificate__name_ja", "entry__certificate__holder_ja"]
    list_filter = ["state", "entry__certificate__program"]
    list_export = ["__str__", "name", "holder", "get_state_display", "touched_words", "handed_in_at", "settled_at"]
    export_headings = {
        "__str__": _("number"),
        "name": _("name"),
        "holder": _("holder"),
        "get_state_display": _("state"),
        "touched_words": _("changed in"),
    }
    export_filename = "manuscripts"
    detail_template_name = "brands/desk/manuscript.html"
    object_views = VERBS | {"preview": PreviewView}

    def listed(self, records: Any) -> models.QuerySet[Any]:
        return records.with_all().in_turn()

    def detail_context(self, request: HttpRequest, record: Manuscript) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "preview_url": self.url_of(record, "preview") if record.state == ManuscriptState.HANDED_IN else "",
            "history": record.history.select_related("by").order_by("-seq"),
            **comparison(record),
        }
