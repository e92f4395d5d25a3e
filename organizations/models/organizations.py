"""Organizations, who acts for them, and what has been established about them."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.languages import Localized
from home.models.history import History
from organizations import corporate_number
from organizations.area_files import OUTLINE
from organizations.models.people import validate_address
from organizations.querysets import InvitationQuerySet, MembershipQuerySet, OrganizationQuerySet, StandingQuerySet
from organizations.states import MembershipRole, OrganizationKind, StandingKind


def validate_corporate_number(value: str) -> None:
    """Refuses a number whose check digit is wrong, and says which it would be for a twelve-digit registry number."""
    if corporate_number.is_valid(value):
        return
    digits = value.isascii() and value.isdigit()
    if digits and len(value) == 12:
        words = _("This looks like the registry number of 12 digits. The corporate number has one more in front: %(number)s")
        number = f"{corporate_number.check_digit(value)}{value}"
        raise ValidationError(words, params={"number": number}, code="corporate_number_registry")
    if not digits or len(value) != 13:
        raise ValidationError(
            _("A corporate number has 13 digits. Please check what you have entered."), code="corporate_number_length"
        )
    raise ValidationError(
        _("Please check the corporate number: its first digit is a check digit, and it does not match the other twelve."),
        code="corporate_number_check_digit",
    )


class Area(models.Model):
    """A ward of the city, or the world outside it. Which wards there are is data."""

    code = models.SlugField(max_length=20, unique=True)
    name_ja = models.CharField(_("name (Japanese)"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=60, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60, blank=True)
    in_city = models.BooleanField(_("in the city"), default=True)
    outline = models.CharField(
        _("outline"),
        max_length=500,
        blank=True,
        validators=[RegexValidator(rf"^{OUTLINE.pattern}\Z")],
        help_text=_("Corners of its schematic outline on the city's map, 100 wide and 60 high: 0,0 20,0 20,15"),
    )
    order = models.PositiveSmallIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("ward")
        verbose_name_plural = _("wards")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)


class Organization(models.Model):
    """A company, university, association or public body. Names are kept exactly as typed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    name_ja = models.CharField(_("name"), max_length=120)
    name_kana = models.CharField(_("name in kana"), max_length=160, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=160, blank=True)
    corporate_number = models.CharField(
        _("corporate number"),
        max_length=13,
        null=True,
        blank=True,
        db_index=True,
        validators=[validate_corporate_number],
    )
    # Anybody can type any number, for all are public. It is proof of nothing until the office has looked.
    number_verified_at = models.DateTimeField(_("corporate number confirmed"), null=True, blank=True, editable=False)
    number_evidence = models.CharField(_("evidence of the corporate number"), max_length=300, blank=True, editable=False)
    representative = models.CharField(_("representative"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    prefecture = models.CharField(_("prefecture"), max_length=20, blank=True)
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    street = models.CharField(_("town and number"), max_length=120, blank=True)
    building = models.CharField(_("building"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("ward"), related_name="organizations"
    )
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    capital = models.PositiveBigIntegerField(_("capital (yen)"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("staff"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    name = Localized("name")
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name_kana", "name_ja", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=Q(number_verified_at__isnull=False),
                name="corporate_number_verified_once",
                violation_error_message=_("Another organization has this corporate number already."),
            ),
            models.CheckConstraint(
                condition=Q(number_verified_at__isnull=True) | (Q(corporate_number__isnull=False) & ~Q(number_evidence="")),
                name="corporate_number_verified_by_evidence",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def number_is_verified(self) -> bool:
        """Whether the office has confirmed that the corporate number is this organization's."""
        return self.number_verified_at is not None

    @property
    def postal_code_shown(self) -> str:
        """The code as it is written: 210-0007."""
        return f"{self.postal_code[:3]}-{self.postal_code[3:]}" if self.postal_code else ""

    @property
    def address(self) -> str:
        """The address on one line, without the postal code."""
        return " ".join(part for part in (self.prefecture + self.municipality + self.street, self.building) if part)


class Membership(models.Model):
    """A person acts for an organization: owner, editor or viewer. It ends; it is not deleted."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole)
    started_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(ended_at__isnull=True),
                name="membership_once",
                violation_error_message=_("This person is already a member."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(models.Model):
    """A letter that makes its reader a member. Only the token's hash is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.CharField(_("e-mail address"), max_length=254, validators=[validate_address])
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"


class Standing(models.Model):
    """A fact about an organization that was assessed on a day, with its evidence (city firm? SME under the law?)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField(_("fact"), max_length=20, choices=StandingKind)
    holds = models.BooleanField(_("holds"))
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until (including)"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300)
    evidence_file = models.ForeignKey("home.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assessed_at = models.DateTimeField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="standing_period",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="standing_has_evidence",
                violation_error_message=_("Please say what this was established from."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class OrganizationEvent(History):
    """What happened to an organization, its people and its standing."""

    record = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="history")
