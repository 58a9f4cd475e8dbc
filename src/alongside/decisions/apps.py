from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "alongside.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as later

        from alongside.projects.history import leads, tell

        from . import (
            desk,  # noqa: F401 (what it shows and what waits)
            easy_words,  # noqa: F401 (texts that may stand in easy words)
            reaching,  # noqa: F401 (what taking back reaches)
            set_aside,  # noqa: F401 (how comments and proposals are found)
            tasks,  # noqa: F401 (followers)
            withdrawal,  # noqa: F401 (what taking a permission back reaches)
        )

        leads("decisions.draft", "decisions:draft")
        leads("decisions.passage", "decisions:passage")
        tell(passage__put_back=later("%(who)s put a passage back into the draft."))
        leads("decisions.decision", "decisions:decision")
