"""Rules for words, telling the hosts, setting aside, appeals."""

from django.urls import URLPattern, path

from alongside.moderation.models import What
from alongside.moderation.views import looking, mine, rules_for_words, telling

app_name = "moderation"
RULES = "p/<slug:slug>/rules-for-words/"
ASIDE = "p/<slug:slug>/set-aside/"


def _about(what: str) -> list[URLPattern]:
    """The two pages about one kind of words."""
    words, kind = f"p/<slug:slug>/words/{what}/<int:pk>/", {"what": what}
    return [
        path(words + "wrong/", telling.tell_hosts, kind, name=f"report_{what}"),
        path(words + "look/", looking.weigh, kind, name=f"weigh_{what}"),
    ]


urlpatterns = [
    path(RULES, rules_for_words.rules_for_words, name="rules_for_words"),
    path(RULES + "history/", rules_for_words.rules_history, name="rules_history"),
    path(RULES + "write/", rules_for_words.write_rules, name="write_rules"),
    *(one for what in What.values for one in _about(what)),
    path(ASIDE, looking.looked_after, name="looked_after"),
    path(ASIDE + "<int:pk>/", looking.aside, name="aside"),
    path(ASIDE + "<int:pk>/agree/", looking.agree, name="agree"),
    path(ASIDE + "<int:pk>/let-back/", looking.let_back, name="let_back"),
    path(ASIDE + "<int:pk>/decide/", looking.decide, name="decide"),
    path(ASIDE + "<int:pk>/appeal/", looking.appeal_for, name="appeal_for"),
    path(ASIDE + "<int:pk>/letter/", looking.letter, name="letter"),
    path("my/words-set-aside/", mine.mine, name="mine"),
    path("my/words-set-aside/<int:pk>/", mine.mine_one, name="mine_one"),
]
