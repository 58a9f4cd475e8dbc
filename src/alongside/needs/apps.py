from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "alongside.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, erasing  # noqa: F401 (what needs show on other pages, what waits, what stays gone)
