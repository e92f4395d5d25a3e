"""As bench, without middleware (but the one that allauth insists on): what a bare view costs at the least."""

from settings.bench import *  # noqa: F403

MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
