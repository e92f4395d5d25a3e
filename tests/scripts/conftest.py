"""Cases as the floor of certifications makes them."""

from tests.certifications.conftest import (  # noqa: F401  fixtures
    company,
    draft,
    in_judging,
    in_review,
    judges,
    open_round,
    owner,
    program,
    secretary,
    submitted,
)
