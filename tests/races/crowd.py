"""Several people at once: threads with their own database connections, that begin together."""

import contextlib
import contextvars
import os
import signal
import threading

from django.db import connection, connections, transaction

PATIENCE = 20


def together(*calls):
    """Runs the calls at once; gives for each what it returned, or the exception that it raised. The clock goes along."""
    start, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            outcomes[index] = call()
        except Exception as error:  # noqa: BLE001  what went wrong is the outcome
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(run, index, call), daemon=True)
        for index, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * 2)
    return outcomes


def refusals(outcomes):
    """The names of what was raised, in order of the alphabet."""
    return sorted(type(each).__name__ for each in outcomes if isinstance(each, Exception))


def meeting(function, parties=2, patience=2):
    """The function, entered only when so many have come to its door, or nobody else comes any more."""
    door = threading.Barrier(parties)

    def entered(*args, **kwargs):
        with contextlib.suppress(threading.BrokenBarrierError):
            door.wait(patience)
        return function(*args, **kwargs)

    return entered


def careless_change_state(record, to, *, by, action, note="", facts=None, **changes):
    """`change_state` without its guard: whatever stands in the row is written over."""
    before = record.state
    type(record)._base_manager.filter(pk=record.pk).update(state=to, **changes)
    record.history.append(record, action=action, by=by, from_state=before, to_state=to, note=note, facts=facts)
    record.state = to


def dies_at_statement(number, call):
    """Runs the call in a child process that is killed (SIGKILL) before its n-th statement; says whether it was killed.

    Number 0 is no statement at all: the child is killed right after the call has returned.
    """
    connections.close_all()
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    try:
        count = 0

        def counted(execute, sql, params, many, context):
            nonlocal count
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            call()
        if number == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        os._exit(3)


def statements_of(call):
    """How many statements the call takes; it is undone."""
    count = 0

    def counted(execute, sql, params, many, context):
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(counted):
        call()
        transaction.set_rollback(True)
    return count
