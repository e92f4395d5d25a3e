"""`make bench` and `make soak`: the last minutes of a round on the whole stack. python -m scripts.storm [--applicants 1000] ...

So many people type in their drafts, so many submit in the last second, some by a double click, some too late; a bare view that
writes one indexed row is asked between them on the same processes and the same database. Then the record is held against what
the browsers heard. The exit code is 1 when anything was lost, doubled or late, or when saving is dearer than the limit.
"""

import argparse
import mailbox
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import django

from scripts.postgres import PostgresqlMissing
from scripts.processes import ROOT, ProcessEnded, StopAsked, raise_on_signals
from scripts.stack import Stack

LIMIT = 8.0
LATE = 10
AFTER = 2.0
DRAINING = 300


def share(values: Sequence[float], part: float) -> float:
    """The value that so large a part of the values does not exceed."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def storm(stack: Stack, options: argparse.Namespace) -> list[str]:
    """Runs it, prints what was seen, and gives what is wrong."""
    from home import clock  # noqa: PLC0415  models exist once Django is set up
    from home.models import Letter  # noqa: PLC0415
    from scripts.storm import applicants, clients, record  # noqa: PLC0415

    round_ = applicants.open_round()
    people = applicants.gather(round_, options.applicants)
    stack.cluster.sql("VACUUM ANALYZE", database=stack.database)
    crowd = clients.Crowd(stack.web_ports, people)
    for who in people[-16:]:  # every thread has asked the database once, and keeps its connection
        crowd.save(who, who.keys[-1], "はじめ")
        crowd.bare(time.monotonic())
    crowd.heard.autosaves.clear()
    crowd.heard.bare.clear()

    print(f"\n{options.applicants:,} applicants, {options.rate:g} answers/s for {options.seconds} s, then the close", flush=True)
    begin, at = time.monotonic() + 1, clock.now() + timedelta(seconds=1)
    closes = at + timedelta(seconds=options.seconds)
    type(round_).objects.filter(pk=round_.pk).update(closes_at=closes)
    plan = [
        *crowd.typing(options.seconds + AFTER, options.rate),
        *crowd.measuring(options.seconds + AFTER, options.rate / 2),
        *crowd.last_second(options.seconds, options.submissions, LATE),
    ]
    heard = crowd.run(begin, plan)
    _drain(stack)

    taken = round_.applications.exclude(receipt_number=None).count()
    print(f"answers saved: {len(heard.autosaves):,}; refused after the close or the submission: {heard.closed}")
    refused = [each.judged - closes for each in heard.sent if each.status == record.REFUSED and each.judged]
    accepted = [at for at in round_.applications.values_list("submitted_at", flat=True) if at]
    late = sum(each.status == record.REFUSED and each.at < closes for each in heard.sent)
    print(f"submitted in the last second: {options.submissions}, {LATE} more after the close; receipts: {taken}")
    print(f"clicks before the close whose transaction began after it: {late}")
    if accepted:
        print(f"the last accepted began {(closes - max(accepted)).total_seconds():.3f} s before the close", end="; ")
    print(f"refused {len(refused)}, the first {min(refused, default=timedelta()).total_seconds():.3f} s after it")
    letters = Letter.objects.filter(kind=record.RECEIVED).count()
    print(f"letters with a receipt: {letters}")
    post = mailbox.Maildir(stack.folder / "mail" / "box", create=False)
    findings = [
        *heard.refused,
        *record.lost_answers(heard.saved),
        *record.wrong_receipts(round_),
        *record.wrong_submissions(heard.sent, heard.saved, closes),
        *record.wrong_post(str(each["Message-ID"]) for each in post),
    ]
    if not taken:
        findings.append("nobody came through in the last second: this machine is too busy to show anything about it")
    return findings + _measured(heard.autosaves, heard.bare)


def _measured(autosaves: Sequence[float], bare: Sequence[float]) -> list[str]:
    print(f"\n{'milliseconds':16}{'number':>8}{'median':>9}{'p95':>9}{'p99':>9}")
    for name, values in {"one answer": autosaves, "bare POST": bare}.items():
        parts = [statistics.median(values), share(values, 0.95), share(values, 0.99)]
        print(f"{name:16}{len(values):>8}" + "".join(f"{part * 1000:>9.1f}" for part in parts))
    ratio, middle = share(autosaves, 0.95) / share(bare, 0.95), statistics.median(autosaves) / statistics.median(bare)
    print(f"p95 of one answer / p95 of a bare POST: {ratio:.1f} (limit {LIMIT:.0f}); medians: {middle:.1f}")
    print("load of the machine over 1, 5, 15 minutes: " + ", ".join(f"{each:.1f}" for each in os.getloadavg()))
    return [f"saving an answer takes {ratio:.1f} times a bare POST, limit {LIMIT:.0f}"] if ratio > LIMIT else []


def _drain(stack: Stack) -> None:
    """Waits until the worker has sent all letters."""
    from home.models import Letter, LetterState  # noqa: PLC0415

    stack.processes.wait_for(lambda: not Letter.objects.exclude(state=LetterState.SENT).exists(), "The post", DRAINING)


def main() -> int:
    """Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applicants", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=100)
    parser.add_argument("--rate", type=float, default=20, help="answers a second")
    parser.add_argument("--submissions", type=int, default=50)
    options = parser.parse_args()
    raise_on_signals()
    try:
        with Stack(extra={"DJANGO_SETTINGS_MODULE": "settings.bench"}) as stack:
            os.environ.update(stack.environment)
            sys.path[:0] = [str(ROOT), str(ROOT / "site")]
            django.setup()
            findings = storm(stack, options)
            _keep_logs(stack, bool(findings))
    except StopAsked:
        return 130
    except (ProcessEnded, PostgresqlMissing, subprocess.CalledProcessError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    for words in findings[:40]:
        print(f"WRONG: {words}")
    print(
        "nothing lost, nothing double, nothing late, nobody refused who came in time"
        if not findings
        else f"{len(findings)} findings"
    )
    return 1 if findings else 0


def _keep_logs(stack: Stack, wanted: bool) -> None:
    """Shows the web processes' last words when something is wrong."""
    for path in sorted(Path(stack.logs).glob("web-*.log")) if wanted else ():
        print(f"--- {path.name}\n{path.read_text(errors='replace')[-1500:]}")


if __name__ == "__main__":
    sys.exit(main())
