"""`alongside admin` on a machine where nothing is yet: the first person who can sign in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
COMMAND = str(Path(sys.executable).parent / "alongside")


@pytest.fixture
def admin(begun, tmp_path):
    """`admin("you@example.org")` runs the command where nobody is yet; `on=` an empty folder makes the tables first."""

    def run(*arguments, on=None):
        env = {**os.environ, "ALONGSIDE_DATA": str(on or begun(tmp_path / "data"))}
        env["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        env.pop("DATABASE_URL", None)
        return subprocess.run([COMMAND, "admin", *arguments], env=env, capture_output=True, text=True, check=False)

    return run


def test_it_wants_to_know_who(admin):
    nobody = admin()
    assert nobody.returncode == 2
    assert "EMAIL" in nobody.stderr


def test_it_makes_nobody_of_an_email_that_is_none(admin):
    refused = admin("nonsense")
    assert refused.returncode == 1
    assert "not an email address" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_makes_an_admin_on_an_empty_folder_and_says_what_next(admin, tmp_path):
    made = admin("keeper@example.org", on=tmp_path / "nothing-yet")
    assert made.returncode == 0, made.stderr
    assert "keeper@example.org" in made.stdout
    assert "serve" in made.stdout


def test_it_prints_the_card_of_somebody_without_email(admin):
    made = admin("--card", "Ada")
    assert made.returncode == 0, made.stderr
    assert len(made.stdout.splitlines()[0].split()[-1].replace("-", "")) == 12
