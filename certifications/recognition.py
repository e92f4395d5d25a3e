"""Is this file one that the city issued? Known by its fingerprint; nothing that strangers bring is ever opened."""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass

from certifications import codes, credentials
from certifications.models import Certificate, IssuedFile

ADDRESS = re.compile(rb"/verify/([0-9A-Z]{11})/")


@dataclass(frozen=True)
class Recognized:
    """The certificate that the file belongs to or names, the issued file itself, and the edition that took its place."""

    certificate: Certificate | None
    file: IssuedFile | None
    newer: IssuedFile | None

    @property
    def changed(self) -> bool:
        """It names a certificate of ours, and is not what we issued for it."""
        return self.file is None and self.certificate is not None


def recognize(data: bytes) -> Recognized:
    """What a file is to us: issued (by its bytes, or by its values where it is JSON), changed, or unknown."""
    known = IssuedFile.objects.select_related("certificate__program", "certificate__level", "certificate__round")
    found = known.filter(fingerprint__in=_fingerprints(data)).exclude(certificate__state="void").first()
    if found is not None:
        newest = found.certificate.issued_files.filter(kind=found.kind).newest()
        return Recognized(found.certificate, found, newest if newest != found else None)
    return Recognized(_named(data), None, None)


def _fingerprints(data: bytes) -> list[str]:
    prints = [hashlib.sha256(data).hexdigest()]
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        with suppress(credentials.NotWhole):
            prints.append(credentials.fingerprint(credentials.read(data)))
    return prints


def _named(data: bytes) -> Certificate | None:
    """The certificate whose address stands readable in the file; the first, where there are several."""
    for match in ADDRESS.finditer(data):
        code = match[1].decode()
        if codes.is_valid(code):
            return Certificate.objects.issued().select_related("program", "level", "round").filter(code=code).first()
    return None
