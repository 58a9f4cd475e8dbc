"""Sealed words open in their own row and field, and nowhere else."""

import stat
import uuid

import pytest
from django.apps.registry import Apps
from django.db import models

from alongside.kit.sealed import SealedBroken, SealedField, key_file, seal, unseal


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    words = SealedField()
    more = SealedField()

    class Meta:
        app_label = "kit"
        apps = Apps()  # of its own: no table stands behind it, and nobody who walks all tables shall look for one

    def __str__(self) -> str:
        return str(self.pk)


WORDS = "I need a ramp, and please do not tell my sister."


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path


def sealed(words: str = WORDS) -> Letter:
    letter = Letter()
    seal(letter, "words", words)
    return letter


def test_what_is_kept_is_not_the_words_and_never_twice_the_same():
    one, other = sealed(), sealed()
    other.pk = one.pk
    assert b"ramp" not in one.words
    assert one.words != other.words
    assert unseal(one, "words") == WORDS


def test_it_does_not_open_in_another_row_or_field():
    thief = Letter(words=sealed().words)
    with pytest.raises(SealedBroken):
        unseal(thief, "words")
    letter = sealed()
    letter.more = letter.words
    with pytest.raises(SealedBroken):
        unseal(letter, "more")


def test_a_changed_byte_is_found():
    letter = sealed()
    for place in (0, 1, 20, len(letter.words) - 1):
        changed = bytearray(letter.words)
        changed[place] ^= 1
        with pytest.raises(SealedBroken):
            unseal(Letter(pk=letter.pk, words=bytes(changed)), "words")


def test_another_installation_opens_nothing(settings, tmp_path):
    letter = sealed()
    settings.KEYS_FOLDER = tmp_path / "other"
    settings.KEYS_FOLDER.mkdir()
    with pytest.raises(SealedBroken):
        unseal(letter, "words")


def test_only_the_owner_reads_the_key_and_no_words_keep_nothing():
    assert sealed("").words == b""
    assert unseal(sealed(""), "words") == ""
    sealed()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


def test_a_row_without_a_key_of_its_own_is_refused():
    with pytest.raises(TypeError):
        seal(Letter(pk=7), "words", WORDS)
