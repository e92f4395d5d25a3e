"""Officers at the desk."""

import pytest

from tests.certifications import making


@pytest.fixture
def at_desk(client, settings):
    """Signs a person in at the desk: `at_desk(user)` gives the client."""
    settings.SECOND_FACTOR_REQUIRED = False
    making.all_roles()

    def enter(user):
        if not user.is_staff:
            making.officer(user)
        client.force_login(user)
        return client

    return enter
