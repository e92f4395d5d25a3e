"""An exhibitor's application in words: its facts, its price line by line, its tasks; and an expo's fee rules."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import fees
from events.expo_states import FeeKind, Joint, Region, Size
from events.models import Exhibitor, Expo, FeeRule
from home import clock, dates

CHOICES: Mapping[str, Any] = {"region": Region, "size": Size, "joint": Joint}
Row = dict[str, Any]


def for_whom(rule: FeeRule) -> str:
    """To whom a rule applies, on which days, and for how many booths."""
    parts = [", ".join(str(CHOICES[name](value).label) for value in values) for name, values in rule.values.items() if values]
    language = get_language() or "ja"
    if rule.since:
        parts.append(_("from %(day)s on") % {"day": dates.day(rule.since, language)})
    if rule.until:
        parts.append(_("until %(day)s") % {"day": dates.day(rule.until, language)})
    if rule.booths_to is not None:
        parts.append(_("for %(one)s to %(other)s booths") % {"one": rule.booths_from, "other": rule.booths_to})
    elif rule.booths_from > 1:
        parts.append(_("from %(number)s booths on") % {"number": rule.booths_from})
    return "; ".join(parts) or _("everybody")


def amount_of(rule: FeeRule) -> str:
    """What a rule comes to: yen for one, or percent of the booths' price."""
    if rule.percent:
        return _("%(percent)s%% of the booths' price") % {"percent": f"{rule.percent:+d}"}
    amount = dates.yen(rule.amount, get_language() or "ja")
    return _("%(amount)s for one booth") % {"amount": amount} if rule.kind != FeeKind.OPTION else amount


def rule_rows(expo: Expo) -> list[Row]:
    """All fee rules as a table: what, how much, for whom, and which give way to each other."""
    rules = list(expo.fee_rules.all())
    rows = []
    for rule in rules:
        rivals = [str(each.name) for each in rules if rule.instead_of and each.instead_of == rule.instead_of and each != rule]
        rows.append(
            {
                "kind": rule.get_kind_display(),
                "name": rule.name,
                "amount": amount_of(rule),
                "whom": for_whom(rule),
                "instead": _("only the better of this and: %(others)s") % {"others": ", ".join(rivals)} if rivals else "",
            }
        )
    return rows


def step_rows(expo: Expo) -> list[Row]:
    """The cancellation scale as a table."""
    return [{"since": step.since, "percent": step.percent} for step in expo.cancellation_steps.all()]


def frozen_or_now(exhibitor: Exhibitor, price: fees.Price | None) -> Row:
    """The price as a table: what was kept when it was sent, else what today's rules say."""
    if exhibitor.price and exhibitor.state not in ("draft", "returned"):
        kept = exhibitor.price
        return {
            "rows": price_rows(exhibitor.expo, (fees.Line(**line) for line in kept["lines"])),
            "passed_over": passed_over(exhibitor.expo, kept["passed_over"]),
            "total": kept["total"],
        }
    return as_table(exhibitor.expo, price) if price else {}


def as_table(expo: Expo, price: fees.Price) -> Row:
    """A price as a table: each line with the rule it comes from, and what gave way to what."""
    return {
        "rows": price_rows(expo, price.lines),
        "passed_over": passed_over(expo, price.passed_over),
        "total": price.total,
    }


def price_rows(expo: Expo, lines: Iterable[fees.Line]) -> list[Row]:
    """Each line of a price: the rule's name, why it applies, how it is reckoned, yen."""
    rules = {rule.code: rule for rule in expo.fee_rules.all()}
    language = get_language() or "ja"
    rows = []
    for line in lines:
        rule = rules[line.code]
        how = amount_of(rule) if line.unit is None else f"{dates.yen(line.unit, language)} × {line.quantity}"
        rows.append({"name": rule.name, "whom": for_whom(rule), "how": how, "amount": line.amount})
    return rows


def passed_over(expo: Expo, given_way: Mapping[str, str]) -> list[str]:
    """Which discounts gave way to which."""
    names = {rule.code: str(rule.name) for rule in expo.fee_rules.all()}
    return [
        _("“%(one)s” is not added: “%(other)s” is the better one for you.") % {"one": names[one], "other": names[other]}
        for one, other in given_way.items()
    ]


def facts_of(exhibitor: Exhibitor) -> list[Row]:
    """What the application says, as rows for components/summary_list.html."""
    names = {rule.code: str(rule.name) for rule in exhibitor.expo.fee_rules.all()}
    rows = (
        (_("Organization"), exhibitor.organization.name),
        (_("Seat"), exhibitor.get_region_display()),
        (_("Zone"), exhibitor.zone.name if exhibitor.zone else ""),
        (_("Number of booths"), f"{exhibitor.booths_wanted} ({exhibitor.get_shape_display()})"),
        (_("Co-exhibitors"), "\n".join(row.name_ja for row in exhibitor.co_exhibitors.all())),
        (_("Options"), "\n".join(f"{names.get(code, code)} × {number}" for code, number in exhibitor.options.items())),
        (_("Electricity that you need (kW)"), exhibitor.power_kw),
        (_("Heaviest exhibit (kg)"), exhibitor.heaviest_kg),
        (_("Highest exhibit (cm)"), exhibitor.highest_cm),
        (_("What else would you like to do?"), exhibitor.wish_words),
        (_("Name on the booth"), "\n".join(filter(None, (exhibitor.sign_ja, exhibitor.sign_en)))),
        (_("Subjects"), "\n".join(filter(None, (exhibitor.topics_ja, exhibitor.topics_en)))),
        (_("What you show"), "\n".join(filter(None, (exhibitor.summary_ja, exhibitor.summary_en)))),
        (
            _("Contact person"),
            "\n".join(filter(None, (exhibitor.contact_name, exhibitor.contact_email, exhibitor.contact_telephone))),
        ),
        (_("What the office should know"), exhibitor.remark),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def tasks_of(exhibitor: Exhibitor) -> list[Row]:
    """What is to be done by when, in order; `done` where it is."""
    expo, order = exhibitor.expo, exhibitor.order
    accepted = exhibitor.state == "accepted"
    rows: list[tuple[str, datetime | None, bool]] = [
        (_("Send the application"), expo.applications_close_at, exhibitor.state not in ("draft", "returned")),
        (_("The office decides"), None, accepted),
    ]
    if accepted and order is not None:
        rows.append((_("Pay the fee"), order.hold_until, order.state == "paid"))
    tasks: list[Row] = [{"what": what, "until": until, "done": done} for what, until, done in rows]
    if accepted:
        tasks.append({"what": _("Exhibit"), "at": expo.event.starts_at, "done": expo.event.ends_at <= clock.now()})
    return tasks
