"""Paper and counter at the desk: an application is entered, and its letters are printed and posted."""

from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import intake, undelivered
from certifications.actions import letters_by_post as posting
from certifications.intake_forms import EnterForm
from certifications.models import Application, Round
from certifications.permissions import runs_programs
from certifications.refusals import Refusal
from certifications.states import RoundState
from certifications.viewsets import menus
from certifications.viewsets.round_verbs import RoundVerbView
from home.desk import DeskObjectView, DeskViewSet
from home.desk.verbs import DeskVerbView
from home.models import Letter
from home.uploads.refusals import UploadRefused
from organizations.actions.organizations import CorporateNumberTaken


class EnterView(RoundVerbView):
    """Begins an application for somebody, and goes on to the same form that applicants fill in."""

    label, states, verb_form = _("Enter an application on paper"), frozenset({RoundState.PUBLISHED}), EnterForm
    explanation = _(
        "For what came by post or at the counter. On the next page you fill in the form as it was written; then you submit it. "
        "The history says that the office entered it. Letters go on paper: print them from the list of letters to post."
    )
    refusals = (Refusal, UploadRefused, CorporateNumberTaken)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            application = intake.enter(self.record, by=self.request.user, **form.facts())
        except (Refusal, UploadRefused) as refusal:
            form.add_error(None, str(getattr(refusal, "message", refusal)))
        except CorporateNumberTaken:
            form.add_error("corporate_number", gettext("Another organization has this corporate number already."))
        except PermissionDenied:
            form.add_error(None, gettext("You have an interest in this case: a colleague enters it."))
        else:
            notices.success(self.request, gettext("The application has been begun. Please fill in the form as it was written."))
            return redirect(reverse("certifications:application", args=[application.public_id]))
        return self.form_invalid(form)


def being_entered(round_: Round, user: Any) -> models.QuerySet[Application]:
    """Drafts on paper that the office has not submitted yet."""
    rows = Application.objects.of_proxy(user).filter(round=round_, state="draft")
    return rows.select_related("subject", "organization", "person", "team", "created_by").order_by("created_at")


class PostedView(DeskVerbView):
    """The letter lies in the post box."""

    label = _("Posted")
    explanation = _("Please press this when the letter has been posted. It leaves the list, and the case shows the day.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "to_post" and undelivered.may_deal(user, record)

    def act(self, form: Any) -> None:
        posting.posted(self.record, by=self.request.user)


class PrintView(DeskObjectView):
    """The letter alone, for A4 and an envelope with a window."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "certifications/desk/letter.html", {"letter": self.record})


class PostDesk(DeskViewSet):
    """Letters on paper about cases of one's own programs."""

    model = Letter
    name = "post"
    url_prefix = "post"
    icon = "mail"
    menu_label = _("Letters to post")
    menu_order = 130
    menu_hook = menus.LETTERS
    rows_called = _("letters to post")
    when_empty = _("There is nothing to print and post now. Letters for those who applied on paper appear here by themselves.")
    can_enter = staticmethod(runs_programs)
    list_display = [
        Column("subject", label=_("letter by post"), sort_key="subject"),
        Column("post_to", label=_("name and address")),
        Column("created_at", label=_("written at"), sort_key="created_at"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("sent_at", label=_("posted at"), sort_key="sent_at"),
    ]
    search_fields = ["subject", "post_to"]
    list_filter = ["state"]
    list_export = ["subject", "post_to", "created_at", "get_state_display", "sent_at"]
    export_filename = "letters-by-post"
    ordering = "-created_at"
    detail_template_name = "certifications/desk/post.html"
    object_views = {"posted": PostedView, "print": PrintView}

    def visible(self, user: Any) -> models.QuerySet[Letter]:
        return posting.visible_to(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("posted_by")

    def detail_context(self, request: HttpRequest, record: Letter) -> dict[str, Any]:
        return {
            "may_post": PostedView.may(request.user, record),
            "posted_url": self.url_of(record, "posted"),
            "print_url": self.url_of(record, "print"),
        }
