"""The office writes to the applicant: a template to begin with, a preview, files, and a draft that is kept."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages as notices

from certifications import message_texts
from certifications.actions import enclosures, messages
from certifications.models import MessageDraft, MessageFile
from certifications.permissions import is_case_secretariat
from certifications.refusals import Refusal
from certifications.viewsets.case_verb import CaseVerbView
from home.desk import DeskObjectView
from home.forms import offer
from home.public_ids import read_public_id
from home.uploads.refusals import UploadRefused
from home.views.files import preview, serve


class MessageForm(forms.Form):
    """A message on the case. Its files come beside it: several at once."""

    template = forms.ChoiceField(label=_("template"), required=False)
    body = forms.CharField(label=_("message"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args: Any, templates: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [("", "–"), *((row["code"], row["name"]) for row in templates)]
        offer(self, "template", rows)


class WriteMessageView(CaseVerbView):
    """The button that was pressed (`go`): take over the template, preview, keep, take a file out (`drop`), or send."""

    label, verb_form = _("Write a message"), MessageForm
    template_name = "certifications/desk/write_message.html"
    refusals = (Refusal, UploadRefused)
    preview = ""

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_case_secretariat(user, record)

    @property
    def draft(self) -> MessageDraft | None:
        return (
            self.record.message_drafts.filter(author=self.request.user).prefetch_related("files__file", "waiting_files").first()
        )

    def get_initial(self) -> dict[str, Any]:
        return {"body": self.draft.body if self.draft else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"templates": message_texts.templates(self.record)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {
            "draft": self.draft,
            "preview": self.preview,
            "facts": message_texts.facts(self.record),
            **enclosures.asked_for(),
            "form_is_multipart": True,
            "submit_button_label": gettext("Send"),
            "has_unsaved_changes": bool(self.preview),
        }
        return super().get_context_data(**kwargs) | extra

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            if self.request.POST.get("drop"):
                self._keep(form.cleaned_data["body"], without=read_public_id(self.request.POST["drop"]))
                return redirect(self.viewset.url_of(self.record, "write_message"))
            match self.request.POST.get("go"):
                case "take":
                    return self._take(form)
                case "keep":
                    self._keep(form.cleaned_data["body"])
                    notices.success(self.request, gettext("The draft has been kept."))
                    return redirect(self.viewset.url_of(self.record, "write_message"))
                case "preview":
                    self.preview = message_texts.fill(self.record, form.cleaned_data["body"])
                    self._keep(form.cleaned_data["body"])
                    return self.render_to_response(self.get_context_data(form=form))
        except (Refusal, UploadRefused) as refusal:
            form.add_error(
                None, str(getattr(refusal, "message", refusal)) if isinstance(refusal, UploadRefused) else str(refusal)
            )
            return self.form_invalid(form)
        return super().form_valid(form)

    def _keep(self, body: str, without: UUID | None = None) -> None:
        added = self.request.FILES.getlist("files")
        messages.keep_draft(self.record, body=body, uploads=added, without=without, by=self.request.user)

    def _take(self, form: Any) -> HttpResponse:
        """The template's text below what had been written, kept as a draft."""
        text = message_texts.body_of(self.record, form.cleaned_data["template"])
        self._keep("\n\n".join(filter(None, [form.cleaned_data["body"].rstrip(), text])))
        return redirect(self.viewset.url_of(self.record, "write_message"))

    def act(self, form: Any) -> None:
        body = message_texts.fill(self.record, form.cleaned_data["body"])
        messages.post(self.record, body=body, uploads=self.request.FILES.getlist("files"), by=self.request.user)


class MessageFileView(DeskObjectView):
    """A file of a message of the case, or of one's own draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = MessageFile.objects.visible_to(request.user).select_related("file__preview")
        of_case = rows.filter(message__application=self.record) | rows.filter(draft__application=self.record)
        found = get_object_or_404(of_case, public_id=read_public_id(request.GET.get("id", "")))
        if "preview" in request.GET:
            return preview(found.file, name=found.name)
        return serve(found.file, name=found.name)
