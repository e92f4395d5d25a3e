"""What can become of a certificate, and of the procedure before one is taken away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class CertificateState(models.TextChoices):
    ACTIVE = "active", _("valid")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SURRENDERED = "surrendered", _("given back")
    SUPERSEDED = "superseded", _("replaced by a newer one")
    VOID = "void", _("void: the release was called back")


# Not yet valid and expired are no states: they are computed from dates (`Certificate.status_on`).
CERTIFICATE_MOVES: Moves = {
    "active": frozenset({"suspended", "withdrawn", "surrendered", "superseded", "void"}),
    "suspended": frozenset({"active", "withdrawn", "surrendered", "superseded"}),
    "withdrawn": frozenset(),
    "surrendered": frozenset(),
    "superseded": frozenset(),
    "void": frozenset(),
}
STANDING = frozenset({CertificateState.ACTIVE, CertificateState.SUSPENDED})


# What a check says of a day, in words: the states, and what dates add to them.
STATUS_LABELS = {
    "valid": _("valid"),
    "not_yet": _("not valid yet"),
    "suspended": _("suspended"),
    "expired": _("expired"),
    "withdrawn": _("withdrawn"),
    "surrendered": _("given back"),
    "superseded": _("replaced by a newer one"),
}


# The same for a reader who has never heard of any of this.
STATUS_MEANINGS = {
    "valid": _("It is in force; one may refer to it."),
    "not_yet": _("It has been issued, but its term has not begun."),
    "suspended": _("For the time being one may not refer to it. It may be reinstated."),
    "expired": _("Its term has ended and was not renewed. That says nothing against what was certified."),
    "withdrawn": _("The office has taken it away after hearing the holder. The kind of reason stands beside it."),
    "surrendered": _("The holder has given it back, for instance because the product is no longer made."),
    "superseded": _("A newer certificate has taken its place; what holds now stands there."),
}


# Of what was ever certified, these count with another certificate: the newer one, or the one that a renewal follows.
COUNTED_ELSEWHERE = frozenset({"superseded", "not_yet"})


class CertificateOrigin(models.TextChoices):
    """Whence a certificate is known: decided on this platform, or taken over from the list of earlier years."""

    DECIDED = "decided", _("decided here")
    LIST = "list", _("from a list of earlier years")


class ReasonClass(models.TextChoices):
    """Why something happened to a certificate, as the public reads it for good."""

    SAFETY = "safety", _("a question of safety")
    FACTS = "facts", _("what was stated in the application was not so")
    CRITERIA = "criteria", _("the criteria are no longer met")
    DUTIES = "duties", _("duties of the holder were not kept")
    DISCONTINUED = "discontinued", _("no longer made or offered")
    WISH = "wish", _("at the wish of the holder")
    REPLACED = "replaced", _("a newer certificate took its place")
    OTHER = "other", _("another reason")


# Why the office may suspend or withdraw; the others are the holder's, or follow from a newer certificate.
OFFICE_REASONS = (ReasonClass.SAFETY, ReasonClass.FACTS, ReasonClass.CRITERIA, ReasonClass.DUTIES, ReasonClass.OTHER)
HOLDER_REASONS = (ReasonClass.DISCONTINUED, ReasonClass.WISH, ReasonClass.OTHER)


class Honor(models.TextChoices):
    """How a certified person is shown who no longer works; empty for everybody else. The certificate stays in force."""

    RETIRED = "retired", _("retired")
    LATE = "late", _("late")


class HearingForm(models.TextChoices):
    """How the holder is heard: 弁明の機会の付与 in writing, or a 聴聞 on a day and at a place."""

    WRITTEN = "written", _("in writing")
    ORAL = "oral", _("at a hearing")


class WithdrawalState(models.TextChoices):
    NOTICED = "noticed", _("waiting for the holder's answer")
    ANSWERED = "answered", _("answered by the holder")
    UPHELD = "upheld", _("withdrawn")
    DROPPED = "dropped", _("not withdrawn")
    MOOT = "moot", _("without object: the certificate has ended otherwise")


WITHDRAWAL_MOVES: Moves = {
    "noticed": frozenset({"answered", "upheld", "dropped", "moot"}),
    "answered": frozenset({"upheld", "dropped", "moot"}),
    "upheld": frozenset(),
    "dropped": frozenset(),
    "moot": frozenset(),
}
UNDER_WAY = frozenset({WithdrawalState.NOTICED, WithdrawalState.ANSWERED})
LEAST_DAYS_TO_ANSWER = 7  # where the program's data says nothing (certificate_rules: hearing_days)
