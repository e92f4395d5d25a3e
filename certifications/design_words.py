"""What is to be mended in the design of a certificate, in words; and the names of its parts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.certificate_designs import CONTRAST, PLACEHOLDERS, Fault

FACT_WORDS: dict[str, Any] = {
    "number": _("number"),
    "holder": _("holder"),
    "subject": _("what is certified"),
    "level": _("level"),
    "category": _("field"),
    "issued_on": _("day of issue"),
    "valid_until": _("last day of validity"),
}
ACCENT_WORDS: dict[str, Any] = {
    "orange": _("orange"),
    "steel": _("steel blue"),
    "green": _("green"),
    "magenta": _("magenta"),
    "teal": _("teal"),
    "violet": _("violet"),
    "harbor": _("harbor blue"),
}
SENTENCES: dict[str, Any] = {
    "long": _("Please use at most %(detail)s characters."),
    "unknown": _("%(detail)s is not known. These can be filled in: %(known)s."),
    "no term": _("Certificates of this program have no end, so %(detail)s would stay empty. Please take it out."),
    "brace": _("A brace { or } stands alone. Placeholders are written like {holder}."),
    "empty": _("Please write this text."),
    "missing": _(
        "The certificate does not say {%(detail)s}. Please show it among the facts, or write {%(detail)s} in this text."
    ),
    "color": _("Please write the color as # and six digits or letters from a to f, for example #123f6b."),
    "contrast": _(
        "This color is too light on white paper: its contrast is %(detail)s, at least %(contrast)s is needed. "
        "Please choose a darker one."
    ),
}


def fault_in_words(fault: Fault) -> str:
    """Why it cannot stand, and how to mend it."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return str(SENTENCES[fault.code]) % {"detail": fault.detail, "known": known, "contrast": CONTRAST}
