"""Cases as the floor of certifications makes them."""

from tests.certifications.conftest import company, draft, open_round, owner, program, secretary, submitted  # noqa: F401  fixtures
