"""An edition is published, discarded, saved as a file, or taken up by a running round after its plan has been read."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from certifications import form_checks, form_files, form_shapes, form_words
from certifications.actions import form_adoptions, form_versions
from certifications.models import FormVersion, Round
from certifications.permissions import is_secretariat
from certifications.refusals import Refusal
from certifications.viewsets.form_editor.arranging import FormVerbView
from certifications.viewsets.forms import SeenForm
from home.desk import DeskObjectView
from home.desk.exports import disposition
from home.desk.verbs import DeskVerbView


class ReadForm(forms.Form):
    """Carries the edition's row version, so that nobody acts on what somebody else has just changed."""

    row_version = forms.IntegerField(widget=forms.HiddenInput())


class PublishView(FormVerbView):
    label, verb_form = _("Publish the edition"), ReadForm
    explanation = _(
        "From now on this edition never changes, and rounds that are prepared use it. "
        "Rounds that run keep theirs until you have them take up this one."
    )
    template_name = "certifications/desk/forms/publish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = form_shapes.as_data(self.record)
        labels = {row["key"]: form_words.text_of(row["label"]) for row in form["questions"]}
        labels |= {row["code"]: form_words.text_of(row["title"]) for row in form["sections"]}
        faults = [
            {"place": labels.get(fault.key or fault.section, ""), "words": form_words.fault_in_words(fault), "fault": fault}
            for fault in form_checks.faults(form)
        ]
        untranslated = sum(1 for row in form["questions"] if not (row["label"]["en"] and row["label"]["zh"]))
        return super().get_context_data(**kwargs) | {"faults": faults, "untranslated": untranslated}

    def act(self, form: Any) -> None:
        form_versions.publish(self.record, row_version=form.cleaned_data["row_version"], by=self.request.user)


class DiscardView(FormVerbView):
    label, verb_form = _("Discard the edition"), ReadForm
    explanation = _("The edition and everything in it is deleted. Save it as a file first if you may need it again.")

    def act(self, form: Any) -> None:
        form_versions.discard(self.record, row_version=form.cleaned_data["row_version"], by=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        gone = not FormVersion.objects.filter(pk=self.record.pk).exists()
        return redirect(self.viewset.index_url) if gone else response


class ExportView(DeskObjectView):
    """The form as a file, for another city or for safe keeping."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = form_files.dumps(form_shapes.compact(form_shapes.as_data(self.record)))
        name = f"{self.record.program.slug}-form-{self.record.number}.json"
        headers = {"Content-Disposition": disposition(name)}
        return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def takers(version: FormVersion) -> list[Round]:
    """The rounds that could take up the edition."""
    rounds = version.program.rounds.filter(state__in=form_adoptions.MAY_ADOPT).order_by("closes_at")
    return [round_ for round_ in rounds if form_adoptions.is_fit(round_, version)]


class PlanView(DeskVerbView):
    """What becomes of each question and of the answers in drafts; the button does it."""

    label, verb_form, refusals = _("Take up this edition in the round"), SeenForm, (Refusal,)
    template_name = "certifications/desk/forms/plan.html"

    @staticmethod
    def may(user: Any, record: FormVersion) -> bool:
        return record.published_at is not None and is_secretariat(user, record.program)

    @cached_property
    def round(self) -> Round:
        wanted = self.request.GET.get("round", "")
        found = [each for each in takers(self.record) if str(each.public_id) == wanted]
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def plan(self) -> form_adoptions.Plan:
        return form_adoptions.preview(self.round, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {"seen_as": self.plan.seen_as}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: list[dict[str, Any]] = [
            {
                "row": row,
                "before": form_words.text_of(row.before["label"]) if row.before else "",
                "after": form_words.text_of(row.after["label"]) if row.after else "",
                "change": CHANGES[row.change],
                "answers": ANSWERS[row.answers],
                "count": count,
            }
            for row, count in self.plan.rows
        ]
        return super().get_context_data(**kwargs) | {
            "round": self.round,
            "plan": self.plan,
            "changes": [each for each in rows if each["row"].change != "unchanged"],
            "unchanged": sum(1 for each in rows if each["row"].change == "unchanged"),
        }

    def act(self, form: Any) -> None:
        form_adoptions.adopt(self.round, self.record, seen_as=form.cleaned_data["seen_as"], by=self.request.user)


CHANGES = {
    "unchanged": _("unchanged"),
    "renamed": _("other words"),
    "changed": _("changed"),
    "split": _("split"),
    "merged": _("put together"),
    "new": _("new"),
    "removed": _("no longer asked"),
}
ANSWERS = {
    "kept": _("answers stay"),
    "converted": _("answers are carried over where they fit; the rest is set aside"),
    "copied": _("answers are copied"),
    "joined": _("answers are put together"),
    "asked_again": _("everybody is asked anew"),
    "aside": _("answers are set aside, not deleted"),
    "none": _("no answers yet"),
}
