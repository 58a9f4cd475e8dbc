"""What protects people can be read in easy words too: rules for words, letters, thanks, why a survey asks."""

import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alongside.communities.actions import add_community, write_paper_words
from alongside.easy import actions
from alongside.easy.lines import Line
from alongside.easy.models import Form
from alongside.easy.texts import text_called
from alongside.equality.actions import set_up_survey
from alongside.exchange import archive
from alongside.exchange.reading import bring_in
from alongside.moderation.actions import make_rules
from alongside.trust.actions.endings import write_ending

pytestmark = pytest.mark.django_db
EASY = "Zora says it in easy words."


@pytest.fixture(autouse=True)
def _fresh(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path
    cache.clear()


def easy(cast, name, row):
    return actions.write_easy(cast.project, text_called(name), row, by=cast.hana, lines=[Line(EASY, "tea")])


def boats_for(cast, shown_to):
    about = {"name": "People on the boats", "kind": "place", "why": "No bus goes to the lock."}
    return add_community(cast.project, by=cast.hana, shown_to=shown_to, **about)


def test_the_rules_for_words_in_easy_words_stand_on_their_page(cast, as_, reads):
    first = make_rules(cast.project, by=cast.hana, words="Nobody is called names.", days=7)
    easy(cast, "moderation.rules", first)
    url = "/p/warm-homes/rules-for-words/"
    assert EASY in as_(None).get(url).content.decode()
    reads(cast.amina, easy_first=True)
    hers = as_(cast.amina).get(url).content.decode()
    assert "Nobody is called names." in hers.split("<details")[0], "by what people are judged is never folded away"
    make_rules(cast.project, by=cast.hana, words="Nobody is called names.\nNobody is threatened.", days=7)
    assert "changed since" in as_(None).get(url).content.decode(), "the easy words are of the version before"


def test_why_a_survey_asks(cast, as_):
    soon = timezone.localdate() + timedelta(days=9)
    survey = set_up_survey(
        cast.project,
        by=cast.hana,
        asked_by="The council",
        why="To see who is missing.",
        questions=["age"],
        closes_on=soon,
    )
    easy(cast, "equality.why", survey)
    assert EASY in as_(cast.hana).get(reverse("equality:survey", args=["warm-homes", survey.pk])).content.decode()
    assert EASY not in as_(None).get(reverse("easy:print", args=["warm-homes"])).content.decode(), (
        "a draft is the hosts'"
    )


def test_an_ending_is_printed_as_each_person_reads(cast, as_, reads):
    reads(cast.amina, size="3", easy_first=True)
    row = write_ending(
        cast.project, [cast.amina, cast.bryn], by=cast.hana, about="once", thanks="Thank you for the cold hall."
    )
    easy(cast, "trust.ending", row)
    page = as_(cast.hana).get(f"/p/warm-homes/endings/{row.pk}/letters/").content.decode()
    letters = page.split("Dear ")[1:]
    assert [EASY in letter for letter in letters] == ["Amina" in letter for letter in letters]
    assert "ez-size-3" in page.split("Dear <bdi>Amina")[0].rsplit("<section", 1)[1]


def test_what_is_written_to_one_who_leaves_is_no_public_text(cast):
    row = write_ending(cast.project, [cast.amina], by=cast.hana, about="left", thanks="Thank you, Amina.")
    assert row not in text_called("trust.ending").rows_now(cast.project)


def test_a_letter_for_a_community_has_easy_words_first_where_wanted(cast, as_):
    boats = boats_for(cast, "members")
    paper = write_paper_words(boats, by=cast.hana, heading="Come", words="What would make the lock a good place?")
    easy(cast, "communities.paper", paper)
    sent = {"paper": "letter", "uses": "5", "days": "30"}
    url = f"/p/warm-homes/communities/{boats.pk}/ways-in/"
    assert EASY not in as_(cast.hana).post(url, sent).content.decode()
    letter = as_(cast.hana).post(url, sent | {"is_easy": "on"}).content.decode()
    assert letter.index(EASY) < letter.index("The full words:") < letter.index("a good place?")


@pytest.mark.parametrize(("shown_to", "printed"), [("everyone", True), ("members", False), ("hosts", False)])
def test_the_whole_project_in_easy_words_names_no_community_that_not_everyone_may_know(cast, as_, shown_to, printed):
    easy(cast, "communities.community", boats_for(cast, shown_to))
    printed_page = as_(None).get(reverse("easy:print", args=["warm-homes"]))
    assert printed_page.status_code == 200
    page = printed_page.content.decode()
    assert (EASY in page) is printed
    assert ("People on the boats" in page) is printed


def test_an_archive_carries_them_but_for_what_only_hosts_may_know(cast, tmp_path):
    easy(cast, "communities.community", boats_for(cast, "members"))
    ended = write_ending(cast.project, [cast.amina], by=cast.hana, about="over", thanks="Thank you.")
    easy(cast, "trust.ending", ended)
    quiet = add_community(
        cast.project, by=cast.hana, name="People in the hostel", kind="place", why="They hide.", shown_to="hosts"
    )
    for name, row in (
        ("communities.community", quiet),
        ("communities.paper", write_paper_words(quiet, by=cast.hana, heading="Come", words="To us.")),
    ):
        lines = [Line("Quiet zora-words.")]
        actions.write_easy(cast.project, text_called(name), row, by=cast.hana, lines=lines)
    path = tmp_path / "out.zip"
    archive.write(cast.project, path)
    with zipfile.ZipFile(path) as made:
        assert not [name for name in made.namelist() if b"zora-words" in made.read(name)]
    bring_in(path)
    new = type(cast.project).objects.latest("pk")
    [form] = Form.objects.filter(project=new)
    assert (form.text, form.subject_id) == ("communities.community", new.communities.get().pk)
