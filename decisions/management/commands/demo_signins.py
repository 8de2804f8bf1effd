"""Prints how to get into the demo: staff, each with the code their authenticator shows now, and links."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.urls import reverse

from decisions.management.demo_staff import PASSWORD, STAFF, refuse_elsewhere
from decisions.models import Advice, ResumeKey, Verdict


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_elsewhere()
        self.stdout.write(f"Staff sign in at {settings.SITE_URL}{reverse('admin:enter')}")
        self.stdout.write(f"  password  {PASSWORD}")
        for username, name, group, offices in STAFF:
            user = User.objects.filter(username=username).first()
            if user:
                where = " and ".join(offices) or "all offices"
                self.stdout.write(f"  {user.email:24}code now {self._code(user)}  {name}, {group}: {where}")
        self.stdout.write("Candidates with advice, each by a private link:")
        for verdict in Verdict:
            self._link(verdict)

    def _code(self, user: User) -> str:
        secret = decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])
        return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))

    def _link(self, verdict: Verdict) -> None:
        advice = Advice.objects.filter(result__verdict=verdict).order_by("id").first()
        if advice:
            key = ResumeKey.make(advice.invitation, ResumeKey.Origin.SHOWN)[1]
            link = settings.SITE_URL + reverse("resume", args=[key])
            self.stdout.write(f"  {verdict.label:20}{link}")
