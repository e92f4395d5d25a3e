"""The letter that tells of a theme."""

from certifications.emails import write
from certifications.models import Application, Theme
from certifications.recipients import applicants


def theme_retired(application: Application, theme: Theme, reason: str) -> None:
    """To the writers of a draft: the theme that they chose is no longer offered, and why; they choose another one."""
    key = f"{theme.pk}:{theme.row_version}:{application.public_id}"
    facts = {"theme": theme, "reason": reason}
    write("theme_retired", applicants(application), application, key, "certifications:basics", **facts)
