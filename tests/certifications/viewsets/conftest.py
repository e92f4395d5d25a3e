"""Officers at the desk."""

import pytest

from organizations.actions import roles


@pytest.fixture
def at_desk(client, settings):
    """Signs a person in at the desk: `at_desk(user)` gives the client."""
    settings.SECOND_FACTOR_REQUIRED = False
    roles.setup()

    def enter(user):
        if not user.is_staff:
            roles.grant(user, "officer", by=None)
        client.force_login(user)
        return client

    return enter
