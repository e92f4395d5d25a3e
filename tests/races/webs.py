"""Real web processes on the test's database and files."""

import os
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from scripts.postgres import free_port
from scripts.processes import Processes, gunicorn
from scripts.run_city import answers


def site_environment(**values):
    """What a process of the site needs to find the test's database and files."""
    used = connection.settings_dict
    url = f"postgres://{used['USER']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"
    facts = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.races.site_settings", "RACES_ROOT": str(settings.TEST_ROOT)}
    return {**os.environ, **facts, **values}


@contextmanager
def web_processes(application="wsgi:application", number=2, **values):
    """Gunicorn with so many processes behind one port, as a master forks them; gives the port."""
    port = free_port()
    facts = {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(number), "PYTHONWARNINGS": ""} | values
    log = settings.TEST_ROOT / "logs"
    log.mkdir(parents=True, exist_ok=True)
    with Processes(log) as processes:
        processes.start("web", [*gunicorn(), "--preload", application], site_environment(**facts))
        processes.wait_for(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "The site", 120)
        yield port
