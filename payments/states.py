"""Ways to pay and kinds of tax."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    CARD = "card", _("credit card")
    KONBINI = "konbini", _("convenience store")
