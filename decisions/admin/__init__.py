"""What staff may look at and change. Cases have pages of their own (`review`, `reports`) and only get their
addresses here; the candidate's own tables have no page at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import DataError, transaction
from django.db.models import ManyToManyField, Model, QuerySet, URLField
from django.forms import ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from decisions.access import StaffRequest
from decisions.admin.addresses import PAGES
from decisions.admin.forms import AgencyForm, StaffAddForm, StaffForm
from decisions.models import (
    Absence,
    Agency,
    Case,
    Client,
    Event,
    ExportFile,
    Message,
    Office,
    StateOffice,
)
from decisions.review import absences
from decisions.review.absences import AwayAlready
from decisions.review.away_form import AbsenceForm


@contextmanager
def numbers_that_fit() -> Iterator[None]:
    """A form that names a row by a number larger than any database holds was made by hand."""
    try:
        yield
    except (OverflowError, DataError) as fault:
        raise BadRequest("a number that no row can have") from fault


class DeskModelAdmin(admin.ModelAdmin[Any]):
    """Only `lookups` may stand in an address: any other could hang a worker, or tell what it should not."""

    lookups: frozenset[str] = frozenset()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup in self.lookups

    @numbers_that_fit()
    def changeform_view(self, *args: Any, **options: Any) -> HttpResponse:
        return super().changeform_view(*args, **options)

    @numbers_that_fit()
    def changelist_view(self, *args: Any, **options: Any) -> HttpResponse:
        return super().changelist_view(*args, **options)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **options: Any
    ) -> HttpResponse | None:
        try:
            for ticked in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(ticked)
        except ValidationError as fault:
            raise BadRequest("no number of a row") from fault
        return super().response_action(request, queryset, *args, **options)


class RecordAdmin(DeskModelAdmin):
    """To look at, never to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Case)
class CaseAdmin(RecordAdmin):
    """No stock page: the queue and the case are the desk's own."""

    def get_urls(self) -> list[URLPattern]:
        return PAGES


@admin.register(Agency)
class AgencyAdmin(DeskModelAdmin):
    form = AgencyForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Agency.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Office)
class OfficeAdmin(DeskModelAdmin):
    list_display = ["name", "city", "state", "is_active"]
    list_filter = ["is_active"]
    lookups = frozenset({"is_active__exact"})
    filter_horizontal = ["staff"]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        """Candidates who sign in by a code are users too, but work in no office."""
        options["queryset"] = User.objects.filter(is_staff=True)
        return super().formfield_for_manytomany(db_field, request, **options)


@admin.register(StateOffice)
class StateOfficeAdmin(DeskModelAdmin):
    list_display = ["state", "name", "url"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}


@admin.register(Client)
class ClientAdmin(DeskModelAdmin):
    list_display = ["name", "office"]
    list_select_related = ["office"]


@admin.register(Absence)
class AbsenceAdmin(DeskModelAdmin):
    """For who fell ill. One's own absences are noted at the desk; a wrong one is removed and noted anew."""

    form = AbsenceForm
    list_display = ["user", "first_day", "last_day", "cover"]
    list_select_related = ["user", "cover"]
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().add_view(request, *args, **options)
        except AwayAlready:
            # Somebody else was first since the form was checked. Now the check finds it, and says so.
            return super().add_view(request, *args, **options)

    def save_model(self, request: StaffRequest, obj: Absence, form: Any, change: bool) -> None:  # type: ignore[override]
        stored = absences.note(by=request.user, **form.cleaned_data)
        obj.pk = stored.pk

    def delete_model(self, request: StaffRequest, obj: Absence) -> None:  # type: ignore[override]
        absences.remove(absence=obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: StaffRequest, queryset: QuerySet[Absence]) -> None:  # type: ignore[override]
        for absence in queryset:
            absences.remove(absence=absence, by=request.user)


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ["at", "code", "actor_kind", "actor_ref", "subject"]
    list_filter = ["code", "actor_kind"]
    lookups = frozenset({"code__exact", "actor_kind__exact"})
    fields = ["at", "code", "actor_kind", "actor_ref", "subject", "person", "detail"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).exclude(code__in=Event.UNSEEN_BY_STAFF)


@admin.register(Message)
class MessageAdmin(RecordAdmin):
    """Whether mail leaves the house. To whom is the candidate's own matter."""

    list_display = ["created_at", "kind", "state", "tries", "last_fault", "sent_at"]
    list_filter = ["kind", "state"]
    lookups = frozenset({"kind__exact", "state__exact"})
    fields = ["kind", "cause", "language", "state", "tries", "last_fault", "created_at", "sent_at"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """An invitation is mailed again only while nobody has answered it: whether it was tells just that."""
        return super().get_queryset(request).exclude(kind=Message.Kind.INVITED, imported=None)


@admin.register(ExportFile)
class ExportFileAdmin(RecordAdmin):
    list_display = ["at", "data_set", "format", "rows", "by"]
    list_filter = ["data_set", "format"]
    list_select_related = ["by"]
    lookups = frozenset({"data_set", "format__exact"})
    fields = ["ref", "at", "by", "data_set", "format", "filters", "rows", "sha256"]


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class StaffAdmin(DeskModelAdmin, UserAdmin[User]):
    """They sign in by e-mail address. Nobody is deleted, because opinions name their author."""

    form = StaffForm
    add_form = StaffAddForm
    list_display = ["email", "first_name", "last_name", "is_active"]
    list_filter = ["is_active", "groups"]
    lookups = frozenset({"is_active__exact", "groups__id__exact"})
    search_fields = ["email__istartswith", "last_name__istartswith"]
    ordering = ["email"]
    filter_horizontal = []
    actions = ["remove_authenticator"]
    fieldsets = [
        (None, {"fields": ["email", "password", "first_name", "last_name"]}),
        (_("What they may do"), {"fields": ["is_active", "groups", "offices"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "password1", "password2"]}),
        (_("What they may do"), {"fields": ["groups", "offices"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Candidates who sign in by a code are users too, but nobody's business here."""
        return super().get_queryset(request).filter(is_staff=True)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who is no superuser must not set the password of one."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """The address is the sign-in name, and an administrator vouches for it."""
        obj.username = obj.email
        obj.is_staff = True
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        EmailAddress.objects.update_or_create(
            user=obj, email=obj.email, defaults={"verified": True, "primary": True}
        )

    def save_related(self, request: HttpRequest, form: ModelForm[User], formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.offices.set(form.cleaned_data["offices"])

    @admin.action(
        description=_("Remove the authenticator app (they set it up anew at the next sign-in)"),
        permissions=["change"],
    )
    @transaction.atomic
    def remove_authenticator(self, request: StaffRequest, people: QuerySet[User]) -> None:
        """For a lost phone. The recovery codes go with it, since they may be lost in the same bag."""
        for person in people:
            if not self.has_change_permission(request, person):
                raise PermissionDenied
            Authenticator.objects.filter(user=person).delete()
            Event.objects.record(
                Event.Code.AUTHENTICATOR_REMOVED, by=request.user, subject=f"user {person.pk}"
            )
        self.message_user(request, _("Done. At the next sign-in they set up a new one."), messages.SUCCESS)


@admin.register(Group)
class RightsAdmin(DeskModelAdmin, GroupAdmin):
    search_fields = []
