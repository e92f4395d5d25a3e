"""What the worker does for this floor. Each task may run twice with one effect."""

from django_tasks import task

from matching.actions import engagement_terms, inquiry_terms


@task()
def keep_inquiries() -> None:
    """Reminds makers, and lets go of inquiries whose time is over."""
    inquiry_terms.do_due()


@task()
def keep_engagements() -> None:
    """Asks hosts to report, and lets go of requests whose time is over."""
    engagement_terms.do_due()


PERIODIC = [(keep_inquiries, 3_600), (keep_engagements, 3_600)]
