"""Lists of earlier certificates as tests bring them in."""

from home.actions import import_files, imports

HEAD = ["認証番号", "製品名", "企業名", "区", "認証日", "有効期限", "状態", "異動日"]


def checked(file, by, kind="certificates", columns=None, **said):
    run = import_files.receive(file, kind=kind, by=by)
    wanted = columns or {int(column): name for column, name in run.columns.items()}
    imports.check(run, columns=wanted, for_all=run.for_all | said, by=by)
    imports.perform_check(run)
    return run


def written(file, by, kind="certificates", **said):
    run = checked(file, by, kind, **said)
    imports.write(run, by=by)
    imports.perform_write(run, by=by)
    return run


def codes_of(run):
    return {row.number: [note["code"] for note in row.notes] for row in run.rows.order_by("number")}
