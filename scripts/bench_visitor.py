"""Signs an applicant in for measurements: python -m scripts.bench_visitor, settings from the environment.

Prints her session and the address of the messages on a case of hers, to which files can be sent, as JSON.
"""

import json
import sys
from importlib import import_module

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from scripts.processes import ROOT

BACKEND = "django.contrib.auth.backends.ModelBackend"


def visitor() -> dict[str, str]:
    """An owner of a company whose application is with the office. Raises LookupError when the city has none."""
    from certifications.models import Application  # noqa: PLC0415  models exist once Django is set up

    cases = Application.objects.filter(state="submitted", organization__memberships__role="owner")
    case = cases.select_related("organization").order_by("pk").first()
    if case is None or case.organization is None:
        raise LookupError("No company of the sample city has an application with the office.")
    user = case.organization.memberships.filter(role="owner").select_related("user").order_by("pk")[0].user
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"session": session.session_key, "messages": reverse("certifications:messages", args=[case.public_id])}


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    print(json.dumps(visitor()))
