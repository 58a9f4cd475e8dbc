"""A few hundred of the random sequences that `alongside bench sequences` plays; and a broken rule is found."""

import pytest
from django.db import connection

from alongside.bench.sequences import Broken, play
from alongside.ethics.permits import Permits


@pytest.mark.django_db
def test_no_sequence_breaks_a_rule(settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    many = 80 if connection.vendor == "sqlite" else 20
    for seed in (*range(many), 1710, 4808, 5086):  # the last three once broke a rule
        play(seed)


@pytest.mark.django_db
@pytest.mark.once
def test_a_gate_that_forgets_one_no_is_caught(settings, tmp_path, monkeypatch):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    whole = Permits.allows

    def forgets_gatherings(self, kind, project_id, person_id, gathering_id, output=""):
        return whole(self, kind, project_id, person_id, None, output)

    monkeypatch.setattr(Permits, "allows", forgets_gatherings)
    with pytest.raises(Broken):
        [play(seed) for seed in range(80)]
