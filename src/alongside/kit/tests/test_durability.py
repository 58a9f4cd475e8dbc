"""It refuses to start on a database that may lose what it acknowledged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import alongside.cli; alongside.cli.prepare()
from django.db import connection
with connection.cursor() as c:
    c.execute("PRAGMA synchronous"); print(c.fetchone()[0])
    c.execute("PRAGMA synchronous=NORMAL")
from alongside.kit.durability import assert_durable
try: assert_durable()
except RuntimeError as error: print("refused")
"""


@pytest.mark.sqlite
def test_it_runs_fully_synced_and_refuses_less(tmp_path: Path):
    environment = {"PATH": os.environ["PATH"], "ALONGSIDE_DATA": str(tmp_path / "d")}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["2", "refused"], done.stderr
    key = tmp_path / "d" / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
