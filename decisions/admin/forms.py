from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models import Agency, Office
from decisions.models.agency import LOGO_MAX_BYTES, PNG_SIGNATURE

# The sign-in name is the address, and Django keeps names to this length.
ADDRESS_MAX = 150


class AgencyForm(forms.ModelForm[Agency]):
    """The logo is kept in the database, so that one backup holds everything."""

    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("A PNG picture of at most 64 kB. Leave empty to keep the old one."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Agency
        fields = ["name", "area_served", "contact_name", "phone", "email", "hours", "color", "color_dark"]
        widgets = {
            "color": forms.TextInput(attrs={"type": "color"}),
            "color_dark": forms.TextInput(attrs={"type": "color"}),
        }

    def clean_logo_file(self) -> bytes | None:
        upload: UploadedFile[Any] | None = self.cleaned_data["logo_file"]
        if upload is None:
            return None
        if (upload.size or 0) > LOGO_MAX_BYTES:
            raise forms.ValidationError(_("The logo may have at most 64 kB."))
        content = bytes(upload.read())
        if not content.startswith(PNG_SIGNATURE):
            raise forms.ValidationError(_("The logo must be a PNG picture."))
        return content

    def save(self, commit: bool = True) -> Agency:
        if self.cleaned_data["remove_logo"]:
            self.instance.logo = b""
        if self.cleaned_data["logo_file"] is not None:
            self.instance.logo = self.cleaned_data["logo_file"]
        return super().save(commit)


class AddressMixin:
    """Staff sign in by their address, so each needs one, and no two may share it."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        same = Q(email__iexact=email) | Q(username__iexact=email)
        if User.objects.filter(same).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody else signs in with this address."))
        return email


def _offices() -> "forms.ModelMultipleChoiceField[Office]":
    return forms.ModelMultipleChoiceField(
        Office.objects.all(),
        label=_("Offices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the cases of these offices."),
    )


def _email() -> forms.EmailField:
    return forms.EmailField(label=_("E-mail, which is also the sign-in name"), max_length=ADDRESS_MAX)


class StaffAddForm(AddressMixin, BaseUserCreationForm[User]):
    email = _email()
    offices = _offices()

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class StaffForm(AddressMixin, UserChangeForm[User]):
    email = _email()
    offices = _offices()

    class Meta:
        model = User
        fields = ["email", "password", "first_name", "last_name", "is_active", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["offices"] = self.instance.offices.all()
