"""Logs hold neither codes nor words, also when something goes wrong."""

import io
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from alongside.kit.logs import NoCodes

WORDS = "My landlord hit me"


@pytest.fixture
def logged():
    """`logged()`: what the handler of our settings has written."""
    ours = (one for one in logging.getLogger().handlers if any(isinstance(two, NoCodes) for two in one.filters))
    handler, out = next(ours), io.StringIO()
    before = handler.setStream(out)
    yield out.getvalue
    handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["/r/ZZ23ZZ/", "/card/ZZ23-ZZ23-ZZ23/no/", "/join/ZZ23ZZ/", "/screen/ZZ23ZZ~abc/"])
def test_no_address_tells_its_code(logged, where):
    Client().get(where)
    Client().post(where, {"words": "ZZ23"})
    assert "Not Found: /" in logged()
    assert "ZZ23" not in logged()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (IntegrityError(f'DETAIL: Failing row contains (7, "{WORDS}")'), "django.db.utils.IntegrityError"),
        (ValueError(WORDS), "builtins.ValueError"),
        (OperationalError("disk full"), "django.db.utils.OperationalError: disk full"),
    ],
)
def test_an_error_tells_where_and_which_but_no_words(logged, error, told):
    try:
        try:
            raise error
        except Exception as first:
            raise RuntimeError(WORDS) from first
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/p/warm-homes/")
    assert "/p/warm-homes/" in logged()
    assert told in logged()
    assert "test_logs.py" in logged()
    assert WORDS not in logged()
