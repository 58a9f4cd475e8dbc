"""The techniques: whole, in reach of everyone, and true to what is known of them."""

import pytest

from alongside.gatherings.models import Activity
from alongside.gatherings.techniques import Use, all_techniques, technique

KNOWN = {  # key: (people at least, at most, minutes at least, at most), as the field reports them
    "1-2-4-all": (4, None, 12, 12),
    "world-cafe-lite": (15, 200, 40, 45),
    "conversation-cafe": (5, None, 35, 60),
    "fishbowl": (10, 50, 60, 60),
    "nominal-group": (7, 9, 90, 160),
    "dot-voting": (2, None, 10, 15),
    "talking-circle": (5, 15, 10, 75),
    "group-agreement": (2, None, 15, 30),
    "timeline": (6, 20, 45, 60),
    "photovoice": (7, 10, 60, 120),
    "ripple-effects": (8, 20, 120, 120),
    "what-so-what-now-what": (2, None, 45, 45),
    "agree-disagree": (2, None, 10, 20),
    "shared-budget": (2, None, 30, 90),
}


def test_they_are_all_there_once():
    keys = [one.key for one in all_techniques()]
    assert len(keys) == len(set(keys)) == 21
    assert {one.use for one in all_techniques()} == set(Use)
    for key, numbers in KNOWN.items():
        found = technique(key)
        assert (found.least, found.most, *found.minutes) == numbers, key
    assert technique("no-such") is None


@pytest.mark.parametrize("one", all_techniques(), ids=lambda one: one.key)
def test_each_is_whole(one):
    for words in (one.title, one.what, one.materials, one.say, one.access):
        assert str(words).strip()
    assert one.minutes[0] <= one.usual <= one.minutes[1]
    assert one.most is None or one.least <= one.most
    if one.parts:
        least, most = (sum(part.minutes[end] for part in one.parts) for end in (0, 1))
        assert least <= one.minutes[0] <= one.minutes[1] <= most
    step = Activity(title=str(one.title), minutes=one.usual, technique=one.key, kind=one.kind, picks=one.picks)
    step.clean_fields(exclude=["gathering"])


def test_they_can_be_translated(monkeypatch):
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda words: f"<{words}>")
    for one in all_techniques():
        words = [one.title, one.what, one.materials, one.say, one.access, *(part.title for part in one.parts)]
        assert all(str(text).startswith("<") for text in words), one.key


def test_anyone_reads_them(db, as_):
    page = as_(None).get("/techniques/").content.decode()
    assert all(f'href="/techniques/{one.key}/"' in page for one in all_techniques())
    for one in all_techniques():
        assert as_(None).get(f"/techniques/{one.key}/").status_code == 200
    assert as_(None).get("/techniques/no-such/").status_code == 404
