"""Fills an empty site on this machine with an invented agency, its staff, and thirty-one candidates."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.functional import cached_property

from decisions.management.demo import stories, tell
from decisions.management.demo_desk import invite_jo, send_away
from decisions.management.demo_staff import PASSWORD, STAFF, Member, refuse_elsewhere
from decisions.models import Agency, Office, StateOffice

AGENCY = {
    "name": "Millrace Staffing",
    "area_served": "northern Indiana and southwest Michigan",
    "contact_name": "Joy at the front desk",
    "phone": "(574) 555-0134",
    "email": "hello@millrace.example",
    "hours": "Monday to Friday, 8 to 5",
}
OFFICES = (
    ("Elkhart", "IN", "America/Indiana/Indianapolis"),
    ("South Bend", "IN", "America/Indiana/Indianapolis"),
    ("Kalamazoo", "MI", "America/Detroit"),
    ("Michigan City", "IN", "America/Chicago"),
)
STATE_OFFICES = (
    ("IN", "Indiana Department of Workforce Development", "https://www.in.gov/dwd/"),
    ("MI", "Michigan Unemployment Insurance Agency", "https://www.michigan.gov/leo/bureaus-agencies/uia"),
)


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_elsewhere()
        if Agency.objects.exists():
            self.stdout.write("The site has an agency already, so everything stays as it is.")
            return
        with transaction.atomic():
            self._load()

    def _load(self) -> None:
        Agency.objects.create(**AGENCY)
        for state, name, url in STATE_OFFICES:
            StateOffice.objects.create(state=state, name=name, url=url)
        staff = {member.username: self._hire(member) for member in STAFF}
        everything = list(stories())
        for number, story in enumerate(everything, 1):
            tell(story, offices=self.offices, staff=staff)
            if self.stdout.isatty():
                self.stdout.write(f"\rcandidate {number} of {len(everything)}", ending="\r")
        send_away(user=staff["ida"], cover=staff["rae"])
        invite_jo(office=self.offices["Elkhart"], by=staff["rae"])
        self.stdout.write(f"Loaded {len(everything) + 1} candidates of an invented agency.")

    def _hire(self, member: Member) -> User:
        email = f"{member.username}@millrace.example"
        user = User.objects.create_user(
            member.username, email, PASSWORD, first_name=member.name, is_staff=True
        )
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
        user.groups.add(Group.objects.get(name=member.group))
        user.offices.set(self.offices[city] for city in member.offices or self.offices)
        TOTP.activate(user, generate_totp_secret())
        return user

    @cached_property
    def offices(self) -> dict[str, Office]:
        return {
            city: Office.objects.create(name=city, city=city, state=state, time_zone=zone)
            for city, state, zone in OFFICES
        }
