"""As bench, without any middleware: what a bare view costs at the least."""

from settings.bench import *  # noqa: F403

MIDDLEWARE: list[str] = []
