from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "alongside.voices"
    label = "voices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, held, set_aside, withdrawal  # noqa: F401 (what waits for hosts; what taking back reaches)

        leads("voices.voice", "voices:voice")
