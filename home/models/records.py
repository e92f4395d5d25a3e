"""A page that editors write about a record of an upper floor: once per language, at the record's own address."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel

from home.models.pages import BasePage


class RecordPage(BasePage):
    """It names its record and carries no fact of it. Subclasses add the foreign key and say its name in `record_field`.

    They also say in a constraint that there is one page per record and language.
    """

    record_field: ClassVar[str]

    language = models.CharField(max_length=10, editable=False)

    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.follow_record()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.follow_record()
        return super().save(*args, **kwargs)

    def follow_record(self) -> None:
        """The page stands at its record's address, so that the address is the same with and without a page."""
        if getattr(self, f"{self.record_field}_id"):
            self.slug = getattr(self, self.record_field).slug
        if self.locale_id:
            self.language = self.locale.language_code
