"""Every page type in every state, for everybody: no violation at 320 and 1280 px, the right language, the content policy kept.

CI looks at each sight at one of the two widths, and of the desk not at every state each time (sights/turns.py); SOAK=1 at all.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client

from tests import selection
from tests.journeys.sights import (
    account,
    arriving,
    catalog,
    contest,
    designs,
    desk,
    exhibiting,
    form_editor,
    kinds,
    money,
    office,
    people,
    public,
    rarely,
    reaching,
    registering,
    renewals,
    reports,
    sittings,
    stamps,
)
from tests.journeys.sights.turns import Turns, is_desk

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without preload: it would fetch every sheet again, past their own addresses.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations", "incomplete"], "preload": False}
RUN = """
async ([options, width]) => {
  // Drawn at this width, and nothing moves any more: half a menu would hide what lies under it.
  const frame = () => new Promise(requestAnimationFrame);
  while (innerWidth !== width) await frame();
  for (const each of document.getAnimations()) if (each.effect.getComputedTiming().endTime < 5000) each.finish();
  await document.fonts.ready.then(frame).then(frame);
  const found = await axe.run(document, options);
  const nodes = (rows) => rows.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target.flat().join(" "),
    [...node.any, ...node.all, ...node.none].map((check) => check.message).join(" ")]));
  return { violations: nodes(found.violations), incomplete: nodes(found.incomplete), lang: document.documentElement.lang,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth };
}
"""
JUDGED = json.loads(Path(__file__).with_name("axe-judged.json").read_text(encoding="utf-8"))
# The longest first: at the end nobody waits for one of them.
GROUPS = {
    "verbs-of-cases": desk.case_pages,
    "sittings": sittings.sights,
    "other-verbs": desk.other_pages,
    "forms": desk.forms,
    "records": desk.records,
    "listings": desk.listings,
    "editor": form_editor.editor,
    "designs": designs.designing,
    "pages": public.pages,
    "register": public.register,
    "manuscripts": catalog.manuscripts,
    "inquiries": reaching.inquiries,
    "engagements": reaching.engagements,
    "orders": money.orders,
    "registrations": registering.registrations,
    "exhibits": exhibiting.exhibits,
    "expo": exhibiting.expo_of_visitors,
    "exhibitors": exhibiting.desk_of_exhibitors,
    "finance": money.finance,
    "machines": public.machines,
    "account": account.sights,
    "organizations": people.organizations,
    "applications": people.applications,
    "nominations": people.nominations,
    "judging": people.judging,
    "dashboards": desk.dashboards,
    "office": office.sights,
    "contest": contest.sights,
    "rare-steps": stamps.sights,
    "rare-files": arriving.sights,
    "rare-masters": rarely.masters,
    "rare-lists": rarely.imports,
    "rare-ties": rarely.ties,
    "rare-withdrawals": rarely.withdrawn,
}


def is_judged(area, rule, target, message):
    """Whether somebody has looked at such a finding, that a machine cannot decide, and written down why it is none."""
    return any(
        (row["area"], row["rule"]) == (area, rule) and re.search(row["target"], target) and re.search(row["message"], message)
        for row in JUDGED
    )


def leaves_nothing(do):
    """Whether the city is the same after the step."""
    return do in (None, desk.save_nothing)


class Sweep:
    """Looks at sights with one window per person, and keeps what is wrong with them."""

    def __init__(self, people, city):
        self.people, self.city = people, city
        self.windows, self.shown, self.wrong, self.complaints = {}, {}, [], []
        self.turns, self.spared = Turns(selection.TURN, every=selection.SOAK, is_free=leaves_nothing), Counter()

    def window(self, who):
        if who not in self.windows:
            page = self.windows[who] = self.people(self.city.user(who) if who else None)
            page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        return self.windows[who]

    def look(self, sight):
        widths = self.turns.widths_for(sight)
        self.spared["widths"] += len(widths) == 1
        self.spared["sights"] += not widths
        if not widths:
            return
        page = self.window(sight.who)
        self.at_desk = is_desk(sight)
        page.set_viewport_size({"width": 1280, "height": 900})
        self.complaints.clear()
        if not self.open(page, sight):
            return
        if sight.do:
            sight.do(page)
        page.wait_for_load_state()
        page.evaluate(AXE_SCRIPT)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            self.judge(f"{sight} at {width} px", page.evaluate(RUN, [OPTIONS, width]))
        blocked = [text for text in self.complaints if "Content Security Policy" in text]
        self.wrong += [f"{sight}: {text}" for text in blocked]

    def open(self, page, sight):
        """Whether the page answers as it is to. What is done on a page that stands there, only looked at, needs no second one."""
        asked = replace(sight, do=None, state="")
        if not sight.do or self.shown.get(sight.who) != asked:
            answer = page.goto(self.city.url + sight.path)
            led = answer.request.redirected_from is not None
            if answer.status != sight.status or led != bool(sight.lands) or sight.lands not in page.url:
                self.wrong.append(f"{sight}: {answer.status} at {page.url} instead of {sight.status}")
                self.shown[sight.who] = None
                return False
        self.shown[sight.who] = None if sight.do else asked
        return True

    def judge(self, where, found):
        self.wrong += [f"{where}: {rule} at {target}: {why}" for rule, target, why in found["violations"]]
        unjudged = [row for row in found["incomplete"] if not is_judged("desk" if self.at_desk else "site", *row)]
        self.wrong += [f"{where}: not judged: {rule} at {target}: {why}" for rule, target, why in unjudged]
        if found["lang"] != "ja":
            self.wrong.append(f"{where}: <html lang={found['lang']}>")
        if found["wide"] and not self.at_desk:
            self.wrong.append(f"{where}: wider than the window")

    def report(self, group):
        """The whole list is kept beside the pictures of failures: an assertion shows only its beginning."""
        path = settings.VAR / "journeys" / f"accessibility-{group}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(self.wrong), encoding="utf-8")


@pytest.mark.parametrize("group", GROUPS)
def test_pages_can_be_used_by_everybody(city, people, group, pytestconfig):
    sweep = Sweep(people, city)

    for sight in GROUPS[group]():
        sweep.look(sight)

    sweep.report(group)
    for word, number in sweep.spared.items():
        selection.note(pytestconfig, word, number)
    assert sweep.wrong == []


def test_written_kinds_are_those_that_the_sights_show(city):
    """What a fast test takes as seen, because it is written down (tests/test_sights.py), is seen."""
    shown = {sight.kind for make in GROUPS.values() for sight in make()}

    assert kinds.swept() - shown == set()


# Groups of the desk, where the language is the officer's own.
AT_DESK = {
    "verbs-of-cases", "other-verbs", "forms", "records", "listings", "editor", "designs", "exhibitors", "finance", "office",
    "rare-lists", "rare-masters", "rare-withdrawals",
}  # fmt: skip


def spoken(sights):
    """The sights that can be asked for in another language: those without a step before, outside the desk."""
    return [sight for sight in sights if sight.do is None and not is_desk(sight)]


# That they say "ja" when they are asked for in Japanese, the sweep above sees of every sight.
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_say_their_language(city, language):
    clients, wrong = {}, []
    groups = [GROUPS[group] for group in sorted(GROUPS.keys() - AT_DESK)]
    every = [sight for make in (*groups, renewals.renewal_pages, reports.report_pages) for sight in make()]

    for sight in spoken(every):
        if sight.who not in clients:
            clients[sight.who] = Client()
            if sight.who:
                clients[sight.who].cookies[settings.SESSION_COOKIE_NAME] = city.session_of(city.user(sight.who))
        path = f"/{language}{sight.path}"
        if sight.path.startswith("/verify/"):
            path = f"{sight.path}{'&' if '?' in sight.path else '?'}lang={language}"
        answer = clients[sight.who].get(path, follow=bool(sight.lands))
        said = re.search(r'<html lang="([^"]*)"', answer.content.decode())
        if answer.status_code != sight.status or not said or said.group(1) != language:
            wrong.append((str(sight), path, answer.status_code, said and said.group(1)))

    assert wrong == []
