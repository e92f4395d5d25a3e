"""What a list of 20,000 rows costs on its way in and out, against a bare `bulk_create` of the same rows.

Run by `make bench` (part "lists"), which adds the processor time that PostgreSQL spends meanwhile. As a program of its own it
brings one kind of list in, on the database of the environment, and tells its marks line by line.
"""

import io
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from scripts.bounds import Bounds
from scripts.measuring import between, on_cpu, postgres_pids
from scripts.processes import ROOT, ProcessEnded, python

KINDS = ("organizations", "certificates")
ROWS = 20_000
FEW = 2_000
TIMES = 10  # the import may take as many times what a bare bulk_create takes
GROWTH = 40  # MB more at the highest for ten times as many rows
WARDS = ("川崎市中原区", "高津", "宮前区", "多摩区", "麻生区")
BATCH = 500


def measure(stack: Any, rows: int, bounds: Bounds) -> None:
    """Prints a table: processor time of both ways, and the memory that the worker held at the highest."""
    heads = f"{'check s':>9}{'write s':>9}{'undo s':>8}{'export s':>10}{'bare s':>8}"
    print(f"\n{f'list of {rows:,} rows':26}{heads}  {'x bare':14}{'MB more'}")
    for kind in KINDS:
        with worker_paused(stack):
            cost, peaks = _marks(stack, kind, rows)
        ratio = (cost["checked"] + cost["written"]) / cost["bare"]
        times = bounds.at_most(f"list of {kind}, times a bare bulk_create", ratio, TIMES, 1)
        grown = bounds.at_most(f"list of {kind}, MB more than for {FEW:,} rows", peaks["exported"] - peaks["few"], GROWTH)
        figures = f"{cost['checked']:9.1f}{cost['written']:9.1f}{cost['undone']:8.1f}{cost['exported']:10.1f}{cost['bare']:8.1f}"
        print(f"{kind:26}{figures}  {times:14}{grown}")


@contextmanager
def worker_paused(stack: Any) -> Iterator[None]:
    """What is measured does the worker's jobs itself; the worker would take them away from it."""
    worker = stack.processes.running["worker"]
    worker.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        worker.send_signal(signal.SIGCONT)


def _marks(stack: Any, kind: str, rows: int) -> tuple[dict[str, float], dict[str, float]]:
    """Processor seconds of each step, the database's included, and the memory at the highest so far, in MB."""
    command = python("-m", "scripts.bench_lists", kind, str(rows))
    cost, peaks, spent, base = {}, {}, 0.0, on_cpu(postgres_pids(stack))
    with subprocess.Popen(command, cwd=ROOT, env=stack.environment, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            mark = json.loads(line)
            now = on_cpu(postgres_pids(stack))
            cost[mark["name"]] = mark["spent"] - spent + between(base, now)
            peaks[mark["name"]] = mark["peak"]
            spent, base = mark["spent"], now
    if child.returncode:
        raise ProcessEnded(f"The list of {kind} could not be brought in.")
    return cost, peaks


def _tell(name: str) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"name": name, "spent": time.process_time(), "peak": peak}), flush=True)


def organizations(count: int) -> Iterator[list[str]]:
    """Firms as a list has them; in every row something is to be repaired."""
    yield ["企業名", "フリガナ", "住所", "区", "電話", "資本金（千円）", "従業員数", "URL"]
    for number in range(count):
        ward = WARDS[number % len(WARDS)]
        street = f"神奈川県{ward}北町{number % 90 + 1}-{number % 20 + 1}"
        yield [
            f"㈱測定{number:05}",
            f"ｿｸﾃｲ{number}",
            street,
            ward,
            "０４４-９９９-０００１",
            "1,000",
            "４２人",
            f"sokutei-{number}.example",
        ]


