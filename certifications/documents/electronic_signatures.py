"""Puts the city's electronic signature into a paper: PAdES baseline B-B, or B-T with a time stamp (ETSI EN 319 142-1)."""

import io
from pathlib import Path

from django.conf import settings


class NotSigned(Exception):
    """The key or the certificates cannot be read, or the time stamp did not come."""


def is_signing() -> bool:
    """Whether papers are signed here: the city has a certificate for it."""
    return bool(settings.PADES_KEY_FILE and settings.PADES_CERTIFICATE_FILE)


def signed(drawn: bytes, *, reason: str) -> bytes:
    """The PDF with an invisible signature after which nothing may be changed. Called by the worker only. Raises NotSigned."""
    # Loaded here: some 40 MB with what fetches time stamps, and only the worker signs papers.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers, timestamps  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415

    chain = Path(settings.PADES_CERTIFICATE_FILE)
    signer = signers.SimpleSigner.load(str(settings.PADES_KEY_FILE), str(chain), ca_chain_files=(str(chain),))
    if signer is None:
        raise NotSigned(str(chain))
    stamper = timestamps.HTTPTimeStamper(settings.PADES_TIMESTAMP_URL) if settings.PADES_TIMESTAMP_URL else None
    facts = signers.PdfSignatureMetadata(
        field_name="Signature",
        reason=reason,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # Hidden, so that the tagged document needs no words for a field that nobody sees (PDF/UA, 7.18.1).
    hidden = fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
    field = fields.SigFieldSpec("Signature", invis_sig_settings=hidden)
    out = io.BytesIO()
    try:
        signers.PdfSigner(facts, signer=signer, timestamper=stamper, new_field_spec=field).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(drawn)), output=out
        )
    except (SigningError, TimestampRequestError, OSError) as error:
        raise NotSigned(str(error)) from error
    return out.getvalue()
