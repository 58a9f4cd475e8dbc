"""A need that its person removed stays gone, also when an old backup brings its row back."""

import pytest
from django.core import serializers

from alongside.ledger.actions import replay_erasures
from alongside.ledger.models import Erasure
from alongside.needs.actions.needs import keep_need, remove_need
from alongside.needs.models import Need


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.KEYS_FOLDER, settings.ERASED_FILE = tmp_path, tmp_path / "erased.jsonl"


def test_a_removed_need_does_not_come_back(cast, django_capture_on_commit_callbacks):
    gone = keep_need(cast.amina, by=cast.amina, words="I cannot climb stairs.")
    kept = keep_need(cast.amina, by=cast.amina, words="I need breaks.")
    backup = serializers.serialize("json", [gone, kept])
    with django_capture_on_commit_callbacks(execute=True):
        remove_need(gone, by=cast.amina)
    Erasure.objects.all().delete()  # the backup is older than the removal
    for row in serializers.deserialize("json", backup):
        row.save()
    assert Need.objects.count() == 2
    assert replay_erasures() == 1
    assert list(Need.objects.values_list("pk", flat=True)) == [kept.pk]
    assert replay_erasures() == 0
