"""Answers and files go back to the version that was submitted last, where a correction ends without being handed in."""

from collections.abc import Collection

from certifications.actions import revisions
from certifications.models import Answer, Application
from home import clock


def undo_changes(application: Application, keys: Collection[str]) -> list[str]:
    """Sets the answers and files of these questions back to the last submitted version; says which of them had changed."""
    version = application.versions.latest("seq")
    changed = set()
    for answer in Answer.objects.filter(application=application, key__in=keys):
        submitted = version.answers.get(str(answer.key))
        if answer.value != submitted:
            revisions.write(application, answer.key, submitted, by=None, over=answer)
            changed.add(str(answer.key))
    held = {row["attachment"] for row in version.files}
    for attachment in application.attachments.filter(key__in=keys, let_go_at__isnull=True):
        counts = str(attachment.public_id) in held
        if counts != (attachment.removed_at is None):
            attachment.removed_at, attachment.removed_by = None if counts else clock.now(), None
            attachment.save(update_fields=["removed_at", "removed_by"])
            changed.add(str(attachment.key))
    return sorted(changed)
