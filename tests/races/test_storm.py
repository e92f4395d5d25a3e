"""The last seconds of a round with forty who type and five who submit, on two web processes; `make soak` has a thousand."""

import time
from datetime import timedelta

import pytest

from certifications.models import Round
from home import clock
from scripts.storm import applicants, record
from scripts.storm.clients import Crowd
from tests.races.webs import web_processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow]
SECONDS, RATE, SUBMITTERS, LATE = 5, 20, 5, 3


def test_nothing_is_lost_doubled_or_late_in_the_last_seconds():
    round_ = applicants.open_round()
    people = applicants.gather(round_, 40)
    with web_processes() as port:
        crowd = Crowd([port], people)
        crowd.submit(people[-1])
        begin, closes = time.monotonic() + 0.5, clock.now() + timedelta(seconds=SECONDS + 0.5)
        Round.objects.filter(pk=round_.pk).update(closes_at=closes)
        plan = [
            *crowd.typing(SECONDS + 1, RATE),
            *crowd.last_second(SECONDS, SUBMITTERS, LATE),
        ]

        heard = crowd.run(begin, plan)

    assert heard.refused == []
    assert record.lost_answers(heard.saved) == []
    assert record.wrong_receipts(round_) == []
    assert record.wrong_submissions(heard.sent, heard.saved, closes) == []
    assert heard.autosaves
    assert round_.applications.get(pk=people[-1].application).receipt_number
