from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "alongside.room"
    label = "room"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.moderation.subjects import when_changed
        from alongside.voices.reach import counts, follows, reaches

        from . import beside, desk, kept, tasks, withdrawal  # noqa: F401 (they register what they give)
        from .actions.saying import follow_retyped, follow_set_aside, forget_shown

        counts(beside.what_taking_back_reaches)
        follows(follow_retyped)
        reaches(forget_shown)
        when_changed("voice")(follow_set_aside)
