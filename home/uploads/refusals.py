"""Why a file is refused, in a sentence that says what is wrong and how to mend it."""

from collections.abc import Collection

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from home.uploads.kinds import KINDS, canonical

MEGAPIXELS = 24
SENTENCES = {
    "empty": _("The file is empty. Please check the file on your device and choose it again."),
    "too_large": _(
        "The file is larger than %(limit)s. Please make it smaller, for example by reducing pictures, and choose it again."
    ),
    "together": _(
        "Together, the files are larger than %(limit)s. Please choose fewer at a time, and save the page after each time."
    ),
    "kind": _("This kind of file is not accepted here. Please choose one of these kinds: %(kinds)s."),
    "content": _("The content does not fit the file name's ending. Please save the file again as %(kind)s and choose it again."),
    "two_kinds": _("Another file is hidden inside this picture. Please save the picture again and choose the new file."),
    "damaged": _("The file is damaged or incomplete. Please open it on your device, save it again and choose the new file."),
    "encrypted": _("The file is protected by a password. Please save it without a password and choose it again."),
    "pixels": _("The picture has more than %(megapixels)s megapixels. Please save a smaller copy and choose that."),
    "side": _("The picture is more than 12,000 pixels wide or high. Please save a smaller copy and choose that."),
    "complex": _(
        "The file is too complex to be checked. Please save it in a simpler form, for example as a PDF, and choose it again."
    ),
    "archive_files": _("The file consists of too many parts. Please divide it, or save it as a PDF, and choose it again."),
    "archive_size": _(
        "The file becomes too large when it is opened. Please make it smaller, or save it as a PDF, and choose it again."
    ),
    "archive_paths": _(
        "The file has an unusual structure and was not accepted. Please save it again, or as a PDF, and choose the new file."
    ),
    "embedded": _(
        "Other files are embedded in this file. Please save it without them, or print it to a PDF, and choose it again."
    ),
    "macros": _("The file contains macros. Please save it without macros, or as a PDF, and choose it again."),
    "script": _("The PDF contains scripts or input forms. Please print it to a new PDF and choose that."),
    "malware": _("The virus check refused this file. Please ask the person who made it, and choose another file."),
    "unchecked": _(
        "The virus check does not answer at the moment, so the file was not taken. Please try again in a few minutes."
    ),
    "unavailable": _("The file could not be kept at the moment. Nothing was changed. Please try again in a few minutes."),
}


class UploadRefused(Exception):
    """A file that is not taken. `code` is for programs, `message` for the person, in the language active when raised."""

    def __init__(self, code: str, *, kinds: Collection[str] = (), kind: str = "", limit: int = 0) -> None:
        self.code = code
        self.message = str(SENTENCES[code]) % {
            "limit": filesizeformat(limit),
            "kinds": ", ".join(named(kinds)),
            "kind": kind.upper(),
            "megapixels": MEGAPIXELS,
        }
        super().__init__(self.message)


def named(kinds: Collection[str]) -> list[str]:
    """The kinds as people know them, in the order of the table."""
    wanted = canonical(kinds)
    return [code.upper() for code in KINDS if code in wanted]
