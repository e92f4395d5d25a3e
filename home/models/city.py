"""The city that runs this site. Its name and words are data; no city's name stands in the code."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home import business_days
from home.languages import Localized


def validate_closing_days(text: str) -> None:
    """Refuses what is not a list of days of a year."""
    try:
        business_days.closing_days(text)
    except ValueError as error:
        raise ValidationError(_("Please write months and days like 07-01 or 12-29..01-03, separated by commas.")) from error


@register_setting(icon="site")
class CitySettings(BaseSiteSetting):
    """Names, contact and footer of the city's site."""

    name_ja = models.CharField(_("site name (Japanese)"), max_length=60, default="つなぎ")
    name_en = models.CharField(_("site name (English)"), max_length=60, blank=True)
    name_zh = models.CharField(_("site name (Chinese)"), max_length=60, blank=True)
    city_ja = models.CharField(_("city (Japanese)"), max_length=60, blank=True)
    city_en = models.CharField(_("city (English)"), max_length=60, blank=True)
    city_zh = models.CharField(_("city (Chinese)"), max_length=60, blank=True)
    office_ja = models.CharField(_("responsible office (Japanese)"), max_length=120, blank=True)
    office_en = models.CharField(_("responsible office (English)"), max_length=120, blank=True)
    office_zh = models.CharField(_("responsible office (Chinese)"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    closing_days = models.CharField(
        _("days on which the offices are closed"),
        max_length=200,
        blank=True,
        default="12-29..01-03",
        validators=[validate_closing_days],
        help_text=_(
            "Besides weekends and national holidays, every year: months and days like 07-01, stretches like 12-29..01-03, "
            "separated by commas."
        ),
    )

    municipal_code = models.CharField(
        _("code of the municipality"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{6}\Z", _("Six digits, the last of them the check digit."))],
        help_text=_("Six digits with the check digit (全国地方公共団体コード); stands in the event list for data portals."),
    )
    data_license_name = models.CharField(_("license of the open data"), max_length=60, default="CC BY 4.0")
    data_license_url = models.URLField(_("address of the license"), default="https://creativecommons.org/licenses/by/4.0/")

    name = Localized("name")
    city = Localized("city")
    office = Localized("office")

    panels = [
        MultiFieldPanel([FieldPanel(f"name_{x}") for x in ("ja", "en", "zh")], heading=_("site name")),
        MultiFieldPanel([FieldPanel(f"city_{x}") for x in ("ja", "en", "zh")], heading=_("city")),
        MultiFieldPanel([FieldPanel(f"office_{x}") for x in ("ja", "en", "zh")], heading=_("responsible office")),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("telephone"), FieldPanel("email")], heading=_("contact")),
        FieldPanel("closing_days"),
        MultiFieldPanel(
            [FieldPanel("municipal_code"), FieldPanel("data_license_name"), FieldPanel("data_license_url")],
            heading=_("open data"),
        ),
    ]

    class Meta:
        verbose_name = _("city")
