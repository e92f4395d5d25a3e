"""Pictures of the public plane, with the words and the color that a page needs before they are loaded."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    """A public picture: described (or said to be decorative), with a dominant color as placeholder."""

    color = models.CharField(max_length=7, blank=True, editable=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.color and self.file:
            self.color = self.dominant_color()
        super().save(*args, **kwargs)

    def dominant_color(self) -> str:
        """The picture's mean color as #rrggbb."""
        self.file.open()
        with Image.open(self.file) as picture:
            mean = picture.convert("RGB").resize((1, 1)).tobytes()
        self.file.seek(0)
        return f"#{mean.hex()}"


class PictureRendition(AbstractRendition):
    """A resized copy of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")]
