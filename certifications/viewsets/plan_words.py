"""A plan in the words of its page: who reads what and why, who has how much, what does not work out and what would help."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from certifications.models import AssignmentPlan
from organizations.models import User

STAY, NEW = "stay", "new"
SHOWN_AT_ONCE = 4


@dataclass(frozen=True)
class Reader:
    """A judge of one case: why, and whether she has it already."""

    name: str
    change: str
    begun: bool
    why: str


@dataclass(frozen=True)
class CaseRow:
    """A case with the judges that the plan gives it, and those from whom it takes it."""

    case: Any
    readers: list[Reader]
    lost: list[str]


@dataclass(frozen=True)
class Load:
    """How much one judge would read, of how much she may, and how much she has now."""

    name: str
    planned: int
    cap: int
    now: int


@dataclass(frozen=True)
class Remedy:
    """What would help; `url` opens the form with it done, empty where it is not a wish that can be changed there."""

    words: str
    url: str


@dataclass(frozen=True)
class Shortage:
    """A case that lacks reviews, or judges that cannot be compared, with what would help."""

    words: str
    remedies: list[Remedy]

    @property
    def first(self) -> list[Remedy]:
        return self.remedies[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[Remedy]:
        return self.remedies[SHOWN_AT_ONCE:]


class Words:
    """Names for the public ids of one plan, read once."""

    def __init__(self, plan: AssignmentPlan) -> None:
        self.plan = plan
        self.output: dict[str, Any] = plan.output or {}
        inputs = plan.inputs
        judges = [row["code"] for row in inputs["judges"]] + [row[0] for row in inputs["held"]]
        self.judges = {str(user.public_id): str(user) for user in User.objects.filter(public_id__in=judges)}
        cases = plan.round.applications.filter(public_id__in=[row["code"] for row in inputs["applications"]])
        self.cases = {str(case.public_id): case for case in cases.select_related("subject").order_by("receipt_number")}
        self.held = {(judge, case): fixed for judge, case, fixed, _link in inputs["held"]}
        self.never = {(judge, case) for judge, case in plan.parameters["never"]}

    def judge(self, code: str) -> str:
        return self.judges.get(code, code)

    def case(self, code: str) -> str:
        return str(self.cases[code].receipt_number) if code in self.cases else code

    def rows(self) -> list[CaseRow]:
        """Every case in the order of receipt."""
        readers: dict[str, list[Reader]] = defaultdict(list)
        for row in self.output["assigned"]:
            pair = (row["judge"], row["application"])
            why = gettext(", ").join(reason_in_words(code, value) for code, value in row["reasons"])
            change = STAY if pair in self.held else NEW
            readers[pair[1]].append(Reader(self.judge(pair[0]), change, self.held.get(pair, False), why))
        lost: dict[str, list[str]] = defaultdict(list)
        for judge, case, code in self.output["dropped"]:
            lost[case].append(f"{self.judge(judge)} ({dropped_in_words(code)})")
        return [CaseRow(case, readers[code], lost[code]) for code, case in self.cases.items()]

    def loads(self) -> list[Load]:
        """Every judge, who has most first."""
        now: dict[str, int] = defaultdict(int)
        for judge, _case in self.held:
            now[judge] += 1
        planned: Mapping[str, int] = self.output["loads"]
        rows = [Load(self.judge(r["code"]), planned[r["code"]], r["cap"], now[r["code"]]) for r in self.plan.inputs["judges"]]
        return sorted(rows, key=lambda row: (-row.planned, row.name))

    def shortages(self) -> list[Shortage]:
        """What is infeasible, case by case; then what cannot be compared."""
        output, found = self.output, []
        for gap in output["gaps"]:
            words = ngettext("%(case)s lacks %(count)d review.", "%(case)s lacks %(count)d reviews.", gap["lacking"])
            found.append(self._shortage(words % {"case": self.case(gap["application"]), "count": gap["lacking"]}, gap["relax"]))
        if missing := output["links_missing"]:
            words = ngettext("%(count)d link review has no place.", "%(count)d link reviews have no place.", missing)
            found.append(self._shortage(words % {"count": missing}, []))
        if len(output["groups"]) > 1:
            groups = [gettext(", ").join(self.judge(code) for code in group) for group in output["groups"]]
            words = gettext("No case joins these groups of judges, so that their scores cannot be compared: %(groups)s.")
            found.append(self._shortage(words % {"groups": " / ".join(groups)}, output["relax_links"]))
        return found

    def _shortage(self, words: str, remedies: list[dict[str, str]]) -> Shortage:
        return Shortage(words, [self._remedy(**row) for row in remedies])

    def _remedy(self, code: str, judge: str, application: str) -> Remedy:
        names = {"judge": self.judge(judge), "case": self.case(application)}
        words = {
            "cap": gettext("let %(judge)s read one more"),
            "conflict": gettext("%(judge)s may not read %(case)s"),
            "panel": gettext("%(judge)s is not on the panel of %(case)s"),
            "reviews": gettext("want one review less for %(case)s"),
            "links": gettext("allow one link review more"),
        }[code] % names
        if code == "panel" or (code == "conflict" and (judge, application) not in self.never):
            return Remedy(words, "")
        asked = {"from": str(self.plan.public_id), "relax": code, "judge": judge, "application": application}
        address = reverse("rounds:plan", args=[self.plan.round.public_id])
        return Remedy(words, f"{address}?{urlencode({name: value for name, value in asked.items() if value})}")


def reason_in_words(code: str, value: int) -> str:
    """Why a pair was chosen, or what spoke against it and was outweighed."""
    words = {
        "fixed": gettext("fixed"),
        "kept": gettext("has it already"),
        "link": gettext("link review: joins judges who were apart") if value else gettext("link review"),
        "expertise": gettext("expertise %(value)d of 3"),
        "rotation": gettext("rotation: others have read this applicant before"),
        "load": gettext("load: %(value)d, no more than others"),
        "available": gettext("one of %(value)d who could"),
        "repeated_organization": gettext("although she has read this applicant before"),
        "repeated_field": gettext("although she has read this field before"),
    }[code]
    return words % {"value": value}


def dropped_in_words(code: str) -> str:
    """Why a pair is no more."""
    return {
        "conflict": gettext("conflict of interest"),
        "gone": gettext("no longer on the panel"),
        "panel": gettext("not of this panel"),
        "moved": gettext("given to somebody else"),
    }[code]
