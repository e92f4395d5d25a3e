"""The key with which a judge's own pages encrypt what waits on her device."""

import base64
from typing import Any

from django.utils.crypto import salted_hmac


def key_for(user: Any) -> str:
    """32 bytes in Base64, the same for all of her windows and visits; only pages for which she has signed in carry it.

    It is not kept anywhere and changes with the city's SECRET_KEY: what waits on a device then can no longer be read.
    """
    return base64.b64encode(salted_hmac("certifications.device_keys", str(user.pk), algorithm="sha256").digest()).decode()
