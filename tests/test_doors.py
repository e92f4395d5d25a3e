"""The doors of the site: what the processes behind them do not carry."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_web_process_loads_neither_solver_nor_numpy():
    code = "import sys, wsgi, urls; print('openpyxl' in sys.modules, sys.modules.get('numpy'), 'highspy' in sys.modules)"
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings.testing"}

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "True None False\n"
