"""The served sample city, as the tests handle it: whose window it is, the worker's turn, days that go by."""

import re
import time
from functools import cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from home.actions import letters
from home.models import Letter
from organizations.models import User

MADE = []
BACKEND = "django.contrib.auth.backends.ModelBackend"


def once_in_city(make):
    """Made once in each city: a process serves several, one after another, and none knows what stood in another's tables."""
    kept = cache(make)
    MADE.append(kept)
    return kept


def begin_anew():
    """Another city: what was made in the one before is forgotten."""
    for kept in MADE:
        kept.cache_clear()


class City:
    """Where the city is served, and what only a test may do with it."""

    def __init__(self, url):
        self.url = url

    def user(self, email):
        return User.objects.get(email=email)

    def session_of(self, user):
        """A session as signing in makes it, without the form; the password has just been given once more."""
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store["account_authentication_methods_user"] = str(user.pk)
        store["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        store.save()
        return store.session_key

    def enter(self, context, user):
        """The browser is signed in as the user from now on."""
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": self.session_of(user), "url": self.url}])

    def work(self):
        """What the worker would do by now: jobs that wait, letters that are due."""
        call_command("worker", batch=True, verbosity=0)
        letters.deliver_due()

    def link_in_letter(self, address, path):
        """The newest link to such a path in the newest letter to the address."""
        return self.path_in_mail(Letter.objects.filter(address=address).latest("pk").text, path)

    def path_in_mail(self, body, path):
        """The first address in a mail that begins so, without the host."""
        return re.search(rf"https?://[^\s/]+({path}\S*)", body).group(1)
