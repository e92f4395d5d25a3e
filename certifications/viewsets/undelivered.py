"""The desk of letters that did not arrive."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import recipients
from certifications.actions import undelivered
from certifications.permissions import runs_programs
from certifications.viewsets import menus
from home.actions.returned_letters import NotUndelivered
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.forms import LongTextField
from home.models import Letter


class LetterVerbView(DeskVerbView):
    """A verb on a letter that nobody has dealt with yet."""

    refusals: tuple[type[Exception], ...] = (NotUndelivered,)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state in {"failed", "returned"} and undelivered.may_deal(user, record)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return redirect("undelivered:index") if response.status_code == HTTPStatus.FOUND else response  # it is no longer here


class SendAgainView(LetterVerbView):
    label = _("Send again")
    explanation = _(
        "It goes to the e-mail address that the reader's account has now. Please call first, so that the address is right."
    )

    def act(self, form: Any) -> None:
        undelivered.send_again(self.record, by=self.request.user)


class PaperForm(forms.Form):
    """Where the letter goes on paper."""

    post_to = LongTextField(
        label=_("name and address"),
        help_text=_("As on the envelope: postal code, address, name."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PaperView(LetterVerbView):
    label, verb_form = _("Send on paper"), PaperForm
    explanation = _("The letter moves to the letters to post. There you print it, and note that it has been posted.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"post_to": recipients.postal_address(self.record)}

    def act(self, form: Any) -> None:
        undelivered.put_on_paper(self.record, post_to=form.cleaned_data["post_to"], by=self.request.user)


VERBS: dict[str, Any] = {"again": SendAgainView, "paper": PaperView}


class UndeliveredDesk(DeskViewSet):
    """Letters about cases and rounds of one's own programs that could not be sent or came back."""

    model = Letter
    name = "undelivered"
    url_prefix = "undelivered"
    icon = "warning"
    menu_label = _("Letters that did not arrive")
    menu_order = 131
    menu_hook = menus.LETTERS
    when_empty = _("All letters have arrived or are on their way. You need not do anything.")
    can_enter = staticmethod(runs_programs)
    list_display = [
        Column("subject", label=_("letter"), sort_key="subject"),
        Column("recipient", label=_("reader")),
        Column("address", label=_("e-mail address"), sort_key="address"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("error", label=_("what the mail server said")),
        Column("created_at", label=_("written at"), sort_key="created_at"),
    ]
    search_fields = ["subject", "address"]
    list_filter = ["state"]
    list_export = ["subject", "address", "get_state_display", "error", "created_at", "sent_at"]
    export_headings = {"sent_at": _("left at")}
    export_filename = "undelivered-letters"
    ordering = "-created_at"
    detail_template_name = "certifications/desk/undelivered.html"
    object_views = VERBS

    def visible(self, user: Any) -> models.QuerySet[Letter]:
        return undelivered.visible_to(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("recipient")

    def detail_context(self, request: HttpRequest, record: Letter) -> dict[str, Any]:
        return {"verbs": verbs_for(self, request, record, VERBS), "returns": record.returns.all()}
