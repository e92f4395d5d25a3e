"""Why a check of eligibility is met or not, in words; and what its parts are called."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certifications.eligibility import ASK, ELSEWHERE, MET, NO, NOT_MET, UNSURE, YES, Finding
from home import dates

PARTS: dict[tuple[str, str], Callable[[], str]] = {
    ("sme", "industry"): lambda: _("Main line of business"),
    ("sme", "capital"): lambda: _("Capital or total investment (yen)"),
    ("sme", "staff"): lambda: _("Number of regular staff"),
    ("city_years", "place"): lambda: _("Which of these applies?"),
    ("city_years", "since"): lambda: _("Since when?"),
    ("not_deemed_large", "half"): lambda: _("Does one large firm hold half or more of the shares or investment?"),
    ("not_deemed_large", "two_thirds"): lambda: _("Do large firms together hold two thirds or more?"),
    ("not_deemed_large", "officers"): lambda: _("Are half or more of the officers also officers or staff of a large firm?"),
    ("age_on", "years"): lambda: _("Age in full years"),
    ("trade_years", "years"): lambda: _("Full years"),
    ("tax_paid", "state"): lambda: _("How do things stand?"),
    ("pledge", "answer"): lambda: _("Can you pledge all of this?"),
}
VALUES: dict[str, Callable[[], str]] = {
    "manufacturing": lambda: _("Manufacturing, construction, transport or another line not named below"),
    "wholesale": lambda: _("Wholesale"),
    "service": lambda: _("Services"),
    "retail": lambda: _("Retail (restaurants included)"),
    "paid": lambda: _("Nothing is in arrears"),
    "deferred": lambda: _("We have been granted a grace or pay in installments"),
    "arrears": lambda: _("Something is in arrears"),
    YES: lambda: _("Yes"),
    NO: lambda: _("No"),
    UNSURE: lambda: _("I am not sure"),
    ELSEWHERE: lambda: _("None of these"),
}
VERDICTS: dict[str, Callable[[], str]] = {
    MET: lambda: _("Met"),
    NOT_MET: lambda: _("Not met this time"),
    ASK: lambda: _("Please ask the office"),
}
TONES = {MET: "good", NOT_MET: "bad", ASK: "warn"}

REASONS: dict[str, Callable[[], str]] = {
    "not_answered": lambda: _("This has not been answered yet."),
    "industry_unsure": lambda: _("Which line of business counts decides on the limits. The office looks at it with you."),
    "sme_by_staff": lambda: _("A small or medium firm: at most %(staff)s regular staff."),
    "sme_by_capital": lambda: _("A small or medium firm: capital of at most %(capital)s."),
    "sme_capital_missing": lambda: _(
        "There are more than %(staff)s regular staff, so capital decides (at most %(capital)s). Please tell the office."
    ),
    "sme_over": lambda: _("Both capital (%(capital)s) and staff (%(staff)s) are beyond the limits for small and medium firms."),
    "place_unsure": lambda: _("Whether the place counts is for the office to say."),
    "place_elsewhere": lambda: _("What you have chosen does not count as being in the city for this program."),
    "since_missing": lambda: _("Please find out the day. Years needed: %(years)s."),
    "years_full": lambda: _("The required %(years)s-year period is complete as of %(on)s."),
    "years_eve": lambda: _(
        "On %(on)s the required %(years)s-year period is one day short. The office decides how the day is counted."
    ),
    "years_short": lambda: _("On %(on)s the required %(years)s-year period is not complete yet; it will be on %(full)s."),
    "deemed_large": lambda: _("A firm for which one of the three is so counts as controlled by a large one."),
    "control_unsure": lambda: _("The lists of shareholders and officers show it. The office looks at them with you."),
    "not_deemed_large": lambda: _("None of the three is so."),
    "age_reached": lambda: _("%(years)s years or older on %(on)s."),
    "age_short": lambda: _("On %(on)s the age of %(years)s has not been reached."),
    "trade_full": lambda: _("%(years)s years or more on %(on)s."),
    "trade_short": lambda: _("On %(on)s there are fewer than %(years)s years."),
    "tax_paid": lambda: _("Nothing is in arrears."),
    "tax_deferred": lambda: _("A grace is not an arrear. Please show the office the notice."),
    "tax_arrears": lambda: _("Taxes in arrears stand in the way."),
    "tax_unsure": lambda: _("The tax office's certificate shows it."),
    "pledged": lambda: _("You can give the pledge."),
    "not_pledged": lambda: _("The pledge is needed."),
    "pledge_unsure": lambda: _("Please talk to the office about the point of which you are not sure."),
    "unsure": lambda: _("Please talk to the office; it looks at it with you."),
    "as_wanted": lambda: _("As it is needed."),
    "not_as_wanted": lambda: _("As you have answered, this is not met."),
    "to_be_talked_over": lambda: _("This can be talked over: please ask the office before you apply."),
}


def reason(finding: Finding) -> str:
    """Why, in a sentence."""
    return REASONS[finding.reason]() % {name: _fact(name, value) for name, value in finding.facts.items()}


def _fact(name: str, value: Any) -> str:
    language = get_language() or "ja"
    if name == "capital":
        return dates.yen(value, language)
    return dates.day(value, language) if name in {"on", "full"} else number_format(value, force_grouping=True)


def part(check: Mapping[str, Any], name: str) -> str:
    """What one part of a check is called; a check that asks one thing is called by its question."""
    words = PARTS.get((check["type"], name))
    return words() if words else ""


def value(check: Mapping[str, Any], name: str, suffix: str) -> str:
    """A choice in words; places are named by the program."""
    for place in check.get("places", []):
        if place["value"] == name:
            return str(place["label"].get(suffix) or place["label"]["ja"])
    return VALUES[name]()
