"""A periodic report as it is read: each question with what was answered, in the active language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from certifications.models import PeriodicReport, ReportSending
from home.languages import suffix


def in_language(words: Mapping[str, str]) -> str:
    """One of {"ja", "en", "zh"}: the active language's, or Japanese; empty where nothing is said."""
    return words.get(suffix()) or words.get("ja", "")


@dataclass(frozen=True)
class Answered:
    """One question with its answer in words; empty where it was left out."""

    label: str
    text: str


def of_sending(report: PeriodicReport, sending: ReportSending) -> list[Answered]:
    """Every question of the round in order, with what this sending says."""
    rows = report.rules.get("questions", [])
    return [Answered(in_language(row["label"]), _in_words(row, sending.answers.get(row["code"], ""))) for row in rows]


def _in_words(row: Mapping[str, str], said: str) -> str:
    if row.get("kind") == "yes_no":
        return {"yes": gettext("Yes"), "no": gettext("No")}.get(said, "")
    if row.get("kind") == "number" and said.isdecimal():
        return number_format(int(said), force_grouping=True)
    return said


def all_of(report: PeriodicReport) -> list[tuple[ReportSending, list[Answered]]]:
    """Every sending, the newest first."""
    sendings = report.sendings.select_related("sent_by").order_by("-number")
    return [(sending, of_sending(report, sending)) for sending in sendings]
