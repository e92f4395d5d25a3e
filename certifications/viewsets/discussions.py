"""Discussions between a case's judges at the desk: called, read, joined in, and closed with an outcome."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from certifications import talks
from certifications.actions import discussions
from certifications.discussion_states import DiscussionOutcome
from certifications.judging_forms import WordForm
from certifications.models import Discussion, Stage
from certifications.permissions import is_case_office, is_case_secretariat
from certifications.states import RoundState
from certifications.viewsets.case_verb import CaseVerbView


def newest(record: Any) -> Any:
    """The case's last discussion."""
    return record.discussions.first()


def talking(record: Any) -> Discussion | None:
    """The discussion that goes on in the case."""
    return record.discussions.open().select_related("stage__round").first()


def stage_to_talk_in(record: Any) -> Stage | None:
    """The stage in which all judges of the case have handed in and nobody talks yet."""
    busy = record.discussions.open().values("stage")
    stages = Stage.objects.filter(round=record.round_id).scored().open().exclude(pk__in=busy).order_by("order")
    return next((stage for stage in stages if discussions.all_handed_in(record, stage)), None)


class TopicForm(forms.Form):
    """What the judges should talk about."""

    topic = forms.CharField(
        label=_("what should be talked about"),
        help_text=_("The judges read this. Please name neither judges nor, in a blind stage, the applicant."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallView(CaseVerbView):
    label, verb_form = _("Ask the judges to talk"), TopicForm
    explanation = _(
        "Each judge of the case gets a letter. They see how far they lie apart and in which criteria, not who gave what. "
        "Scores can be locked once you have closed the discussion."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        under_way = record.state == "in_review" and record.round.state == RoundState.JUDGING
        return under_way and is_case_secretariat(user, record) and stage_to_talk_in(record) is not None

    def act(self, form: Any) -> None:
        stage = stage_to_talk_in(self.record)
        assert stage is not None  # `may` has found one; the action looks again
        discussions.call(self.record, stage=stage, topic=form.cleaned_data["topic"], by=self.request.user)


class DiscussionView(CaseVerbView):
    """The thread; the secretariat can join in while it goes on."""

    label, verb_form = _("Discussion of the judges"), WordForm
    template_name = "certifications/desk/discussion.html"

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_case_office(user, record) and record.discussions.exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = self.record.discussions.select_related("stage__rubric_version", "application__subject")
        going_on = talking(self.record) is not None and self.record.round.state == RoundState.JUDGING
        extra = {
            "talks": [talks.talk(each, self.request.user, as_office=True) for each in every],
            "writable": going_on and is_case_secretariat(self.request.user, self.record),
            "submit_button_label": _("Send"),
            "close_url": self.viewset.url_of(self.record, "close_discussion"),
            "assign_url": self.viewset.url_of(self.record, "assign"),
        }
        return super().get_context_data(**kwargs) | extra

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            discussions.say(talking(self.record) or newest(self.record), body=form.cleaned_data["body"], by=self.request.user)
        except self.refusals as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect(self.viewset.url_of(self.record, "discussion"))


class CloseForm(forms.Form):
    """What came of the discussion."""

    outcome = forms.ChoiceField(label=_("outcome of the discussion"), choices=DiscussionOutcome, widget=forms.RadioSelect)
    note = forms.CharField(label=_("what came of it"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class CloseView(CaseVerbView):
    label, verb_form = _("Close the discussion of the judges"), CloseForm
    explanation = _("What was said stays on record. The judges read the outcome; the note is for the office.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_case_secretariat(user, record) and talking(record) is not None

    def act(self, form: Any) -> None:
        data, found = form.cleaned_data, talking(self.record)
        assert found is not None  # `may` has found one; the action looks again
        discussions.close(found, outcome=data["outcome"], note=data["note"], by=self.request.user)


VERBS: dict[str, Any] = {"open_discussion": CallView, "discussion": DiscussionView, "close_discussion": CloseView}
