"""Appointments of a hearing: rooms and hours are rows, so that the database keeps two from being in one place at one time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.models.stages import Stage, StageEntry
from certifications.stage_querysets import AppointmentQuerySet


class Slot(models.Model):
    """A room for a while. The hours of a stage are the same in all its rooms."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="slots")
    room = models.CharField(_("room"), max_length=80)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    judges = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("judges"))

    class Meta:
        verbose_name = _("hour in a room")
        ordering = ["starts_at", "room"]
        constraints = [
            models.UniqueConstraint(fields=["room", "starts_at"], name="slot_once"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="slot_times"),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.starts_at:%Y-%m-%d %H:%M}"


class Appointment(models.Model):
    """A case comes into a room at an hour. One applicant is at one place at a time, also when she has several cases."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.OneToOneField(StageEntry, on_delete=models.PROTECT, related_name="appointment")
    slot = models.OneToOneField(Slot, on_delete=models.PROTECT, related_name="appointment")
    applicant = models.CharField(max_length=40, editable=False, help_text="organization, team or person, by number")
    starts_at = models.DateTimeField(editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="raised by every change: calendars follow")
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "starts_at"],
                name="appointment_applicant_once",
                violation_error_message=_("This applicant has another appointment at this hour."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.entry_id}"


class ToldHours(models.Model):
    """What a judge was told last of her hours in a stage; what changes later is told against it. It names no case."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="told_hours")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hours = models.JSONField(help_text="begin, end and room by appointment")
    letters = models.PositiveIntegerField(default=0, help_text="how many: calendars follow the newest")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hours that a judge was told")
        constraints = [models.UniqueConstraint(fields=["stage", "judge"], name="told_hours_once")]

    def __str__(self) -> str:
        return f"{self.judge}: {len(self.hours)}"


class Attendance(models.Model):
    """A judge sits in an appointment. Who has an interest in the case has no row: she leaves the room."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="attendances")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances")
    starts_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("attendance of a judge")
        constraints = [
            models.UniqueConstraint(fields=["judge", "starts_at"], name="attendance_judge_once"),
            models.UniqueConstraint(fields=["appointment", "judge"], name="attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.judge} {self.starts_at:%Y-%m-%d %H:%M}"
