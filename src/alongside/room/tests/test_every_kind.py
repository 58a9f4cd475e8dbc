"""Every kind of activity is whole: hosts can choose it, phones show it, paper is typed in, and a result comes out."""

import pytest

from alongside.gatherings.forms import KIND_HINTS
from alongside.gatherings.models import Kind
from alongside.room import actions
from alongside.room.actions.paper import type_in
from alongside.room.kinds import COUNTED, FEWEST, STEPS, WEIGHING, WRITING
from alongside.room.paper.fields import marks_from, may_have_words
from alongside.room.paper.sheets import Written, layout_of
from alongside.room.results import drawn


def written_on(activity):
    """Marks of a sheet on which the first lines are filled in, each with another of the signs that may stand there."""
    layout = layout_of(activity, chosen=0)
    fields = layout.fields if activity.kind == Kind.DIAMOND else layout.fields[:2]
    given = {one.name: list(one.means.values())[place] for place, one in enumerate(fields)}
    return marks_from(activity, given, layout.fields, layout.numbers)


@pytest.mark.parametrize("kind", Kind)
def test_it_is_chosen_shown_typed_in_and_comes_out(workshop, cast, as_, kind):
    assert kind in KIND_HINTS
    activity = workshop.run(kind, *[f"Thing {number}" for number in range(1, 10) if kind in WEIGHING])
    actions.go_to_step(workshop.live(activity), by=workshop.host, step=STEPS.get(kind, 1))  # the last one
    page = workshop.page(workshop.phone())
    assert f'/r/{workshop.room.code}/{"put" if kind in COUNTED else "say"}/"' in page
    assert ("Thing 9" in page) == (kind in WEIGHING)
    assert may_have_words(activity) == (kind in WRITING)
    for sheet in range(1, FEWEST + 1):
        marks = written_on(activity)
        assert bool(marks) == (kind in COUNTED)
        words = [] if marks else [(f"Said on sheet {sheet}", "")]
        type_in(activity, Written(sheet, marks, words=words), by=workshop.host)
    actions.stop(workshop.live(activity), by=workshop.host)
    result = drawn(activity)
    assert result.rows
    assert all(bool(row.told) == (kind in COUNTED) for row in result.rows)
    for more in (f"?a={activity.pk}", f"{activity.pk}.svg", f"{activity.pk}.csv"):
        answer = as_(cast.hana).get(f"/p/warm-homes/gatherings/{workshop.gathering.pk}/results/{more}")
        assert answer.status_code == 200
