"""The first view of an entry with many pictures on a telephone: light, still, from nowhere else, and its picture soon there."""

import pytest

from brands.models import Entry

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
SIZE = {"width": 390, "height": 844}
TELEPHONE = {"device_scale_factor": 3, "is_mobile": True, "has_touch": True}
MOST_BYTES = 300_000
# After the answer has come: a machine under load is slow to begin, not to paint.
LATEST = 2_500  # milliseconds
# Every shift counts: nobody touches the page, and what the browser excuses after a change of its window is none of ours.
WATCH = """
window.seen = { shift: 0, largest: 0, tag: "" };
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) seen.shift += each.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) Object.assign(seen, { largest: each.startTime, tag: each.element?.tagName ?? "" });
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


def pictured():
    """The address of the entry with the most pictures."""
    entries = Entry.objects.public().prefetch_related("pictures")
    return max(entries, key=lambda entry: (entry.pictures.count(), entry.pk)).slug


def measured(page, address):
    """What the first view costs and does: bytes that came, requests elsewhere, layout shift, the largest thing and when."""
    page.set_viewport_size(SIZE)
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked, came = [], []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    seen = page.evaluate("seen")
    begun = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    home = address.split("/", 3)[:3]
    return {
        "bytes": sum(came),
        "elsewhere": [url for url in asked if url.split("/", 3)[:3] != home and not url.startswith("data:")],
        "shift": seen["shift"],
        "largest": seen["tag"],
        "after": seen["largest"] - begun,
    }


def test_first_view_of_a_picture_heavy_entry_is_light_and_still(people, city):
    page = people(**TELEPHONE)

    found = measured(page, f"{city.url}/brands/{pictured()}/")

    assert (found["elsewhere"], found["shift"], found["largest"]) == ([], 0, "IMG")
    assert found["bytes"] < MOST_BYTES
    assert found["after"] < LATEST


def test_what_is_heavy_or_pushes_the_page_is_found(people, city):
    page = people(**TELEPHONE)
    page.route("**/planted", lambda route: route.fulfill(body=b"x" * MOST_BYTES, content_type="text/plain"))
    page.add_init_script(
        "addEventListener('load', () => setTimeout(() => { fetch('/planted').then((answer) => answer.text());"
        " const wide = document.createElement('div'); wide.style.height = '300px'; document.body.prepend(wide); }, 200));"
    )

    found = measured(page, f"{city.url}/brands/{pictured()}/")

    assert (found["shift"] > 0.1, found["bytes"] > MOST_BYTES) == (True, True)
