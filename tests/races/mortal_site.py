"""The site for gunicorn, whose process dies at the step that a request's header X-Die-At names; X-Trace asks for the steps."""

from pathlib import Path

from django.db import connections

from tests.races import mortal
from wsgi import application as site

mortal.install()
connections.close_all()


def application(environ, start_response):
    die_at, trace = environ.get("HTTP_X_DIE_AT", ""), environ.get("HTTP_X_TRACE", "")
    if not die_at and not trace:
        return site(environ, start_response)
    with mortal.followed(die_at) as run:
        response = site(environ, start_response)
        mortal.step("answer")
    if trace:
        Path(trace).write_text("\n".join(run.names))
    return response
