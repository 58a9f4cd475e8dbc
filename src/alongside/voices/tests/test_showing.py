"""Names and withheld words come out as each person chose, for each reader."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ethics.models import Permission
from alongside.ethics.permits import permits_from
from alongside.people.models import Naming, Person
from alongside.projects.models import Membership
from alongside.voices import actions, queries
from alongside.voices.models import Output, OutputNaming, Voice
from alongside.voices.rules import name_for, naming_for

ANY = st.sampled_from(["", *Naming.values])
SOME = st.sampled_from(Naming.values)


ALLOWED = permits_from(
    [Permission(project_id=1, person_id=1, kind="name", state="given"),
     Permission(project_id=1, person_id=1, kind="quote", state="given")],
    date(2026, 3, 1),
)  # fmt: skip


class _Namings(list):
    def all(self):
        return self


def _voice(voice_naming, output_namings):
    amina = Person(pk=1, nickname="Amina", full_name="Amina Hassan")
    voice = Voice(pk=1, project_id=1, naming=voice_naming, person=amina)
    voice._prefetched_objects_cache = {
        "output_namings": _Namings(OutputNaming(output=key, naming=value) for key, value in output_namings.items())
    }
    return voice


@given(ANY, st.dictionaries(st.sampled_from(Output.values), SOME), SOME, st.sampled_from(Output.values))
def test_it_obeys_the_nearest_choice(of_voice, of_outputs, of_member, output):
    naming = naming_for(_voice(of_voice, of_outputs), Membership(naming=of_member), output)
    assert naming == (of_outputs.get(output) or of_voice or of_member)


@given(ANY, st.dictionaries(st.sampled_from(Output.values), SOME), ANY, st.sampled_from(Output.values))
def test_it_never_prints_an_unchosen_name(of_voice, of_outputs, of_member, output):
    voice, member = _voice(of_voice, of_outputs), Membership(naming=of_member, side="community")
    naming, name = naming_for(voice, member, output), name_for(voice, member, output, ALLOWED)
    assert name
    if naming in {"anonymous", "do_not_quote", "pseudonym", "group"}:
        assert name == "A community member"
    if naming != "full":
        assert "Hassan" not in name


def test_it_is_anonymous_without_any_choice():
    assert naming_for(_voice("", {}), None, "pages") == "anonymous"


@pytest.mark.django_db
def test_it_withholds_words_from_all_but_hosts_and_the_person(cast, say):
    voice = say(cast.amina, "Between us", naming="do_not_quote")
    for reader in (None, cast.olga, cast.bryn, cast.dev):
        shown = queries.show_one(voice, viewer=reader, project=cast.project)
        assert (shown.words, shown.is_withheld, shown.name) == ("", True, "A community member")
    for reader in (cast.hana, cast.cole, cast.ada, cast.amina):
        assert queries.show_one(voice, viewer=reader, project=cast.project).words == "Between us"


@pytest.mark.django_db
def test_it_follows_the_choice_for_one_output(cast, say):
    voice = say(cast.bryn, "Quote me", naming="full")
    actions.set_naming(voice, by=cast.bryn, naming="full", outputs={"report": "do_not_quote", "draft": "initials"})
    show = {o: queries.show_one(voice, viewer=None, project=cast.project, output=o) for o in Output.values}
    assert (show["pages"].name, show["draft"].name) == ("Bryn Parry", "B.P.")
    assert (show["report"].words, show["report"].name) == ("", "A community member")


@pytest.mark.django_db
def test_it_shows_nobody_what_was_taken_back(cast, say):
    voice = say(cast.amina, "Gone")
    actions.take_back(voice, by=cast.amina)
    for reader in (None, cast.bryn, cast.hana, cast.ada, cast.amina):
        shown = queries.show_one(Voice.objects.get(), viewer=reader, project=cast.project)
        assert (shown.words, shown.is_taken_back, shown.name, shown.side) == ("", True, "Someone", "")


@pytest.mark.django_db
def test_it_shows_many_in_as_few_queries_as_one(cast, say, django_assert_max_num_queries):
    for number in range(30):
        person = (cast.amina, cast.bryn, cast.cole, None)[number % 4]
        voice = say(person, f"Voice {number}", typed_by=cast.hana)
        if person:
            OutputNaming.objects.create(voice=voice, output="draft", naming="initials")
    with django_assert_max_num_queries(9):
        assert len(queries.show(queries.voices_of(cast.project), viewer=cast.bryn, project=cast.project)) == 30
