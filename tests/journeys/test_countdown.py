"""The countdown to a deadline goes by the server's clock: a device whose clock is hours wrong misleads nobody."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from home import clock
from tests.certifications import making
from tests.journeys.served import open_now

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
# Some seconds beyond the minute, so that a busy machine may take its time to show the page.
LEFT = timedelta(hours=5, minutes=30, seconds=50)


@pytest.fixture
def draft(live_server):
    with clock.at(making.DURING):
        program = making.program()
        round_ = making.published_round(program, making.office(program, "secretary"))
        company = making.organization()
        return making.draft(round_, making.member(company, "owner"), organization=company)


@pytest.mark.parametrize("hours", [-9, 9])
def test_countdown_goes_by_the_servers_clock_though_the_devices_is_hours_wrong(page, draft, sign_in, live_server, hours):
    sign_in(draft.created_by)
    page.clock.install(time=clock.now() + timedelta(hours=hours))
    open_now(draft.round, LEFT)
    count = page.locator("[data-countdown]")
    page.goto(f"{live_server.url}/my/")
    expect(count).to_have_text("あと5時間30分")
    page.goto(f"{live_server.url}/applications/{draft.public_id}/check/")
    expect(count).to_have_text("あと5時間30分")
    wrong_by = page.evaluate("Date.now()") / 1000 - clock.now().timestamp()

    page.clock.fast_forward("05:00:00")
    expect(count).to_have_text("あと30分")
    page.clock.fast_forward("31:00")

    expect(count).to_have_text("締切を過ぎました")
    assert round(wrong_by / 3600) == hours
