"""Who is signed in: a session for each role, begun once with its world, so that a test's own transaction need not sign in."""

from django.conf import settings
from django.test import Client


class Sessions:
    """The keys by role. Made outside the tests' savepoints; a role without a person is a visitor."""

    def __init__(self, people):
        self.keys = {role: self._begun(person) for role, person in people.items()}

    @staticmethod
    def _begun(person):
        client = Client()
        client.force_login(person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, role):
        """A browser of its own with the role's session."""
        client = Client(raise_request_exception=False)
        if role in self.keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[role]
        return client

    def clients(self, roles):
        return {role: self.client(role) for role in roles}
