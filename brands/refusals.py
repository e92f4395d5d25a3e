"""What stands in the way of a manuscript."""

from django.utils.translation import gettext_lazy as _

from brands.languages import LANGUAGE_LABELS
from certifications.refusals import Refusal


class NothingNew(Refusal):
    message = _("Nothing differs from what the register shows. Please change something first.")


class LineMissing(Refusal):
    message = _("The Japanese text needs at least the one line and the story. Please write them first.")


class DescriptionMissing(Refusal):
    message = _("Each picture needs words that say what it shows, for those who cannot see it. Please write them first.")


class TooManyPictures(Refusal):
    message = _("There are twelve pictures already. Please take one away first.")


class SamePicture(Refusal):
    message = _("This picture is here already.")


class WordsMissing(Refusal):
    message = _("Please write what is to be changed, so that the holder can mend it.")


class ChangedSinceSeen(Refusal):
    message = _("The manuscript or the register has changed since you opened the page. Please look at the comparison again.")


class NothingToTranslate(Refusal):
    message = _("There are no words in this language yet, so that nothing can be confirmed.")


class WrittenMeanwhile(Refusal):
    """Somebody else wrote the same words first; what was typed stays on the form."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.message = _("Somebody else saved the words in %(language)s in the meantime. Please compare and save again.") % {
            "language": LANGUAGE_LABELS[language]
        }
