"""What one person works on: the offices whose cases they see, and the colleagues whom they stand in for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from decisions.models import Absence, Office
from decisions.models.agency import AbsenceQuerySet

MINE = "mine"


@dataclass(frozen=True)
class Reach:
    """`offices` are all whose cases `user` sees; `own` are the numbers of those in which they work."""

    user: User
    offices: list[Office]
    own: list[int]
    sees_every_office: bool

    @classmethod
    def of(cls, user: User) -> Reach:
        works_there = Exists(Office.staff.through.objects.filter(office=OuterRef("pk"), user=user))
        offices = list(Office.objects.visible_to(user).annotate(is_own=works_there))
        return cls(
            user=user,
            offices=offices,
            own=[office.pk for office in offices if getattr(office, "is_own", False)],
            sees_every_office=user.has_perm("decisions.view_all_offices"),
        )

    def chosen(self, office: int | str | None) -> list[int]:
        """The offices that a filter names ("mine": the own ones), as far as this person sees them."""
        seen = [one.pk for one in self.offices]
        if office == MINE:
            return self.own
        return seen if office is None else [pk for pk in seen if pk == office]

    @property
    def mine(self) -> Q:
        """Cases that are this person's to finish: own claims, and the open ones of whom they stand in for."""
        covered = Q(claimed_by__in=self.away.values("user"), reviewed_at__isnull=True)
        return Q(claimed_by=self.user) | covered

    @property
    def away(self) -> AbsenceQuerySet:
        """The absences of colleagues for whom this person stands in today."""
        return Absence.objects.on(self.today()).filter(cover=self.user)

    def today(self) -> date:
        """The day of now where this person works."""
        zones = [office.time_zone for office in self.offices if office.pk in self.own]
        return timezone.localdate(timezone=ZoneInfo(zones[0]) if zones else None)
