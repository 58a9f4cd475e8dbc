from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "alongside.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import (
            desk,  # noqa: F401 (registers what care shows on other pages, and what waits)
            easy_words,  # noqa: F401 (its public text)
            facts,  # noqa: F401 (what it tells of how young people are heard)
            held,  # noqa: F401 (what the ethics plan tells of it)
            kept,  # noqa: F401 (how long it is kept)
            tasks,  # noqa: F401 (registers the hourly round)
            withdrawal,  # noqa: F401 (what taking back reaches)
        )

        leads("care.agreement", "care:agreement", each=False)
        leads("care.proposal", "care:agreement", each=False)
