"""Kinds, roles and standings that organizations and people can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    SME = "sme", _("small or medium enterprise")
    SOLE = "sole", _("sole proprietor")
    LARGE = "large", _("large firm")
    UNIVERSITY = "university", _("university or research institute")
    NPO = "npo", _("nonprofit organization")
    MUNICIPALITY = "municipality", _("municipality or public body")
    BANK = "bank", _("bank")
    OTHER = "other", _("other organization")


class MembershipRole(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")


class StandingKind(models.TextChoices):
    CITY_FIRM = "city_firm", _("has its office in the city")
    CITY_ONE_YEAR = "city_one_year", _("one year or more in the city")
    SME = "sme", _("small or medium enterprise under the law")
    NOT_DEEMED_LARGE = "not_deemed_large", _("not a deemed large firm")
    TAXES_PAID = "taxes_paid", _("no city tax in arrears")
