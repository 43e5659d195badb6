"""Administration site: read-only where an action governs the row."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from people.models import Administration, Person, Region, RoleGrant

for _model in (EmailAddress, Authenticator, UserSession, Group):
    # Secrets of the second step, session keys and addresses belong to their owners; rights are roles, not groups.
    admin.site.unregister(_model)


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(ReadOnly):
    list_display = ("email", "full_name", "country", "language", "is_active")
    search_fields = ("email", "full_name")
    exclude = ("password", "gender")


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnly):
    list_display = ("person", "role", "administration", "granted_at", "granted_by")
    list_select_related = ("person", "administration", "granted_by")


@admin.register(Administration)
class AdministrationAdmin(ReadOnly):
    list_display = ("country", "region", "member_since")
    list_filter = ("region",)


@admin.register(Region)
class RegionAdmin(ReadOnly):
    list_display = ("code", "name")
