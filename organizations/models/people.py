"""People: a user signs in by e-mail address."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from home import clock
from home.models.history import History
from organizations import addresses
from organizations.querysets import UserQuerySet


def validate_address(value: str) -> None:
    """Refuses what cannot be an e-mail address; lets old carriers' addresses pass, which Django's validator refuses."""
    if not addresses.is_plausible(addresses.normalize(value)):
        raise ValidationError(_("Please check the e-mail address. It should look like hanako@company.example."), code="invalid")


# A name that RFC 2606 keeps from ever existing.
NO_ADDRESS = "no-address.invalid"


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users; addresses are kept in lower case and half width, so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        user = self.model(email=addresses.normalize(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_without_address(self, *, name: str, name_kana: str = "") -> "User":
        """A person who has no account and gave no e-mail address, as on paper. She cannot sign in and gets no e-mail."""
        return self.create_user(f"{uuid.uuid4().hex}@{NO_ADDRESS}", name=name, name_kana=name_kana, is_active=False)

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=addresses.normalize(username or ""))


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # so have pictures
    """A person with an account. Names are kept exactly as typed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.CharField(_("e-mail address"), max_length=254, unique=True, validators=[validate_address])
    name = models.CharField(_("name"), max_length=100)
    name_kana = models.CharField(_("name in kana"), max_length=100, blank=True)
    language = models.CharField(_("language of letters"), max_length=10, default="ja")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("since"), default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = addresses.normalize(self.email)

    @property
    def has_address(self) -> bool:
        """Whether letters can reach the person by e-mail."""
        return not self.email.endswith(f"@{NO_ADDRESS}")

    @property
    def first_name(self) -> str:
        """Wagtail greets by first name; Japanese names are not parted here."""
        return self.name

    @property
    def last_name(self) -> str:
        return ""

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class UserEvent(History):
    """Which roles a person was given and lost, and by whom."""

    record = models.ForeignKey(User, on_delete=models.PROTECT, related_name="history")
