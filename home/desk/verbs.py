"""One verb on one record: a page with its form, and one action behind it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages

from home.desk.views import DeskFormView
from home.states import IllegalTransition, StaleState


class NoQuestions(forms.Form):
    """A verb that asks nothing: its page says what will happen, and its button does it."""


class DeskVerbView(DeskFormView):
    """Subclasses name the verb: `label`, `verb_form`, `act(form)`; and who may, by `may(user, record)`.

    Who may not see the record gets 404, who may see it but not do this is refused; a refusal of the action is shown on
    the form, with what was typed.
    """

    label: Any = ""
    explanation: Any = ""
    verb_form: type[forms.BaseForm] = NoQuestions
    refusals: tuple[type[Exception], ...] = ()
    template_name = "desk/verb.html"

    def check(self) -> None:
        if not self.may(self.request.user, self.record):
            raise PermissionDenied

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        """Whether the person has this verb on the record now."""
        return False

    def act(self, form: Any) -> None:
        """Calls the verb's one action."""
        raise NotImplementedError(f"{type(self).__name__} must say what it does.")

    def get_page_title(self) -> str:
        return str(self.label)

    def get_form_class(self) -> Any:
        return self.verb_form

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {"submit_button_label": self.label, "explanation": self.explanation, "back_url": self.viewset.url_of(self.record)}
        return super().get_context_data(**kwargs) | extra

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except self.refusals as refusal:
            form.add_error(None, str(refusal))
        except (IllegalTransition, StaleState):
            form.add_error(None, gettext("The state has changed in the meantime. Please look at the record's page again."))
        else:
            messages.success(self.request, gettext("Done: %(verb)s") % {"verb": self.label})
            return redirect(self.viewset.url_of(self.record))
        return self.form_invalid(form)


def verbs_for(viewset: Any, request: HttpRequest, record: Any, views: Mapping[str, type[DeskVerbView]]) -> list[dict[str, str]]:
    """Label and address of every verb that the person has on the record now, in the order of `views`."""
    return [
        {"name": name, "label": str(view.label), "url": viewset.url_of(record, name)}
        for name, view in views.items()
        if view.may(request.user, record)
    ]
