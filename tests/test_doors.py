"""The doors of the site: what the processes behind them do not carry."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def printed(*command):
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings.testing"}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_web_process_loads_neither_solver_nor_numpy_nor_workbooks_nor_fonts():
    names = ("openpyxl", "numpy", "highspy", "PIL.ImageFont")
    code = f"import sys, wsgi, urls; print([name for name in {names} if sys.modules.get(name)])"

    assert printed("-c", code) == "[]\n"


def test_workbooks_are_written_without_numpy():
    code = "import sys, wsgi, openpyxl; print('openpyxl' in sys.modules, sys.modules.get('numpy'))"

    assert printed("-c", code) == "True None\n"


@pytest.mark.parametrize("door", ["wsgi", "asgi"])
def test_process_without_numpy_writes_numbers_to_postgresql(door):
    code = f"import {door}; from psycopg.adapt import Transformer; print(Transformer().as_literal(7))"

    assert printed("-c", code) == "b'7'\n"


def test_command_without_numpy_writes_numbers_to_postgresql():
    code = "from psycopg.adapt import Transformer; print(Transformer().as_literal(7))"

    assert printed("manage.py", "shell", "--verbosity", "0", "-c", code) == "b'7'\n"
