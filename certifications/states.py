"""The states that records of this floor can have, and the legal moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class SubjectKind(models.TextChoices):
    PRODUCT = "product", _("product")
    TECHNOLOGY = "technology", _("technology")
    PERSON = "person", _("person")
    WORK = "work", _("work")


class ApplicantKind(models.TextChoices):
    ORGANIZATION = "organization", _("organization")
    PERSON = "person", _("person")
    TEAM = "team", _("team")


class Channel(models.TextChoices):
    """How an application came in; all ways count the same."""

    ONLINE = "online", _("online")
    PAPER = "paper", _("on paper")
    COUNTER = "counter", _("at the counter")


class ToldBy(models.TextChoices):
    """How an applicant made a statement that the office enters."""

    TELEPHONE = "telephone", _("by telephone")
    LETTER = "letter", _("by letter")
    COUNTER = "counter", _("at the counter")


class ProgramOutcome(models.TextChoices):
    CERTIFICATE = "certificate", _("certificate")
    AWARD = "award", _("award")


class LegalBasis(models.TextChoices):
    LAW = "law", _("law")
    ORDINANCE = "ordinance", _("ordinance")
    GUIDELINE = "guideline", _("guideline")


class ProgramRoleKind(models.TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    APPROVER = "approver", _("approver")


class QuestionKind(models.TextChoices):
    SHORT_TEXT = "short_text", _("short text")
    LONG_TEXT = "long_text", _("long text")
    NUMBER = "number", _("whole number")
    YEN = "yen", _("yen")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")
    MANY = "many", _("several of several")
    URL = "url", _("web address")
    FILE = "file", _("file")
    PICTURE = "picture", _("picture")
    TABLE = "table", _("table")
    CONSENT = "consent", _("consent")
    EXPLANATION = "explanation", _("explanation")


FILE_KINDS = frozenset({QuestionKind.FILE, QuestionKind.PICTURE})


class IdentityClass(models.TextChoices):
    """For blind judging: does an answer tell who applies?"""

    IDENTITY = "identity", _("identity")
    QUASI = "quasi", _("quasi-identity")
    CONTENT = "content", _("content")


class ColumnKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("whole number")
    YEN = "yen", _("yen")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")


class RetentionClass(models.TextChoices):
    """How long an answer is kept after the case has ended."""

    SHORT = "short", _("until the result has become final")
    CASE = "case", _("as long as the case's papers")
    LASTING = "lasting", _("lastingly, with the certificate")


class CatalogSlot(models.TextChoices):
    """Where the public catalog shows an answer, once the result is released."""

    TAGLINE = "tagline", _("one line")
    STORY = "story", _("story")
    FEATURES = "features", _("features")
    TARGET_USERS = "target_users", _("for whom")
    PRICE = "price", _("price")
    WHERE_TO_BUY = "where_to_buy", _("where to buy or try")
    PICTURE = "picture", _("picture")
    WEBSITE = "website", _("website")
    INTERVIEW = "interview", _("interview")


class StageKind(models.TextChoices):
    SCREENING = "screening", _("screening by the office")
    SCORING = "scoring", _("scoring")
    MONITOR_TRIAL = "monitor_trial", _("trial by users")
    SITE_VISIT = "site_visit", _("site visit")
    HEARING = "hearing", _("hearing")
    COMMITTEE = "committee", _("committee meeting")
    FINAL = "final", _("public final")
    APPROVAL = "approval", _("approval")


class RoundState(models.TextChoices):
    PREPARING = "preparing", _("being prepared")
    PUBLISHED = "published", _("published")
    JUDGING = "judging", _("judging")
    DECIDING = "deciding", _("deciding")
    RELEASED = "released", _("released")
    CANCELLED = "cancelled", _("cancelled")


ROUND_MOVES: Moves = {
    "preparing": frozenset({"published", "cancelled"}),
    "published": frozenset({"judging", "cancelled"}),
    "judging": frozenset({"deciding", "cancelled"}),
    "deciding": frozenset({"judging", "released", "cancelled"}),
    "released": frozenset({"deciding"}),  # called back, before the first letter has left
    "cancelled": frozenset(),
}


class ThemeState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("no longer offered")


THEME_MOVES: Moves = {
    "draft": frozenset({"published"}),
    "published": frozenset({"retired"}),
    "retired": frozenset({"published"}),
}
# What a round's state lets the office do with its panel, its cases and itself; actions and desk ask the same.
MAY_BE_SEATED = frozenset({"preparing", "published", "judging"})
MAY_GET_THEMES = frozenset({"preparing", "published"})
MAY_BE_MOVED = frozenset({"preparing", "published", "judging", "deciding"})
MAY_BE_ASSIGNED = frozenset({"published", "judging"})
OVER = frozenset({"released", "cancelled"})
MAY_BE_CANCELLED = frozenset(before for before, after in ROUND_MOVES.items() if "cancelled" in after)


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CORRECTION = "correction", _("being corrected")
    IN_REVIEW = "in_review", _("under review")
    DECIDED = "decided", _("result announced")
    WITHDRAWN = "withdrawn", _("taken back by the applicant")
    LAPSED = "lapsed", _("not submitted in time")


# "decided" is reached at release only: before that hour nothing of an application tells that a decision exists.
APPLICATION_MOVES: Moves = {
    "draft": frozenset({"submitted", "withdrawn", "lapsed"}),
    "submitted": frozenset({"correction", "in_review", "decided", "withdrawn"}),
    "correction": frozenset({"submitted", "withdrawn"}),
    "in_review": frozenset({"decided", "withdrawn"}),
    "decided": frozenset({"submitted", "in_review"}),  # a release that is called back
    "withdrawn": frozenset(),
    "lapsed": frozenset(),
}
MAY_BE_WITHDRAWN = frozenset(before for before, after in APPLICATION_MOVES.items() if "withdrawn" in after)
WITH_THE_OFFICE = frozenset({"submitted", "correction", "in_review", "decided"})
# To a second click they are one: how far the office has come with a case is not to be learned from its answer.
HANDED_IN = frozenset({"submitted", "in_review", "decided"})


class CorrectionState(models.TextChoices):
    OPEN = "open", _("waiting for the applicant")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("taken back by the office")


CORRECTION_MOVES: Moves = {
    "open": frozenset({"answered", "closed", "cancelled"}),
    "answered": frozenset({"closed"}),
    "closed": frozenset({"answered"}),  # only when the request that followed it up is taken back
    "cancelled": frozenset(),
}


class Reaction(models.TextChoices):
    """What the applicant did about one point of a correction; empty while it waits."""

    ANSWERED = "answered", _("answered by the applicant")
    CONFIRMED = "confirmed", _("proposal confirmed")
    DECLINED = "declined", _("proposal declined")


class Verdict(models.TextChoices):
    """What the office found when it looked at one corrected point again; empty until then."""

    ACCEPTED = "accepted", _("accepted by the office")
    AGAIN = "again", _("asked again")


class VersionKind(models.TextChoices):
    """How a submitted version came to be."""

    SUBMITTED = "submitted", _("submitted by the applicant")
    CORRECTED = "corrected", _("corrected by the applicant")
    ENTERED = "entered", _("corrected by the office on the applicant's word")
    LATE_FILE = "late_file", _("completed with a file that was under way")


class TicketState(models.TextChoices):
    """Where an upload in pieces stands."""

    OPEN = "open", _("under way")
    FINISHED = "finished", _("arrived")
    REFUSED = "refused", _("not accepted")
    EXPIRED = "expired", _("did not arrive in time")


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", _("not begun")
    WORKING = "working", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    RECUSED = "recused", _("recused")


ASSIGNMENT_MOVES: Moves = {
    "assigned": frozenset({"working", "recused"}),
    "working": frozenset({"submitted", "recused"}),
    "submitted": frozenset({"working", "recused"}),
    "recused": frozenset({"assigned"}),  # seated again, or by a newer plan; a conflict never ends so
}


class ScoresUsed(models.TextChoices):
    FIRST = "first", _("first scores, as handed in the first time")
    LAST = "last", _("last scores, as they stand when scores are locked")


class RankedBy(models.TextChoices):
    RAW = "raw", _("mean of the judges' scores")
    ADJUSTED = "adjusted", _("adjusted scores")


class Outcome(models.TextChoices):
    CERTIFIED = "certified", _("certified")
    NOT_CERTIFIED = "not_certified", _("not certified")
    INELIGIBLE = "ineligible", _("requirements not met")


class DecisionState(models.TextChoices):
    DRAFTED = "drafted", _("drafted")
    PROPOSED = "proposed", _("waiting for approval")
    APPROVED = "approved", _("approved")
    RELEASED = "released", _("released")


DECISION_MOVES: Moves = {
    "drafted": frozenset({"proposed"}),
    "proposed": frozenset({"approved", "drafted"}),
    "approved": frozenset({"drafted", "released"}),
    "released": frozenset({"approved"}),
}
