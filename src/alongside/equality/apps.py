from django.apps import AppConfig


class EqualityConfig(AppConfig):
    name = "alongside.equality"
    label = "equality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk  # noqa: F401 (registers what equality shows on other pages, and what waits)

        leads("equality.survey", "equality:surveys", each=False)
