from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "alongside.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import (
            desk,  # noqa: F401 (registers what it shows on other pages, and what waits)
            easy_words,  # noqa: F401 (its public text)
            held,  # noqa: F401 (what the ethics plan tells of it)
            tasks,  # noqa: F401 (registers the hourly round)
            withdrawal,  # noqa: F401 (what taking back reaches)
        )

        leads("moderation.wordrules", "moderation:rules_for_words", each=False)
        leads("moderation.setaside", "moderation:rules_for_words", each=False)
