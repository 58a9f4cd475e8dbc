from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "alongside.gatherings"
    label = "gatherings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, easy_words  # noqa: F401 (registers what gatherings show on the project's pages, and their texts)

        leads("gatherings.gathering", "gatherings:gathering")