def certificates(count: int) -> Iterator[list[str]]:
    """Products certified in earlier years."""
    yield ["認証番号", "製品名", "企業名", "区", "認証日", "有効期限", "年度", "区分"]
    for number in range(count):
        year = 22 + number % 9
        dates = [f"平成{year}年10月{number % 28 + 1}日", f"R{year - 20}.9.30", f"平成{year}年度"]
        yield [f"測定－{number:05}", f"製品ﾃｽﾄ {number}", f"㈱測定{number % 900:05}", WARDS[number % len(WARDS)], *dates, "認証"]


def bring(kind: str, count: int) -> None:
    """Checks, writes, gives out and takes back a list, and then writes the same rows barely."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  models exist once Django is set up
    from openpyxl import Workbook  # noqa: PLC0415

    from home import list_exports, list_kinds  # noqa: PLC0415
    from home.actions import import_files, imports  # noqa: PLC0415
    from organizations.models import User  # noqa: PLC0415

    what = list_kinds.kinds()[kind]
    by = next(
        user for user in User.objects.filter(is_active=True).order_by("pk") if what.may_import(user) and _runs_kis(user, kind)
    )

    def received(rows: int) -> Any:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in {"organizations": organizations, "certificates": certificates}[kind](rows):
            sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        run = import_files.receive(SimpleUploadedFile("list.xlsx", file.getvalue()), kind=kind, by=by)
        columns = {int(column): name for column, name in run.columns.items()}
        imports.check(run, columns=columns, for_all={"program": "kis"}, by=by)
        return run

    def through(run: Any, tell: Callable[[str], None]) -> None:
        imports.perform_check(run)
        tell("checked")
        imports.write(run, by=by)
        imports.perform_write(run, by=by)
        if run.state != "done":
            raise SystemExit(f"{run.state} {run.problem} {run.counts}")
        tell("written")

    def back(run: Any) -> None:
        imports.undo(run, by=by)
        imports.perform_undo(run, by=by)

    def give_out() -> None:
        for _piece in list_exports.csv_utf8(what, by):
            pass

    few = received(FEW)
    through(few, lambda _name: None)
    give_out()
    back(few)
    _tell("few")
    run = received(count)
    _tell("received")
    through(run, _tell)
    give_out()
    _tell("exported")
    copies = _copies(run)
    _tell("read")
    back(run)
    if run.state != "undone" or run.counts.get("kept"):
        raise SystemExit(f"{run.state} {run.counts}")
    _tell("undone")
    _write_barely(copies)
    _tell("bare")


def _runs_kis(user: Any, kind: str) -> bool:
    return kind != "certificates" or user.program_roles.filter(program__slug="kis", role="secretariat", ended_at=None).exists()


def _copies(run: Any) -> list[list[Any]]:
    """All rows that the list has become, table by table in the order in which they need each other."""
    from brands.models import Entry  # noqa: PLC0415  models exist once Django is set up
    from certifications.models import Certificate, CertificateEvent, Subject  # noqa: PLC0415
    from organizations.models import Organization, OrganizationEvent  # noqa: PLC0415

    keys = run.rows.values("record")
    if run.kind == "organizations":
        made = Organization.objects.filter(public_id__in=keys)
        return [list(made), list(OrganizationEvent.objects.filter(record__in=made).order_by("seq"))]
    certified = Certificate.objects.filter(public_id__in=keys)
    return [
        list(Subject.objects.filter(certificates__in=certified).distinct()),
        list(certified),
        list(CertificateEvent.objects.filter(record__in=certified).order_by("seq", "pk")),
        list(Entry.objects.filter(certificate__in=certified)),
    ]


def _write_barely(tables: list[list[Any]]) -> None:
    from django.db import transaction  # noqa: PLC0415  models exist once Django is set up

    with transaction.atomic():
        for records in tables:
            for first in range(0, len(records), BATCH):
                type(records[0])._base_manager.bulk_create(records[first : first + BATCH])
        transaction.set_rollback(True)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    bring(sys.argv[1], int(sys.argv[2]))
