"""Wagtail's forms for pictures and documents: what editors upload is looked through like every other file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from home.uploads.looking import sound
from home.uploads.refusals import UploadRefused


def looked_through(form: forms.ModelForm, *, kinds: list[str], max_bytes: int) -> Any:
    """The file as it is kept: upright and without place or maker if it is a picture. What was there before stays as it is."""
    upload = form.cleaned_data["file"]
    if not isinstance(upload, UploadedFile):
        return upload
    try:
        return sound(upload, by=form.instance.uploaded_by_user, kinds=kinds, max_bytes=max_bytes)
    except UploadRefused as refusal:
        raise ValidationError(refusal.message, code=refusal.code) from refusal


class PictureForm(BaseImageForm):
    """A picture of the public plane."""

    def clean_file(self) -> Any:
        """Raises ValidationError."""
        kinds, most = settings.WAGTAILIMAGES_EXTENSIONS, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        return looked_through(self, kinds=kinds, max_bytes=most)


class DocumentForm(BaseDocumentForm):
    """A document of the public plane."""

    def clean_file(self) -> Any:
        """Raises ValidationError."""
        kinds, most = settings.WAGTAILDOCS_EXTENSIONS, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        return looked_through(self, kinds=kinds, max_bytes=most)

    def _post_clean(self) -> None:
        if "file" not in self.errors:  # else Wagtail says beside the reason that a file without a name has no ending
            super()._post_clean()
