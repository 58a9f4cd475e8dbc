from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "alongside.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as later

        from alongside.projects.history import leads, tell

        from . import desk, easy_words, reaching, tasks, withdrawal  # noqa: F401 (followers and what taking back reaches)

        leads("decisions.draft", "decisions:draft")
        leads("decisions.passage", "decisions:passage")
        tell(passage__put_back=later("%(who)s put a passage back into the draft."))
        leads("decisions.decision", "decisions:decision")
