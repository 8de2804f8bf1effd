"""A text message for the recruiter to copy, for candidates who don't read mail. The site sends none."""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from decisions.models import Agency, Case

# What two parts of a text message hold. A long name must not make it three.
LONGEST = 300
NAME_FITS, AGENCY_FITS = 30, 50


def ready_text(case: Case, *, by: User) -> str:
    """That something waits, and where. On a locked phone anybody can read it: no company, no advice."""
    agency = Agency.current()
    words = {
        "name": Truncator(by.first_name.strip()).chars(NAME_FITS),
        "agency": Truncator(agency.name).chars(AGENCY_FITS),
        "address": settings.SITE_URL + reverse("come_back"),
        "phone": case.office.phone or agency.phone,
    }
    with translation.override(case.language):
        return _said(words)


def _said(words: dict[str, str]) -> str:
    if words["name"]:
        who = _("Hello, this is %(name)s at %(agency)s.") % words
    else:
        who = _("Hello from %(agency)s.") % words
    where = _("Something new waits on your page. Open your link again, or go to %(address)s") % words
    call = _("Questions? Call %(phone)s.") % words if words["phone"] else ""
    text = " ".join(filter(None, [who, where, call]))
    return text if len(text) <= LONGEST else f"{who} {where}"
