"""The served sample city, as the tests handle it: whose window it is, the worker's turn, days that go by."""

import mailbox
import re
import time
from functools import cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from home import clock
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

    def newest_mail(self, address):
        """What the newest mail to the address says."""
        return [sent.body for sent in mail.outbox if address in sent.to][-1]

    def link_in_letter(self, address, path):
        """The newest link to such a path in the newest letter to the address."""
        return self.path_in_mail(Letter.objects.filter(address=address).latest("pk").text, path)

    def path_in_mail(self, body, path):
        """The first address in a mail that begins so, without the host."""
        return re.search(rf"https?://[^\s/]+({path}\S*)", body).group(1)


class StackCity(City):
    """A city that other processes serve (scripts/stack.py): its worker works by itself, its mail lies in a folder."""

    def __init__(self, url, post):
        super().__init__(url)
        self._post = mailbox.Maildir(post, create=False)

    def work(self):
        """Until the worker has nothing left that is due."""
        until(lambda: not (DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]) or Letter.objects.due(clock.now())))

    def newest_mail(self, address):
        def received():
            return [each for each in self._post if address in each["To"]]

        until(received)
        newest = max(received(), key=lambda each: each.get_date())
        return next(part for part in newest.walk() if part.get_content_type() == "text/plain").get_payload(decode=True).decode()


def until(there, patience=60):
    """Waits for what another process does. Raises TimeoutError when it is not done within so many seconds."""
    end = time.monotonic() + patience
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("another process has not done its part")
        time.sleep(0.2)
