"""`alongside serve`: squares to join and links in letters lead to where it really is."""

import os

import pytest

from alongside import cli
from alongside.config import server


@pytest.mark.parametrize(
    ("given", "leads"), [("", "http://localhost:8124"), ("https://a.example", "https://a.example")]
)
def test_another_port_is_in_every_address_unless_an_operator_gave_one(monkeypatch, given, leads):
    monkeypatch.setenv("ALONGSIDE_ORIGIN", given)
    if not given:
        monkeypatch.delenv("ALONGSIDE_ORIGIN")
    seen = []
    monkeypatch.setattr(cli, "prepare", lambda: seen.append(os.environ["ALONGSIDE_ORIGIN"]))
    monkeypatch.setattr(server, "run", lambda **where: 0)
    assert cli.main(["serve", "--port", "8124"]) == 0
    assert seen == [leads]
