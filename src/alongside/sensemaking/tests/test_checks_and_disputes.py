"""People check how their words are used. A dispute stays in sight until the person settles it."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.sensemaking import actions, queries
from alongside.sensemaking.models import Theme, UseCheck
from alongside.voices.actions import take_back


@pytest.fixture
def damp(cast, say):
    voices = [say(cast.amina, "My son is not a carer here"), say(cast.bryn, "Wet walls")]
    return actions.make_theme_of(cast.project, voices, by=cast.hana, title="Damp")


@pytest.fixture
def dispute(cast, damp):
    voice = cast.amina.voices.get()
    return actions.raise_dispute(voice, damp, by=cast.amina, words="That is not about damp at all")


def page(as_, who, theme):
    return as_(who).get(f"/p/warm-homes/themes/{theme.pk}/").content.decode()


def test_it_lets_only_hosts_ask(cast, as_, damp):
    assert as_(cast.bryn).post(f"/p/warm-homes/themes/{damp.pk}/ask/").status_code == 403
    assert as_(cast.hana).post(f"/p/warm-homes/themes/{damp.pk}/ask/").status_code == 302
    assert UseCheck.objects.count() == 2
    assert actions.ask_check(damp, by=cast.hana) == []


def test_it_lets_only_the_person_answer(cast, as_, damp):
    check = next(c for c in actions.ask_check(damp, by=cast.hana) if c.voice.person == cast.amina)
    url = f"/my/checks/{check.pk}/answer/"
    for wrong in (cast.bryn, cast.hana, cast.olga, cast.ada):
        assert as_(wrong).post(url, {"verdict": "fine"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer_check(check, by=cast.hana, verdict="fine")
    empty = as_(cast.amina).post(url, {"words": "Kept as typed"})
    assert empty.status_code == 422
    assert "Kept as typed" in empty.content.decode()
    assert as_(cast.amina).post(url, {"verdict": "disputed", "words": "Not so"}).status_code == 302
    as_(cast.amina).post(url, {"verdict": "fine"})
    check.refresh_from_db()
    assert (check.verdict, check.words) == ("disputed", "Not so")


def test_it_shows_a_dispute_to_a_stranger(cast, as_, damp, dispute):
    assert "That is not about damp at all" in page(as_, None, damp)
    assert "Amina" in page(as_, None, damp)
    assert "not what I meant" in as_(None).get("/p/warm-homes/themes/").content.decode()


def test_it_lets_no_member_dispute_for_somebody_else(cast, as_, damp):
    voice = cast.amina.voices.get()
    url = f"/p/warm-homes/themes/{damp.pk}/voices/{voice.pk}/dispute/"
    for wrong in (None, cast.bryn, cast.olga):
        assert as_(wrong).post(url, {"words": "No"}).status_code == 404
    blank = as_(cast.amina).post(url, {"words": "  "})
    assert blank.status_code == 422
    assert as_(cast.amina).post(url, {"words": "No"}).status_code == 302
    assert UseCheck.objects.get().words == "No"


def test_it_is_replied_to_by_hosts_and_settled_by_the_person(cast, as_, damp, dispute):
    reply, settle = f"/p/warm-homes/disputes/{dispute.pk}/reply/", f"/my/checks/{dispute.pk}/settle/"
    assert as_(cast.bryn).post(reply, {"words": "x"}).status_code == 403
    as_(cast.hana).post(reply, {"words": "You are right"})
    as_(cast.cole).post(reply, {"words": "We will move it"})
    for wrong in (cast.hana, cast.bryn, cast.ada):
        assert as_(wrong).post(settle).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.settle_dispute(dispute, by=cast.hana)
    text = page(as_, None, damp)
    assert "You are right" in text
    assert "We will move it" in text
    assert "Not settled" in text
    as_(cast.amina).post(settle)
    assert queries.open_disputes(cast.project) == {}
    assert "That is not about damp at all" in page(as_, None, damp)
    again = actions.raise_dispute(dispute.voice, damp, by=cast.amina, words="Still not")
    assert again.pk != dispute.pk


def test_it_follows_its_voice_through_joins_and_splits(cast, as_, damp, dispute):
    cold = actions.make_theme(cast.project, by=cast.hana, title="Cold")
    home = actions.merge_themes([damp, cold], by=cast.hana, title="Home")
    bryns = cast.bryn.voices.get()
    with_it, without = actions.split_theme(home, [("One", []), ("Two", [bryns.pk])], by=cast.hana)
    assert [d.pk for d in queries.disputes_of(with_it)] == [dispute.pk]
    assert queries.disputes_of(without) == []
    assert "That is not about damp at all" in page(as_, None, with_it)
    assert queries.open_disputes(cast.project).keys() == {damp.pk, home.pk, with_it.pk}


def test_it_does_not_vanish_when_its_voice_is_taken_out(cast, damp, dispute):
    actions.take_out(dispute.voice, damp, by=cast.hana)
    cold = actions.make_theme(cast.project, by=cast.hana, title="Cold")
    home = actions.merge_themes([damp, cold], by=cast.hana, title="Home")
    assert [d.pk for d in queries.disputes_of(home)] == [dispute.pk]


def test_it_forgets_words_taken_back_everywhere_in_this_room(cast, as_, damp, dispute):
    actions.reply_to_dispute(dispute, by=cast.hana, words="You said: My son is not a carer here. Sorry.")
    actions.edit_theme(damp, by=cast.hana, title="Damp", about="As one put it, My son is not a carer here")
    take_back(dispute.voice, by=cast.amina)
    text = page(as_, cast.hana, damp)
    for gone in ("My son is not", "not about damp"):
        assert gone not in text
        assert gone not in str(list(UseCheck.objects.values())) + str(list(Theme.objects.values()))
    assert "took their words back" in text
    assert queries.open_disputes(cast.project) == {}


def test_it_does_not_quote_who_asked_not_to_be_quoted(cast, as_, damp, dispute):
    dispute.voice.naming = "do_not_quote"
    dispute.voice.save()
    assert "not about damp" not in page(as_, None, damp)
    assert "not to be quoted" in page(as_, None, damp)
    assert "not about damp" in page(as_, cast.hana, damp)


def test_it_lists_my_checks_for_me_alone(cast, as_, damp):
    actions.ask_check(damp, by=cast.hana)
    assert as_(None).get("/my/checks/").status_code == 302
    mine = as_(cast.amina).get("/my/checks/").content.decode()
    assert "My son is not a carer here" in mine
    assert "Wet walls" not in mine


def test_it_finds_no_foreign_theme_or_dispute(cast, as_, say):
    voice = say(cast.olga, "Loud", project=cast.other)
    theirs = actions.make_theme_of(cast.other, [voice], by=cast.olga, title="Lorries")
    one = actions.raise_dispute(voice, theirs, by=cast.olga, words="No")
    hana = as_(cast.hana)
    for path in ("", "edit/", "split/"):
        assert hana.get(f"/p/warm-homes/themes/{theirs.pk}/{path}").status_code == 404
    assert hana.post(f"/p/warm-homes/themes/{theirs.pk}/ask/").status_code == 404
    assert hana.post(f"/p/warm-homes/disputes/{one.pk}/reply/", {"words": "x"}).status_code == 404
    merge = hana.post("/p/warm-homes/themes/merge/", {"theme": [theirs.pk], "title": "x"})
    assert merge.status_code == 404
    assert hana.get("/p/quiet-streets/themes/").status_code == 404


def test_a_host_writes_it_down_for_somebody_who_said_so_on_paper(cast, as_, say):
    voice, theme = say(cast.amina, "Cold by four."), actions.make_theme(cast.project, by=cast.hana, title="Draughts")
    actions.place_voice(voice, theme, by=cast.hana)
    where = f"/p/warm-homes/themes/{theme.pk}/"
    assert "They say: this is not what I meant" not in as_(cast.bryn).get(where).content.decode()
    assert "They say: this is not what I meant" in as_(cast.hana).get(where).content.decode()
    to, body = f"{where}voices/{voice.pk}/dispute/", {"words": "I meant the hours, not the windows."}
    assert as_(cast.bryn).post(to, body).status_code == 404
    page = as_(cast.hana).post(to, body, follow=True).content.decode()
    assert "I meant the hours, not the windows." in page
    assert "written down by a host" in page
    check = UseCheck.objects.get()
    assert check.typed_by == cast.hana
    with pytest.raises(PermissionDenied):
        actions.settle_dispute(check, by=cast.hana)
    actions.settle_dispute(check, by=cast.amina)
    nobody = say(None, "Nobody's own words.")
    actions.place_voice(nobody, theme, by=cast.hana)
    assert as_(cast.hana).post(f"{where}voices/{nobody.pk}/dispute/", body).status_code == 404
