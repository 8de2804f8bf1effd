"""Bands, the words for a number of the score."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BANDS = {
    "little": gettext_lazy("little"),
    "some": gettext_lazy("some"),
    "good": gettext_lazy("good"),
    "strong": gettext_lazy("strong"),
    "low": gettext_lazy("low"),
    "high": gettext_lazy("high"),
}


def band_words(bands: Sequence[str]) -> str:
    """ "low", or "low to high" where it is a range: from the first to the last of `bands`."""
    low, high = bands[0], bands[-1]
    if low == high:
        return str(BANDS[low])
    return _("%(low)s to %(high)s") % {"low": BANDS[low], "high": BANDS[high]}
