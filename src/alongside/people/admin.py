"""The operator's view of people. No passwords, no codes; memberships are changed in their project."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse

from alongside.people.models import ApiToken, Card, Person


def _no_passwords(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # the sign-in page, not a password
admin.site.password_change = _no_passwords  # type: ignore[method-assign,assignment]


class ReadOnly(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin[Person]):
    list_display = ["nickname", "handle", "made_at", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["nickname", "handle", "full_name"]
    fields = [
        "handle", "nickname", "full_name", "pseudonym", "group_name", "email", "language", "is_active", "is_staff",
        "is_superuser", "groups", "made_at", "last_login", "joined_into",
    ]  # fmt: skip
    readonly_fields = ["handle", "made_at", "last_login", "joined_into"]
    filter_horizontal = ["groups"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Card)
class CardAdmin(ReadOnly):
    list_display = ["id", "person", "made_at", "made_by", "ended_at"]
    fields = ["person", "made_at", "made_by", "ended_at"]
    search_fields = ["person__nickname", "person__handle"]
    list_select_related = ["person", "made_by"]


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly):
    list_display = ["name", "person", "made_at", "ends_at", "ended_at", "last_used_on"]
    fields = ["name", "person", "scopes", "made_at", "ends_at", "ended_at", "last_used_on"]
    list_select_related = ["person"]


for model in (Group, EmailAddress):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
