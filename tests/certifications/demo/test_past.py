"""What happens to certificates of the sample city after they were issued: by the verbs of the office, each on its day."""

from datetime import timedelta

import pytest

from certifications.demo import makers, past
from certifications.models import Withdrawal
from home import clock
from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
REASON = {"ja": "要件を満たさなくなったため。", "en": "A requirement is no longer met.", "zh": "不再符合条件。"}


@pytest.mark.parametrize(
    ("status", "reason_class"), [("suspended", "safety"), ("surrendered", "discontinued"), ("withdrawn", "criteria")]
)
def test_each_fate_is_reached_by_its_verbs(db, status, reason_class):
    certificate = issuing.released_round("kis")[0]
    secretary, approver = (User.objects.get(email=f"{role}-kis@people.example") for role in "sa")
    row = {"status": status, "reason_class": reason_class, "status_reason": REASON}

    with clock.at(issuing.RELEASED + timedelta(days=800)):
        past._live(row, certificate, issuing.RELEASED, secretary, approver)

    fresh = again(certificate)
    assert (fresh.state, fresh.reason_class, fresh.state_reason_en) == (status, reason_class, REASON["en"])
    heard = [(each.state, each.begun_by, each.decided_by) for each in Withdrawal.objects.all()]
    assert heard == ([("upheld", secretary, approver)] if status == "withdrawn" else [])


def test_chance_in_a_sample_depends_on_its_words_alone():
    """Answers, scores and choices of the city draw from this number: the same in every process, whatever its hash seed."""
    assert (makers.seed("kis", 1), makers.seed("kis", 2)) == (1_077_097_702, 363_258_320)
