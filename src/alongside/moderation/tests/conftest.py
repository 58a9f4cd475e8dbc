"""Amina's words, which somebody finds wrong."""

import pytest
from django.core.cache import cache

from alongside.moderation.actions import set_aside
from alongside.moderation.queries.rules_for_words import rules_in_force

WORDS = "The man from flat nine is a zora-thief and a liar."
REASON = "It calls a neighbour a criminal, and he cannot answer here."


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    cache.clear()


@pytest.fixture
def rules(cast):
    return rules_in_force(cast.project).lines


@pytest.fixture
def said(cast, say):
    return say(cast.amina, WORDS)


@pytest.fixture
def put_aside(cast, rules):
    """`put_aside(voice)`: Cole, a host of the community side, sets it aside; `by=cast.hana` needs a second."""

    def aside(voice, by=None, what="voice", reason=REASON, is_about_hosts=False, rule=None):
        return set_aside(
            cast.project,
            what,
            voice.pk,
            by=by or cast.cole,
            rule=rule or rules[0],
            reason=reason,
            is_about_hosts=is_about_hosts,
        )

    return aside
