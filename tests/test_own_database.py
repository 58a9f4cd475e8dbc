"""The suite writes to test databases only, and what it starts does not know where the suite's database is."""

import os

import pytest
from django.db import connection


def test_what_it_starts_is_told_no_database():
    assert "DATABASE_URL" not in os.environ


@pytest.mark.django_db
def test_it_writes_to_a_test_database_only():
    name = str(connection.settings_dict["NAME"])
    assert name.startswith(("test_", "file:memorydb")), name
