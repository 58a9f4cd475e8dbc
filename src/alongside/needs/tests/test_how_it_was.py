"""Only the person says whether it was as they need it; a host may type in what they said, marked so."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.needs import actions
from alongside.needs.queries.words import words_of


def test_nobody_says_it_for_them(cast, as_, shared, over):
    share = over(shared)
    for other in (cast.hana, cast.bryn, cast.ada):
        with pytest.raises(PermissionDenied):
            actions.confirm(share, by=other, outcome="met")
        assert as_(other).post(f"/my/needs/shared/{share.pk}/how-it-was/", {"outcome": "met"}).status_code == 404
    for other in (cast.cole, cast.ada, cast.bryn):
        with pytest.raises(PermissionDenied):
            actions.confirm_for(share, by=other, outcome="met", told="phone")
        address = f"/p/warm-homes/access/shared/{share.pk}/told/"
        assert as_(other).post(address, {"outcome": "met", "told": "phone"}).status_code in {403, 404}
    share.refresh_from_db()
    assert share.confirmed_at is None


def test_it_waits_in_my_space_after_the_gathering_and_is_said_there(cast, as_, shared, over):
    asked = "Was it as you need it? Tea"
    assert asked not in as_(cast.amina).get("/my/").content.decode()
    with pytest.raises(ValueError, match="after the gathering"):
        actions.confirm(shared, by=cast.amina, outcome="met")
    share = over(shared)
    assert f"{asked}: {words_of(share.need)[:8]}" in as_(cast.amina).get("/my/").content.decode()
    assert asked not in as_(cast.hana).get("/my/").content.decode()
    address = f"/my/needs/shared/{share.pk}/how-it-was/"
    assert as_(cast.amina).post(address, {"outcome": "", "words": "kept words"}).status_code == 422
    assert as_(cast.amina).post(address, {"outcome": "partly", "words": "The lift was slow"}).status_code == 302
    share.refresh_from_db()
    assert (share.outcome, share.told, words_of(share, "outcome_words")) == ("partly", "", "The lift was slow")
    assert b"lift" not in bytes(share.outcome_words)
    assert asked not in as_(cast.amina).get("/my/").content.decode()
    answer = share.gathering.access_answers.get(person=cast.amina)
    told = as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/").content.decode()
    assert "The lift was slow" in told
    assert "They said so themselves" in told


def test_a_host_types_in_what_was_said_and_the_person_has_the_last_word(cast, as_, shared, over):
    share = over(shared)
    address = f"/p/warm-homes/access/shared/{share.pk}/told/"
    assert as_(cast.hana).post(address, {"outcome": "met", "told": ""}).status_code == 422
    assert as_(cast.hana).post(address, {"outcome": "met", "told": "paper"}).status_code == 302
    share.refresh_from_db()
    assert (share.outcome, share.told, share.typed_by) == ("met", "paper", cast.hana)
    actions.confirm(share, by=cast.amina, outcome="not_met", words="No, it was not")
    assert as_(cast.hana).post(address, {"outcome": "met", "told": "paper"}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.confirm_for(share, by=cast.hana, outcome="met", told="paper")
    share.refresh_from_db()
    assert (share.outcome, share.told, share.typed_by) == ("not_met", "", None)


def test_what_was_taken_back_is_not_asked_about(cast, as_, shared, over):
    share = over(shared)
    actions.stop_sharing(share, by=cast.amina)
    assert "Was it as you need it?" not in as_(cast.amina).get("/my/").content.decode()
    with pytest.raises(ValueError, match="no longer"):
        actions.confirm(share, by=cast.amina, outcome="met")
    assert as_(cast.amina).get(f"/my/needs/shared/{share.pk}/how-it-was/").status_code == 200
