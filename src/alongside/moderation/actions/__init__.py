"""Everything that changes what is done about words: rules, what is told, setting aside, appeals. Nothing is deleted."""

from alongside.moderation.actions.appeals import appeal, decide_appeal
from alongside.moderation.actions.forgetting import forget_again, forget_person, forget_subject
from alongside.moderation.actions.news import claim_news, mark_given, release_news
from alongside.moderation.actions.rules_for_words import make_rules
from alongside.moderation.actions.setting_aside import agree, end_lapsed, let_back, mark_seen, set_aside
from alongside.moderation.actions.telling import leave_as_it_is, mark_answers_seen, tell_hosts

__all__ = [
    "agree",
    "appeal",
    "claim_news",
    "decide_appeal",
    "end_lapsed",
    "forget_again",
    "forget_person",
    "forget_subject",
    "leave_as_it_is",
    "let_back",
    "make_rules",
    "mark_answers_seen",
    "mark_given",
    "mark_seen",
    "release_news",
    "set_aside",
    "tell_hosts",
]
