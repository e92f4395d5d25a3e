"""What a list says about its rows, in words: repairs, refusals, rows that are no records, files that are no lists."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

REPAIRS = {
    "unseen": _("signs that nobody sees were left out"),
    "lines": _("several lines were put on one"),
    "apostrophe": _("the apostrophe before it was left out"),
    "kana": _("half-width kana became full-width"),
    "width": _("full-width signs became half-width"),
    "number": _("a number was read as the text that it stands for"),
    "zeros": _("zeros that were lost in front were put back"),
    "zeros_shown": _("zeros that the sheet shows in front were kept"),
    "signs": _("signs around the digits were left out"),
    "serial": _("the spreadsheet's number of days was read as a day"),
    "era": _("the Japanese year was read"),
    "day": _("another way of writing the day was read"),
    "year": _("another way of writing the year was read"),
    "unit": _("the unit was multiplied out"),
    "scheme": _("https:// was put before it"),
    "merged": _("the text of a merged cell counts for each of its rows"),
    "above": _("the text of the row above counts here, too"),
    "note": _("a note behind it was left out: %(said)s"),
    "section": _("said in a line above: %(said)s"),
    "repeated": _("the same as row %(row)s: left out"),
    "registry_number": _("the registry's number of 12 digits got its check digit"),
    "kind_assumed": _("the list does not say what kind of organization it is; assumed: %(said)s"),
    "kept_by_people": _("its own people keep these facts: nothing was changed"),
    "address_parted": _("the address was parted"),
    "ward_found": _("the ward was found in the address"),
    "outside": _("outside of the city: no ward"),
    "period": _("two days were read as a period"),
    "issued_by_beginning": _("the list has no day of issue; the first day of validity counts: %(said)s"),
    "term_counted": _("the end was counted by the program's rule of %(years)s years: %(said)s"),
    "year_by_number": _("the fiscal year was taken from the number: %(said)s"),
    "year_by_day": _("the fiscal year was taken from the day of issue: %(said)s"),
    "year_other_than_day": _("the day of issue lies in another fiscal year; that of the list counts: %(said)s"),
    "number_in_pattern": _("the number was spelled as the program spells it: %(said)s"),
    "number_given": _("the list has no number: the next one of the program's series is given when it is written"),
    "holder_is_person": _("the person is the holder; where she belongs is not kept: %(said)s"),
    "holder_matched": _("the holder is on record as %(said)s"),
    "holder_unknown": _("the holder is not among the organizations; only the name is kept: %(said)s"),
    "holder_ambiguous": _("several organizations have the holder's name; only the name is kept: %(said)s"),
    "holder_unverified": _(
        "an organization of this name has not been verified by its number; it is not connected, only the name is kept: %(said)s"
    ),
    "ward_of_holder": _("the ward was taken from the organization: %(said)s"),
}
REFUSALS = {
    "missing": _("is missing"),
    "long": _("is longer than %(limit)s characters"),
    "scientific": _("a spreadsheet has cut off the last digits (%(said)s): please take them from the original"),
    "rounded": _("a spreadsheet has cut off the digits after the fifteenth (%(said)s): please take them from the original"),
    "error": _("the sheet shows an error here (%(said)s)"),
    "digits": _("should have %(count)s digits: %(said)s"),
    "day": _("is no day: %(said)s"),
    "day_incomplete": _("says no month or no day: %(said)s"),
    "no_such_day": _("is not in the calendar, or not in this era: %(said)s"),
    "year": _("is no year: %(said)s"),
    "year_without_era": _("does not say of which era: %(said)s"),
    "count": _("is no whole number: %(said)s"),
    "yen": _("is no amount of yen: %(said)s"),
    "choice": _("is none of the words that are known: %(said)s"),
    "web_address": _("is no address on the web: %(said)s"),
    "check_digit": _("does not agree with its check digit: %(said)s"),
    "corporate_number": _("should have 13 digits: %(said)s"),
    "public_id": _("is no id of this platform: %(said)s"),
    "unknown_id": _("names a record that is not here"),
    "ward": _("is no ward of the city: %(said)s"),
    "ambiguous": _("fits several records that are here: %(said)s"),
    "program": _("is no program of this platform: %(said)s"),
    "program_missing": _("does not say of which program; please choose it for all rows where the columns are confirmed"),
    "not_yours": _("is of a program that you do not run: %(said)s"),
    "period": _("are not two days: %(said)s"),
    "issued_missing": _("has no day of issue; please say one for all rows where the columns are confirmed"),
    "future": _("lies in the future: %(said)s"),
    "end_before_beginning": _("the last day of validity (%(last)s) comes before the first (%(first)s)"),
    "year_and_day": _("fiscal year %(year)s and day of issue %(day)s do not belong together"),
    "year_and_number": _("fiscal year %(year)s and number %(number)s do not belong together"),
    "level": _("is no level of the program (%(known)s): %(said)s"),
    "level_missing": _("does not say which level (%(known)s)"),
    "category": _("is no field of the program (%(known)s): %(said)s"),
    "holder_missing": _("does not say who holds it"),
    "own_interest": _("you belong to the holder (%(said)s); please have a colleague bring this row in"),
    "expired_without_end": _("is said to be over, but no last day in the past stands beside it"),
    "newer_missing": _("a newer certificate took its place, which is not on record; please bring in the newer one instead"),
    "since_missing": _("says how it ended, but not since when"),
    "since_outside": _("cannot have ended on that day: %(said)s"),
    "known_otherwise": _("%(said)s is on record with another %(columns)s; what is on record is not changed by a list"),
    "contradicts": _("names the same as row %(row)s but says something else"),
}
SKIPS = {
    "total": _("a line of totals"),
    "remark": _("a remark"),
    "section": _("a line that says something of the rows below"),
    "head": _("the head again"),
    "nothing": _("nothing in the chosen columns"),
}
FILES = {
    "empty": _("There is nothing in the file."),
    "damaged": _("The file is damaged, or it is no list. Please save it again as XLSX or CSV."),
    "encoding": _("The encoding of the file is not known. Please save it as “CSV UTF-8”."),
    "rows": _("The list has more than 100,000 rows. Please divide it."),
    "large": _("The file becomes too large when it is opened. Please divide it."),
    "sheet": _("There is no such sheet in the file."),
    "head": _("No head was found: a row that says what each column is. Please put one above the list."),
    "StaleRecord": _("Somebody has changed a record since the list was checked. Please check it again."),
    "IntegrityError": _("A record came to be in the meantime that the list has, too. Please check it again."),
}


def say(note: Mapping[str, Any]) -> str:
    """One note as a sentence: 「法人番号: …」."""
    words = {"repair": REPAIRS, "refusal": REFUSALS, "skip": SKIPS}[note["kind"]].get(note["code"], note["code"])
    text = str(words) % note.get("facts", {})
    return f"{note['column']}: {text}" if note.get("column") else text


def say_problem(code: str) -> str:
    """Why a list stopped."""
    return str(FILES.get(code, now("It could not be written for a reason that nobody foresaw. Nothing has changed.")))
