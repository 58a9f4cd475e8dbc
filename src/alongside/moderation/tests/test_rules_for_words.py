"""Anyone reads the rules and what changed; hosts write them; criticism is always allowed."""

import pytest
from django.core.exceptions import PermissionDenied

from alongside.moderation.actions import make_rules
from alongside.moderation.models import WordRules
from alongside.moderation.queries.rules_for_words import rules_in_force

PAGE = "/p/warm-homes/rules-for-words/"


def test_only_hosts_write_them(cast, as_):
    for who in (cast.amina, cast.bryn, cast.dev, cast.olga):
        with pytest.raises(PermissionDenied):
            make_rules(cast.project, by=who, words="Be nice", days=7)
        assert as_(who).get(f"{PAGE}write/").status_code == 403
    assert not WordRules.objects.exists()


def test_every_project_begins_with_rules_and_criticism_is_always_allowed(cast, as_):
    page = as_(None).get(PAGE).content.decode()
    assert "No attack on a person" in page
    assert "always allowed" in page
    assert rules_in_force(cast.project).number == 0


def test_a_version_is_written_and_everybody_sees_what_changed(cast, as_):
    first = "\n".join([*rules_in_force(cast.project).lines[:4], "No selling."])
    as_(cast.hana).post(f"{PAGE}write/", {"words": first, "days": "5"})
    assert rules_in_force(cast.project).days == 5
    page = as_(None).get(f"{PAGE}history/").content.decode()
    assert "<ins>No selling.</ins>" in page
    assert "<del>No advertising" in page


@pytest.mark.parametrize(("words", "days"), [("", "7"), ("One", "0"), ("One", "x")])
def test_what_makes_no_sense_is_kept_on_the_page(cast, as_, words, days):
    answer = as_(cast.hana).post(f"{PAGE}write/", {"words": words, "days": days})
    assert answer.status_code == 422
    assert not WordRules.objects.exists()


def test_the_same_rules_again_are_refused(cast):
    now = rules_in_force(cast.project)
    with pytest.raises(ValueError):
        make_rules(cast.project, by=cast.hana, words="\n".join(now.lines), days=now.days)
