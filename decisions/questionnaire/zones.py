"""Time zones for a list to choose from: those of the United States by their plain names, then all others."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.models.choices import time_zones

UNITED_STATES = {
    "America/Indiana/Indianapolis": _("Eastern time, most of Indiana"),
    "America/New_York": _("Eastern time"),
    "America/Detroit": _("Eastern time, most of Michigan"),
    "America/Chicago": _("Central time"),
    "America/Indiana/Knox": _("Central time, Starke County in Indiana"),
    "America/Indiana/Tell_City": _("Central time, Perry County in Indiana"),
    "America/Menominee": _("Central time, western Upper Michigan"),
    "America/Denver": _("Mountain time"),
    "America/Phoenix": _("Mountain time, Arizona"),
    "America/Los_Angeles": _("Pacific time"),
    "America/Anchorage": _("Alaska time"),
    "Pacific/Honolulu": _("Hawaii time"),
    "America/Puerto_Rico": _("Atlantic time, Puerto Rico"),
    "America/Indiana/Marengo": _("Eastern time, Crawford County in Indiana"),
    "America/Indiana/Petersburg": _("Eastern time, Pike County in Indiana"),
    "America/Indiana/Vevay": _("Eastern time, Switzerland County in Indiana"),
    "America/Indiana/Vincennes": _("Eastern time, southwest Indiana"),
    "America/Indiana/Winamac": _("Eastern time, Pulaski County in Indiana"),
    "America/Kentucky/Louisville": _("Eastern time, Louisville in Kentucky"),
    "America/Boise": _("Mountain time, southern Idaho"),
}


@cache
def others() -> tuple[str, ...]:
    """Every other zone that is named by a place."""
    return tuple(z for z in time_zones() if "/" in z and z not in UNITED_STATES and z[:3] != "Etc")


def label_of(zone: str) -> str | Promise:
    return UNITED_STATES.get(zone, zone.replace("_", " "))
