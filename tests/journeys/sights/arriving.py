"""Files that are still on their way: of a draft that is about to be submitted, of what was submitted, of a correction."""

import hashlib
from datetime import timedelta

from certifications.actions import applications, corrections, uploads
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples
from tests.journeys.cities import once_in_city
from tests.journeys.sights.sight import Sight
from tests.journeys.sights.stamps import office

BEGUN = 100  # bytes


@once_in_city
def waiting():
    """A draft, a submission and a correction, each with a picture of which a piece has come."""
    made, picture = office(), samples.picture()
    with clock.at(making.DURING):
        round_ = making.published_round(made.program, made.secretary, number=77)
    company = made.owner.memberships.get().organization
    found = []
    for name in ("手すり", "浴槽台", "吊り具"):
        case = making.fill(making.draft(round_, made.owner, organization=company, name=name), made.owner)
        question = case.form_version.questions.filter(kind="picture").first()
        case.attachments.filter(key=question.key).delete()
        sha256 = hashlib.sha256(picture).hexdigest()
        facts = {"name": f"{name}を斜め前から撮影した写真.jpg", "size": len(picture), "sha256": sha256}
        uploads.add(uploads.issue(case, question.key, by=made.owner, **facts), picture[:BEGUN], offset=0, by=made.owner)
        found.append((case, str(question.key)))
    for case, _key in found[1:]:
        applications.submit(case, by=made.owner)
    case, key = found[2]
    corrections.request(again(case), {key: "背面も写してください。"}, due_on=clock.today() + timedelta(days=9), by=made.secretary)
    return [again(case) for case, _key in found]


def sights():
    """The pages on which the rest can be sent."""
    draft, submitted, correction = waiting()
    who = draft.created_by.email
    pages = {"check": (draft, "check/"), "application": (submitted, ""), "receipt": (submitted, "receipt/")}
    pages["corrections"] = (correction, "corrections/")
    for name, (case, path) in pages.items():
        address = f"/applications/{case.public_id}/{path}"
        yield Sight(f"certifications:{name}", address, "with a file on its way", who=who)
