"""Something wrong with these words? It hides nothing, it is said once, and nobody sees who said it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from alongside.moderation import actions
from alongside.moderation.models import Report
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.queries.waiting import opened, reports_about
from alongside.moderation.tests.conftest import WORDS
from alongside.voices.actions import set_naming

ADDRESS = "/p/warm-homes/words/voice/{}/wrong/"


def tell(client, said, **sent):
    return client.post(ADDRESS.format(said.pk), {"rule": "0", "why": "zora-why", **sent})


def test_who_does_not_see_the_project_finds_nothing(cast, as_, say):
    theirs = say(cast.olga, "It is loud here.", project=cast.other)
    assert as_(cast.bryn).get(f"/p/quiet-streets/words/voice/{theirs.pk}/wrong/").status_code == 404
    assert as_(cast.bryn).get(ADDRESS.format(theirs.pk)).status_code == 404


def test_nobody_complains_of_what_they_cannot_read(cast, as_, said):
    set_naming(said, by=cast.amina, naming="do_not_quote", outputs={})
    answer = tell(as_(cast.bryn), said)
    assert WORDS not in answer.content.decode()
    assert not Report.objects.exists()


def test_somebody_in_danger_is_sent_to_the_safeguarding_lead_first(cast, as_, said):
    page = as_(cast.bryn).get(ADDRESS.format(said.pk)).content.decode()
    assert 0 < page.index("/p/warm-homes/worried/") < page.index('<form method="post" novalidate>')


def test_it_hides_nothing_and_is_said_once(cast, as_, said):
    client = as_(cast.bryn)
    assert tell(client, said).status_code == 302
    assert WORDS in as_(None).get(f"/p/warm-homes/voices/{said.pk}/").content.decode()
    again = tell(client, said)
    assert again.status_code == 422
    assert "already" in again.content.decode()
    assert Report.objects.count() == 1


def test_a_stranger_can_tell_too(cast, as_, said):
    assert tell(as_(None), said).status_code == 302
    assert Report.objects.get().person is None


def test_too_much_at_once_is_kept_on_the_page(cast, as_, say):
    client = as_(cast.bryn)
    for number in range(20):
        tell(client, say(cast.amina, f"Something {number}"))
    last = tell(client, say(cast.amina, "One more"))
    assert last.status_code == 429
    assert "zora-why" in last.content.decode()


def test_why_is_sealed_and_read_by_hosts_without_a_name(cast, as_, said):
    tell(as_(cast.bryn), said)
    row = Report.objects.get()
    assert b"zora-why" not in bytes(row.why)
    assert [one.why for one in opened(reports_about("voice", said.pk))] == ["zora-why"]
    look = f"/p/warm-homes/words/voice/{said.pk}/look/"
    for who in (cast.bryn, cast.amina, cast.dev):
        assert as_(who).get(look).status_code == 403
    page = as_(cast.hana).get(look).content.decode()
    assert "zora-why" in page
    assert "Bryn" not in page


def test_a_wrong_answer_keeps_what_was_typed(cast, as_, said):
    answer = tell(as_(cast.bryn), said, rule="99")
    assert answer.status_code == 422
    assert "zora-why" in answer.content.decode()


def test_the_words_stay_and_who_told_it_reads_why(cast, as_, said):
    tell(as_(cast.bryn), said)
    with pytest.raises(PermissionDenied):
        actions.leave_as_it_is(cast.project, "voice", said.pk, by=cast.bryn, reply="It is hard to hear, and no attack.")
    look = f"/p/warm-homes/words/voice/{said.pk}/look/"
    short = as_(cast.hana).post(look, {"do": "leave", "reply": "no"})
    assert short.status_code == 422
    as_(cast.hana).post(look, {"do": "leave", "reply": "It is hard to hear, and no attack."})
    assert "looked at" in as_(cast.bryn).get("/my/").content.decode()
    mine = as_(cast.bryn).get("/my/words-set-aside/").content.decode()
    assert "It is hard to hear, and no attack." in mine
    assert "looked at" not in as_(cast.bryn).get("/my/").content.decode()
    assert "It is hard to hear" not in as_(cast.amina).get("/my/words-set-aside/").content.decode()


def test_it_waits_on_the_desk_of_hosts(cast, as_, said):
    tell(as_(cast.bryn), said)
    assert "to look at" in as_(cast.hana).get("/p/warm-homes/desk/").content.decode()


def test_one_stranger_does_not_look_like_many_nor_bury_what_others_told(cast, as_, said):
    stranger = as_(None)
    answers = [tell(stranger, said, why=f"Junk {number}").status_code for number in range(8)]
    assert answers == [302] * 5 + [422] * 3
    tell(as_(cast.bryn), said)
    assert opened(reports_about("voice", said.pk))[0].why == "zora-why", "who is signed in stands first"
    page = as_(cast.hana).get(reverse("moderation:looked_after", args=["warm-homes"])).content.decode()
    assert "1 person told you" in page
    assert "5 times by somebody not signed in" in page


def test_what_was_answered_gives_way_to_what_waits(cast, as_, said):
    for _number in range(30):
        actions.tell_hosts(
            cast.project, "voice", said.pk, by=None, rule=rules_in_force(cast.project).lines[0], why="No"
        )
        Report.objects.filter(outcome="").update(outcome="left", reply="It is no attack, we find.")
    tell(as_(cast.bryn), said)
    page = as_(cast.hana).get(f"/p/warm-homes/words/voice/{said.pk}/look/").content.decode()
    assert page.index("zora-why") < page.index("The words stay as they are")
    assert "Show the next ones" in page
