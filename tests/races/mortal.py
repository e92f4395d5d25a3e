"""Makes a request or a job die by SIGKILL just before one of its steps, from outside: the site itself knows nothing of it.

A step is a statement, a commit, a file that is flushed, renamed or thrown away, an inspection, a letter that leaves, an answer.
It is named by its number in the run, or by its name ("commit", "commit#2" for the second one).
"""

import functools
import os
import re
import signal
import threading
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

STATEMENT = re.compile(r"(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.*?(?:(?<=INTO )|(?<=UPDATE )|FROM )\"(\w+)\"", re.DOTALL)
_here = threading.local()


class Run:
    """What one request or one worker does, step by step."""

    def __init__(self, die_at=""):
        self.die_at = die_at
        self.names = []

    def step(self, name):
        self.names.append(name)
        known = {str(len(self.names)), f"{name}#{self.names.count(name)}", *([name] if self.names.count(name) == 1 else [])}
        if self.die_at in known:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute, sql, params, many, context):
        self.step(_name_of(str(sql)))
        return execute(sql, params, many, context)


def _name_of(sql):
    found = STATEMENT.match(sql)
    if not found:
        return sql.split("(")[0][:60]
    return f"{found[1].split()[0]} {found[2]}{' FOR UPDATE' if ' FOR ' in sql[-60:] and 'UPDATE' in sql[-60:] else ''}"


def step(name):
    """A step of whatever this thread is doing."""
    if run := getattr(_here, "run", None):
        run.step(name)


@contextmanager
def followed(die_at=""):
    """Follows what this thread does inside."""
    _here.run = Run(die_at)
    try:
        with connection.execute_wrapper(_here.run.statement):
            yield _here.run
    finally:
        _here.run = None


def _around(owner, name, before, after=""):
    original = getattr(owner, name)

    @functools.wraps(original)
    def stepping(*args, **kwargs):
        step(before)
        result = original(*args, **kwargs)
        if after:
            step(after)
        return result

    setattr(owner, name, stepping)


@functools.cache
def install():
    """Makes the steps of this process known; call it once its site is set up."""
    from django.core.mail import EmailMessage
    from django.db.backends.base.base import BaseDatabaseWrapper

    from home.actions import pieces
    from home.uploads import looking, sandbox

    _around(BaseDatabaseWrapper, "_commit", "commit", "committed")
    _around(os, "fsync", "fsync", "fsynced")
    _around(os, "replace", "replace", "replaced")
    _around(looking, "_receive", "quarantine", "quarantined")
    _around(sandbox, "inspect", "inspect", "inspected")
    _around(pieces, "discard", "discard", "discarded")
    _around(EmailMessage, "send", "send", "sent")


def in_child(call, *, die_at="", trace=None):
    """Runs the call in a child process that may die; says whether it was killed. `trace` is a file for the names of its steps."""
    connections.close_all()
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child met a fault"
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    code = 1
    try:
        install()
        with followed(die_at) as run:
            call()
            step("end")
        if trace:
            Path(trace).write_text("\n".join(run.names))
        code = 0
    finally:
        connections.close_all()
        os._exit(code)
