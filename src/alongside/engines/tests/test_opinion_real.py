"""The landscape of conversations that really took place, beside the groups Polis published for them."""

import os
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from alongside.engines.opinion import landscape
from alongside.engines.opinion.groups import alike
from alongside.engines.opinion.polisfile import PARTICIPANTS, VOTES, read_answers

REAL = Path(os.environ.get("ALONGSIDE_POLIS_DATA") or Path(__file__).parents[5] / "shared" / "data" / "polis")
CONVERSATIONS = sorted(path.parent for path in REAL.glob(f"*/{PARTICIPANTS}"))
pytestmark = pytest.mark.skipif(
    not CONVERSATIONS,
    reason=f"REAL POLIS DATA NOT THERE: {REAL}. ALONGSIDE_POLIS_DATA names a folder of Polis exports.",
)
export_of = cache(read_answers)


def with_published(found, published):
    both = [(one.group, published[one.id]) for one in found.people if one.group is not None and one.id in published]
    return alike(*np.array(both).T)


def test_it_groups_people_as_polis_published_when_asked_for_as_many_groups():
    matches = []
    for folder in CONVERSATIONS:
        export = export_of(folder)
        found = landscape(
            export.answers,
            moderated_out=export.moderated_out,
            compatible=True,
            groups=len(set(export.published.values())),
        )
        matches.append(with_published(found, export.published))
    assert median(matches) > 0.8


def test_the_moderated_columns_are_needed_for_that():
    folder = next((one for one in CONVERSATIONS if one.name.startswith("austria")), None)
    if folder is None:
        pytest.skip("the conversation with many moderated statements is not among these exports")
    export = export_of(folder)
    with_them, without = (
        with_published(landscape(export.answers, moderated_out=out, compatible=True, groups=2), export.published)
        for out in (export.moderated_out, ())
    )
    assert with_them > 0.9
    assert with_them > without


@pytest.mark.parametrize("folder", CONVERSATIONS, ids=lambda path: path.name)
def test_it_shows_only_groups_that_hold_whatever_order_people_have(folder):
    export = export_of(folder)
    found = landscape(export.answers, moderated_out=export.moderated_out)
    assert found.stable == bool(found.groups)
    assert found.shared
    assert all(group.size >= 5 for group in found.groups)
    assert len(found.people) == len(export.answers.people)


def test_both_files_of_an_export_tell_the_same(tmp_path):
    folder = next((one for one in CONVERSATIONS if one.name == "brexit-consensus"), CONVERSATIONS[0])
    for name in (PARTICIPANTS, "comments.csv"):
        (tmp_path / name).symlink_to(folder / name)
    votes, participants = export_of(folder), read_answers(tmp_path)
    assert (folder / VOTES).is_file()
    assert participants.published == votes.published
    differ = votes.answers.values.size - participants.answers.values.size
    assert abs(differ) <= 0.01 * votes.answers.values.size
    one, other = landscape(votes.answers), landscape(participants.answers)
    assert alike(one.people.groups, other.people.groups) > 0.95
