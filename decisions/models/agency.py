"""The staffing agency that runs this site: every page, letter and mail takes its name from here."""

import re
import uuid
from datetime import date
from typing import Self

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.models.choices import validate_time_zone

PAPER_LIGHT, PAPER_DARK = "#fbf9f4", "#141815"
MIN_CONTRAST = 4.5
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LOGO_MAX_BYTES = 64 * 1024

hex_color = RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write a color as # and six digits, such as #1f5a41."))
state_code = RegexValidator(r"^[A-Z]{2}\Z", _("Write the state as two capital letters, such as IN."))


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio (1 to 21) of two colors written as `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Agency(models.Model):
    """One row: who runs this site."""

    ONLY_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID, editable=False)
    name = models.CharField(_("name"), max_length=80)
    area_served = models.CharField(_("area served"), max_length=120, blank=True)
    contact_name = models.CharField(_("a person to reach"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40)
    email = models.EmailField(_("e-mail"))
    hours = models.CharField(_("when somebody answers"), max_length=80, blank=True)
    color = models.CharField(
        _("color on light pages"), max_length=7, default="#1f5a41", validators=[hex_color]
    )
    color_dark = models.CharField(
        _("color on dark pages"), max_length=7, default="#7fc8a3", validators=[hex_color]
    )
    logo = models.BinaryField(_("logo"), blank=True, default=b"", max_length=LOGO_MAX_BYTES, editable=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agency")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="agency_is_one_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Agency":
        """The one row; before an administrator has filled it in, a nameless stand-in."""
        return cls.objects.filter(pk=cls.ONLY_ID).first() or cls(name=str(_("Your staffing agency")))

    def clean(self) -> None:
        errors: dict[str, str | Promise] = {}
        for field, paper in (("color", PAPER_LIGHT), ("color_dark", PAPER_DARK)):
            color = getattr(self, field)
            if re.fullmatch(r"#[0-9a-f]{6}", color) and contrast(color, paper) < MIN_CONTRAST:
                errors[field] = _(
                    "Text in this color is hard to read on the page (contrast %(ratio).1f, needed 4.5)."
                ) % {"ratio": contrast(color, paper)}
        if self.logo and not bytes(self.logo).startswith(PNG_SIGNATURE):
            errors["logo"] = _("The logo must be a PNG picture.")
        if len(self.logo) > LOGO_MAX_BYTES:
            errors["logo"] = _("The logo may have at most 64 kB.")
        if errors:
            raise ValidationError(errors)

    @property
    def phone_link(self) -> str:
        """The phone number as a `tel:` link takes it: digits and a leading plus."""
        return re.sub(r"(?!^\+)\D", "", self.phone)


class OfficeQuerySet(models.QuerySet["Office"]):
    def visible_to(self, user: User) -> Self:
        """The offices whose cases the user may see."""
        return self if user.has_perm("decisions.view_all_offices") else self.filter(staff=user)


class Office(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(_("state"), max_length=2, validators=[state_code])
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="America/Indiana/Indianapolis",
        validators=[validate_time_zone],
    )
    is_active = models.BooleanField(_("takes cases"), default=True)
    staff = models.ManyToManyField("auth.User", verbose_name=_("staff"), blank=True, related_name="offices")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StateOffice(models.Model):
    """The state's own office for unemployment benefits, which is the one to ask about "suitable work"."""

    state = models.CharField(_("state"), max_length=2, unique=True, validators=[state_code])
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("web page"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("state benefits office")
        verbose_name_plural = _("state benefits offices")
        ordering = ["state"]

    def __str__(self) -> str:
        return f"{self.state}: {self.name}"


class Client(models.Model):
    """An employer that the agency works for. Nothing about it may reach the score."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="clients"
    )

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """Those that hold on this day, first and last day included."""
        return self.filter(first_day__lte=day, last_day__gte=day)


class Absence(models.Model):
    """A recruiter is away. Mails about their cases go to who covers, or to the whole office."""

    user = models.ForeignKey(
        "auth.User", verbose_name=_("who is away"), on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    cover = models.ForeignKey(
        "auth.User",
        verbose_name=_("who covers"),
        on_delete=models.SET_NULL,
        blank=True,
        null=True,
        related_name="covers",
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(cover__isnull=True) | ~models.Q(cover=models.F("user")),
                name="absence_covered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day:%Y-%m-%d} - {self.last_day:%Y-%m-%d}"


class InvitationImport(models.Model):
    """One file of invitations that was taken in whole, or the desk's form for one.

    Its content is kept nowhere but in what it made.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="imports"
    )
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey("auth.User", verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            # The same file sent twice would mail everybody twice.
            models.UniqueConstraint(fields=["office", "sha256"], name="import_file_once_per_office"),
            models.CheckConstraint(condition=models.Q(rows__gte=1), name="import_has_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.rows} ({self.at:%Y-%m-%d})"
