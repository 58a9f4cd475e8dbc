from django.apps import AppConfig


class EqualityConfig(AppConfig):
    name = "alongside.equality"
    label = "equality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, easy_words, kept  # noqa: F401 (what equality shows on other pages, what waits, how long it is kept)

        leads("equality.survey", "equality:surveys", each=False)
