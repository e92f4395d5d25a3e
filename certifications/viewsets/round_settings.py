"""What the office can change about a round after it was prepared: its timetable, its themes, its panel."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from certifications.actions import rounds, themes, timetables
from certifications.models import PanelMember, Round
from certifications.permissions import is_secretariat
from certifications.states import MAY_BE_MOVED, MAY_BE_SEATED, AssignmentState, RoundState
from certifications.viewsets.round_verbs import RoundVerbView
from certifications.viewsets.theme_forms import OrderForm, ThemeForm
from events.models import Event
from home import clock
from home.desk.labels import label_of
from home.forms import offer


class TimetableForm(forms.Form):
    """Every date of a round, and its ceremony. What cannot be moved any more is shown and not asked. The stages are data."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.stages = round_, list(round_.stages.all())
        self.fields["row_version"].initial = round_.row_version
        for name in ("opens_at", "closes_at", "judging_until", "announces_at"):
            self._ask(name, label_of(Round, name), getattr(round_, name))
        for stage in self.stages:
            words = {"stage": stage.name}
            self._ask(f"stage-{stage.pk}-first", gettext("%(stage)s: first day") % words, stage.starts_on)
            self._ask(f"stage-{stage.pk}-last", gettext("%(stage)s: last day") % words, stage.ends_on)
        coming = Event.objects.of_program(round_.program.slug).coming(clock.now())
        offered = Event.objects.filter(Q(pk__in=coming.values("pk")) | Q(pk=round_.ceremony_id)).order_by("starts_at")
        self.fields["ceremony"] = forms.ModelChoiceField(
            label=_("ceremony"), queryset=offered, required=False, initial=round_.ceremony_id
        )

    def _ask(self, name: str, label: Any, value: date) -> None:
        moment = isinstance(value, datetime)
        shown = "%Y-%m-%dT%H:%M" if moment else "%Y-%m-%d"
        widget = (forms.DateTimeInput if moment else forms.DateInput)(
            attrs={"type": "datetime-local" if moment else "date"}, format=shown
        )
        over = value <= clock.now() if isinstance(value, datetime) else value < clock.today()
        fixed = self.round.state != RoundState.PREPARING and (over or name == "closes_at")
        self.fields[name] = (forms.DateTimeField if moment else forms.DateField)(
            label=label, widget=widget, initial=value, disabled=fixed, help_text=self._reason(name, over) if fixed else ""
        )

    def _reason(self, name: str, over: bool) -> Any:
        if over:
            return _("This has passed.")
        return _("The deadline is put off with a verb of its own, which writes to the applicants.")

    def timetable(self) -> dict[str, Any]:
        """What `timetables.move` takes."""
        data = self.cleaned_data
        names = ("opens_at", "closes_at", "judging_until", "announces_at", "ceremony", "row_version")
        stages = {stage.pk: (data[f"stage-{stage.pk}-first"], data[f"stage-{stage.pk}-last"]) for stage in self.stages}
        return {name: data[name] for name in names} | {"stages": stages}


class TimetableView(RoundVerbView):
    label, states, verb_form = _("Change the timetable"), MAY_BE_MOVED, TimetableForm
    explanation = _("The public timetable shows the new dates at once. What has passed stays as it was. No letters are sent.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        timetables.move(self.record, by=self.request.user, **form.timetable())


class ThemesView(RoundVerbView):
    """A verb of the secretariat while the round takes themes."""

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.takes_themes(clock.now()) and is_secretariat(user, record.program)


class AddThemeView(ThemesView):
    label, verb_form = _("Add a theme"), ThemeForm
    explanation = _(
        "Agree the theme with the company beforehand. It is a draft until you publish it; then applicants can choose it."
    )

    def act(self, form: Any) -> None:
        themes.add(self.record, by=self.request.user, **form.cleaned_data)


class OrderThemesView(ThemesView):
    label, verb_form = _("Put the themes in order"), OrderForm
    explanation = _("Applicants and the public read the themes in this order.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.themes.count() > 1

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        themes.order(self.record, themes=form.sorted_themes(), by=self.request.user)


class MemberField(forms.ModelChoiceField):
    """A judge, with what becomes of her cases."""

    def label_from_instance(self, member: Any) -> str:
        words = ngettext("%(judge)s (%(count)d case becomes free)", "%(judge)s (%(count)d cases become free)", member.free)
        return words % {"judge": member.judge, "count": member.free}


class UnseatForm(forms.Form):
    """Who leaves the panel, and why."""

    member = MemberField(label=_("judge"), queryset=PanelMember.objects.none())
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Q(judge__assignments__application__round=round_, judge__assignments__state=AssignmentState.ASSIGNED)
        panel = round_.panel.select_related("judge").annotate(free=Count("judge__assignments", filter=free))
        panel = panel.order_by("-chair", "judge__name_kana")
        offer(self, "member", panel)


class UnseatView(RoundVerbView):
    label, states, verb_form = _("Take a judge off the panel"), MAY_BE_SEATED, UnseatForm
    explanation = _(
        "Cases that she has not begun are taken from her and can be assigned to others. Who has begun a sheet stays; "
        "if there is a conflict of interest, record it on the case. "
        "Seated again, she gets those cases back that nobody has taken over."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.panel.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        rounds.unseat(self.record, data["member"].judge, reason=data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {
    "timetable": TimetableView,
    "add_theme": AddThemeView,
    "order_themes": OrderThemesView,
    "unseat": UnseatView,
}
