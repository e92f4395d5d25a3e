"""What the desk is asked about an expo: its call, a trial of its fees, its plan as a table; and about an exhibitor."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import floor_plans
from events.expo_states import FeeKind, Joint, Region, Size
from events.models import Booth, Exhibitor, Expo, Hall, Zone
from events.models.expos import MOST_BOOTHS, MOST_SQUARES
from home import clock
from home.forms import DateField, DayInput, LongTextField, TextField, offer
from organizations.forms import NumberField

PAIR = re.compile(r"\s*(\d{1,3})\D+?(\d{1,3})\s*")
FRESH_ROWS = 4


class TrialForm(forms.Form):
    """An applicant who does not exist: what would it pay?"""

    region = forms.ChoiceField(label=_("Seat"), choices=Region)
    size = forms.ChoiceField(label=_("Kind of organization"), choices=Size)
    joint = forms.ChoiceField(label=_("Alone or together"), choices=Joint)
    booths = NumberField(label=_("Number of booths"), min_value=1, max_value=MOST_BOOTHS, initial=1)
    on = DateField(label=_("Sent on"), widget=DayInput)

    def __init__(self, *args: Any, expo: Expo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = clock.today()
        self.offered = [rule for rule in expo.fee_rules.all() if rule.kind == FeeKind.OPTION]
        for rule in self.offered:
            most = rule.largest or 999
            self.fields[f"option_{rule.code}"] = NumberField(label=str(rule.name), min_value=0, max_value=most, required=False)

    def options(self) -> dict[str, int]:
        """How many of each option."""
        return {rule.code: self.cleaned_data[f"option_{rule.code}"] or 0 for rule in self.offered}


class PlanForm(forms.Form):
    """A hall and its booths, a row for each: a row whose number is emptied goes; the last rows are for new ones.

    Place and size are two numbers each ("14, 1" and "3 x 3"): a hall of 216 booths stays below what one form may hold.
    """

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name_ja = TextField(label=_("hall"), max_length=60)
    name_en = TextField(label=_("hall (English)"), max_length=80, required=False)
    columns = NumberField(label=_("squares across"), min_value=1, max_value=MOST_SQUARES)
    rows = NumberField(label=_("squares down"), min_value=1, max_value=MOST_SQUARES)

    def __init__(self, *args: Any, expo: Expo, hall: Hall | None, booths: list[Booth], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hall, self.booths = hall, booths
        self.initial["row_version"] = expo.row_version
        if hall is not None:
            self.initial.update({name: getattr(hall, name) for name in ("name_ja", "name_en", "columns", "rows")})
        zones = Zone.objects.filter(expo=expo)
        for number in range(len(booths) + FRESH_ROWS):
            self._add_row(number, booths[number] if number < len(booths) else None, zones)

    def _add_row(self, number: int, booth: Booth | None, zones: Any) -> None:
        self.fields[f"code_{number}"] = TextField(label=_("number"), max_length=10, required=False)
        self.fields[f"zone_{number}"] = forms.ModelChoiceField(label=_("zone"), queryset=zones, required=False)
        self.fields[f"place_{number}"] = forms.CharField(label=_("place (across, down)"), max_length=20, required=False)
        self.fields[f"size_{number}"] = forms.CharField(label=_("size (across × down)"), max_length=20, required=False)
        if booth is not None:
            values = {"code": booth.code, "zone": booth.zone_id, "place": f"{booth.column}, {booth.row}"}
            values["size"] = f"{booth.columns} × {booth.rows}"
            self.initial.update({f"{name}_{number}": value for name, value in values.items()})

    def table(self) -> list[dict[str, Any]]:
        """Its rows with their fields, and who has the booth."""
        count = len(self.booths)
        return [
            {
                "cells": [self[f"{name}_{number}"] for name in ("code", "zone", "place", "size")],
                "holder": self.booths[number].exhibitor if number < count else None,
                "name": self.booths[number].code if number < count else gettext("new booth"),
            }
            for number in range(count + FRESH_ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.drawn = []
        for number in range(len(self.booths) + FRESH_ROWS):
            if not (code := cleaned.get(f"code_{number}")):
                continue
            place, size = (self._pair(f"{name}_{number}", cleaned) for name in ("place", "size"))
            if place and size:
                booth = {"code": code, "zone": cleaned.get(f"zone_{number}"), "column": place[0], "row": place[1]}
                self.drawn.append(booth | {"columns": size[0], "rows": size[1]})
        return cleaned

    def _pair(self, name: str, cleaned: dict[str, Any]) -> tuple[int, int] | None:
        found = PAIR.fullmatch(unicodedata.normalize("NFKC", cleaned.get(name) or ""))
        if found is None:
            self.add_error(name, _("Please enter two numbers, such as 3, 6."))
            return None
        return int(found[1]), int(found[2])

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        hall = {name: self.cleaned_data[name] for name in ("name_ja", "name_en", "columns", "rows")}
        hall["code"] = self.hall.code if self.hall else "main"
        return {"row_version": self.cleaned_data["row_version"], "hall": hall, "booths": self.drawn}


class BoothsForm(forms.Form):
    """Which free booths an exhibitor gets; some that lie side by side in its zone are chosen already."""

    booths = forms.ModelMultipleChoiceField(label=_("Booths"), queryset=Booth.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, exhibitor: Exhibitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = list(exhibitor.booths.all())
        free = Booth.objects.of_hall().filter(expo_id=exhibitor.expo_id)
        offer(self, "booths", free.free() | free.filter(exhibitor=exhibitor))
        field: Any = self.fields["booths"]
        field.label_from_instance = lambda booth: f"{booth.code} ({booth.zone or booth.hall})"
        field.help_text = _("As many as were asked for: %(number)s.") % {"number": exhibitor.booths_wanted}
        self.initial["booths"] = own or _proposed(exhibitor, list(field.queryset))


class WhyForm(forms.Form):
    """Why."""

    reason = LongTextField(label=_("reason"), max_length=1_000, help_text=_("It stands in the letter."))


def _proposed(exhibitor: Exhibitor, free: list[Booth]) -> list[Booth]:
    """The first booths side by side in the zone asked for; none where there are none."""
    rows = [booth for booth in free if exhibitor.zone_id is None or booth.zone_id == exhibitor.zone_id]
    for hall in {booth.hall_id for booth in rows}:
        places = {booth.code: booth.place for booth in rows if booth.hall_id == hall}
        found = next(floor_plans.blocks(places, exhibitor.booths_wanted), ())
        if found:
            return [booth for booth in rows if booth.code in found]
    return []
