"""A card person and an account become one: what they need opens still, and each gathering has one answer."""

from alongside.needs import actions
from alongside.needs.models import Answer, Share
from alongside.needs.queries.mine import needs_of
from alongside.needs.tests.conftest import WORDS
from alongside.people.actions import join_people


def test_joined_people_keep_what_they_need_and_who_reads_it(cast, as_, shared):
    actions.read_needs(Answer.objects.get(), by=cast.hana)
    actions.ask_members(shared.gathering, by=cast.hana)
    actions.keep_need(cast.bryn, by=cast.bryn, words="Large print")
    actions.say_nothing(shared.gathering, by=cast.bryn)
    Answer.objects.filter(person=cast.bryn).update(answered_at=None, is_nothing=False)
    kept = join_people(cast.bryn, cast.amina, by=cast.bryn)
    assert {one.words for one in needs_of(kept)} == {WORDS, "Large print"}
    answer = Answer.objects.get(person=kept)
    assert answer.answered_at
    assert not answer.is_nothing
    assert "zora-need" in as_(cast.hana).get(f"/p/warm-homes/access/people/{answer.pk}/").content.decode()
    assert as_(cast.cole).get(f"/p/warm-homes/access/people/{answer.pk}/").status_code == 404
    assert "Hana read what you need" in as_(kept).get("/my/needs/").content.decode()


def test_a_host_who_is_joined_still_reads_what_was_meant_for_them(cast, as_, shared):
    kept = join_people(cast.bryn, cast.hana, by=cast.bryn)
    assert Share.objects.get().with_host == kept
    answer = Answer.objects.get()
    assert "zora-need" in as_(kept).get(f"/p/warm-homes/access/people/{answer.pk}/").content.decode()
