"""A gathering's hours: it ends after it starts; what was typed is kept."""

from datetime import date, time

import pytest

from alongside.gatherings import actions
from alongside.gatherings.models import Gathering

DAY = date(2026, 12, 5)


def sent(**fields):
    return {"title": "Tea", "on": "2026-12-05", "place": "", "about": "", **fields}


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        ({"starts_at": "10:00", "ends_at": "10:00"}, "ends_at"),
        ({"starts_at": "10:00", "ends_at": "09:00"}, "ends_at"),
        ({"ends_at": "12:00"}, "starts_at"),
        ({"starts_at": "25:61"}, "starts_at"),
    ],
)
def test_wrong_hours_are_told_beside_the_field(cast, as_, hours, field):
    answer = as_(cast.hana).post("/p/warm-homes/gatherings/add/", sent(**hours))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert all(f'value="{typed}"' in page for typed in hours.values())
    assert not Gathering.objects.exists()


def test_hours_are_kept_shown_and_changed(cast, as_):
    hana = as_(cast.hana)
    hana.post("/p/warm-homes/gatherings/add/", sent(starts_at="09:30", ends_at="12:00"))
    made = Gathering.objects.get()
    assert (made.starts_at, made.ends_at) == (time(9, 30), time(12))
    for page in ("", f"{made.pk}/"):
        assert "09:30 to 12:00" in as_(None).get(f"/p/warm-homes/gatherings/{page}").content.decode()
    form = hana.get(f"/p/warm-homes/gatherings/{made.pk}/edit/").content.decode()
    assert 'value="09:30"' in form
    hana.post(f"/p/warm-homes/gatherings/{made.pk}/edit/", sent(starts_at="10:00"))
    made.refresh_from_db()
    assert (made.starts_at, made.ends_at) == (time(10), None)
    assert "from 10:00" in hana.get(f"/p/warm-homes/gatherings/{made.pk}/").content.decode()


def test_verbs_check_the_hours_too(cast):
    for hours in ({"ends_at": time(9)}, {"starts_at": time(9), "ends_at": time(9)}):
        with pytest.raises(ValueError):
            actions.add_gathering(cast.project, by=cast.hana, title="Tea", on=DAY, **hours)
    tea = actions.add_gathering(cast.project, by=cast.hana, title="Tea", on=DAY)
    with pytest.raises(ValueError, match="ends after it starts"):
        actions.edit_gathering(tea, by=cast.hana, title="Tea", on=DAY, starts_at=time(9), ends_at=time(8))
