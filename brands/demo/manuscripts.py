"""Texts that companies of the sample city are writing: two wait for the office, one came back, one is a draft."""

import json
from pathlib import Path
from typing import Any

from brands.actions import manuscripts
from brands.models import Manuscript, ManuscriptPicture
from certifications.demo.makers import painting
from organizations.states import MembershipRole

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "manuscripts.json"


def build(context: dict[str, Any]) -> None:
    """Each by the verbs of the company's owner and of the secretariat."""
    for row in json.loads(SAMPLES.read_text(encoding="utf-8")):
        certificate = context["certificates"][row["code"]]
        memberships = certificate.organization.memberships.current().filter(role=MembershipRole.OWNER)
        owner = memberships.select_related("user").first().user
        manuscript = manuscripts.begin(certificate.entry, by=owner)
        for language, words in row["words"].items():
            text = manuscript.texts.get(language=language)
            manuscripts.write(text, row_version=text.row_version, by=owner, **words)
        if picture := row.get("picture"):
            _hang(manuscript, picture, row["code"])
        if row["state"] == "draft":
            continue
        manuscripts.hand_in(manuscript, by=owner)
        if row["state"] == "returned":
            waiting = Manuscript.objects.with_all().get(pk=manuscript.pk)
            manuscripts.send_back(waiting, words=row["returned"], by=context["secretaries"][certificate.program.slug])


def _hang(manuscript: Manuscript, picture: dict[str, Any], code: str) -> None:
    """A picture that the public does not see yet."""
    stored = painting(picture["motif"], manuscript.entry.certificate.program.accent, f"{code}:new")
    said = {f"alt_{suffix}": words for suffix, words in picture["alt"].items()}
    place = manuscript.pictures.count()
    ManuscriptPicture.objects.create(manuscript=manuscript, file=stored, file_name="picture.jpg", order=place, **said)
