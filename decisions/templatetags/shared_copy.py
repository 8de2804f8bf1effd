from django import template

from decisions.advice.copy_words import Copy, CopyInWords, in_words

register = template.Library()


@register.simple_tag
def copy_in_words(copy: Copy) -> CopyInWords:
    """The shared copy (a `Case`, or a `SharedCopy` that is not shared yet) in words."""
    return in_words(copy)
