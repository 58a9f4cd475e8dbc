"""What runs here runs in processes of its own, with a data folder or a database of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
Run = Callable[..., Any]


@pytest.fixture
def in_a_process(begun: Callable[[Path], Path], tmp_path: Path) -> Run:
    """`in_a_process("module", "expression", timeout, **env)` is what the expression in that module of the bench gives.

    The process has the product set up, on an SQLite of its own unless `DATABASE_URL` is given.
    """

    def run(module: str, expression: str, timeout: float, **env: str) -> Any:
        lines = (
            "import json\nfrom alongside.cli import prepare\nprepare()\n"
            f"from alongside.bench.{module} import *\n"
            f"print(json.dumps({expression}, default=vars))"
        )
        clean = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        told = clean | {"ALONGSIDE_DATA": str(begun(tmp_path / "data")), "ALONGSIDE_WORKER": "0"} | env
        done = subprocess.run(
            [sys.executable, "-c", lines], env=told, capture_output=True, text=True, timeout=timeout, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def redis_url() -> str:
    """A Valkey or Redis that answers."""
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.RedisError:
        pytest.skip("NO VALKEY OR REDIS ANSWERS")
    return REDIS


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """A fresh PostgreSQL database, gone afterwards; only where the suite runs on PostgreSQL."""
    server = os.environ["ALONGSIDE_TESTED_ON"]
    if not server.startswith("postgres"):
        pytest.skip("the suite runs on SQLite just now")
    import psycopg

    name = f"test_room_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield server.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
