"""What the office wishes of a plan, and how well judges know the fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.actions.plan_inputs import Wishes
from certifications.models import Category, Expertise, Round
from organizations.models import User

MOST_REVIEWS, MOST_CASES, MOST_LINKS = 20, 1_000, 500
FREE_PAIRS = 3
RULES = [("", _("no rule")), ("must", _("shall read it")), ("never", _("shall not read it"))]


class PlanForm(forms.Form):
    """The limits of a plan. Judges, cases with a number of their own, and pairs are data."""

    reviews = forms.IntegerField(label=_("reviews per case"), min_value=0, max_value=MOST_REVIEWS)
    cap = forms.IntegerField(label=_("at most so many cases per judge"), min_value=0, max_value=MOST_CASES)
    links = forms.IntegerField(
        label=_("link reviews"),
        min_value=0,
        max_value=MOST_LINKS,
        help_text=_("Reviews besides the ordinary ones, chosen so that the scores of all judges can be compared."),
    )
    rotation = forms.BooleanField(
        label=_("prefer judges who have not read this applicant or this field in earlier years"), required=False
    )
    seed = forms.IntegerField(
        label=_("seed"),
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("Decides between pairs that are equally good. The same seed and the same facts give the same plan."),
    )

    def __init__(self, *args: Any, round_: Round, wishes: Wishes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judges = {
            str(member.judge.public_id): member.judge
            for member in round_.panel.select_related("judge").order_by("-chair", "judge__name_kana")
        }
        cases = round_.applications.in_review().select_related("subject").order_by("receipt_number")
        self.cases = {str(case.public_id): f"{case.receipt_number} {case.subject}" for case in cases}
        self.own_reviews = [code for code in wishes.reviews_of if code in self.cases]
        pairs = [("must", *pair) for pair in wishes.must] + [("never", *pair) for pair in wishes.never]
        for name in ("reviews", "cap", "links", "rotation", "seed"):
            self.fields[name].initial = getattr(wishes, name)
        for code, judge in self.judges.items():
            self.fields[f"cap-{code}"] = forms.IntegerField(
                label=gettext("at most, for %(judge)s") % {"judge": judge},
                min_value=0,
                max_value=MOST_CASES,
                required=False,
                initial=wishes.caps.get(code),
            )
        for code in self.own_reviews:
            self.fields[f"reviews-{code}"] = forms.IntegerField(
                label=gettext("reviews for %(case)s") % {"case": self.cases[code]},
                min_value=0,
                max_value=MOST_REVIEWS,
                required=False,
                initial=wishes.reviews_of[code],
            )
        self.rows = range(len(pairs) + FREE_PAIRS)
        for row in self.rows:
            rule, reader, case = pairs[row] if row < len(pairs) else ("", "", "")
            words = {"number": row + 1}
            self._choose(f"rule-{row}", gettext("pair %(number)d: rule") % words, RULES, rule)
            self._choose(f"judge-{row}", gettext("pair %(number)d: judge") % words, [("", "–"), *self.judges.items()], reader)
            self._choose(f"case-{row}", gettext("pair %(number)d: case") % words, [("", "–"), *self.cases.items()], case)

    def _choose(self, name: str, label: str, choices: Any, initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self.rows:
            given = [bool(cleaned.get(f"{part}-{row}")) for part in ("rule", "judge", "case")]
            if any(given) and not all(given):
                self.add_error(f"rule-{row}", gettext("A pair needs a rule, a judge and a case; or leave all three empty."))
        return cleaned

    def wishes(self) -> Wishes:
        """What `plans.draft` takes."""
        data = self.cleaned_data
        pairs = [(data[f"rule-{row}"], (data[f"judge-{row}"], data[f"case-{row}"])) for row in self.rows]
        return Wishes(
            **{name: data[name] for name in ("reviews", "cap", "links", "rotation", "seed")},
            caps={code: data[f"cap-{code}"] for code in self.judges if data[f"cap-{code}"] is not None},
            reviews_of={code: data[f"reviews-{code}"] for code in self.own_reviews if data[f"reviews-{code}"] is not None},
            must=tuple(dict.fromkeys(pair for rule, pair in pairs if rule == "must")),
            never=tuple(dict.fromkeys(pair for rule, pair in pairs if rule == "never")),
        )


LEVEL_WORDS = [(0, _("none")), (1, _("some")), (2, _("good")), (3, _("expert"))]


class ExpertiseForm(forms.Form):
    """Each judge of the panel by each field of the program. Both are data."""

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judges = [m.judge for m in round_.panel.select_related("judge").order_by("-chair", "judge__name_kana")]
        self.categories = list(round_.program.categories.all())
        known = {(row.judge_id, row.category_id): row.level for row in Expertise.objects.filter(category__in=self.categories)}
        for judge in self.judges:
            for category in self.categories:
                self.fields[self.field_name(judge, category)] = forms.TypedChoiceField(
                    label=gettext("%(judge)s: %(field)s") % {"judge": judge, "field": category},
                    choices=LEVEL_WORDS,
                    coerce=int,
                    initial=known.get((judge.pk, category.pk), 0),
                )

    @staticmethod
    def field_name(judge: User, category: Category) -> str:
        return f"{judge.public_id}-{category.code}"

    def levels(self, judge: User) -> dict[Category, int]:
        """The judge's, by field."""
        return {category: self.cleaned_data[self.field_name(judge, category)] for category in self.categories}
