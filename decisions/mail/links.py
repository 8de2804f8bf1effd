"""Mails to candidates: that something is there, and a link whose key is made when the mail leaves."""

from django.conf import settings
from django.urls import reverse

from decisions.mail.drawing import Unneeded, draw
from decisions.models import Message, ResumeKey


def send_link(message: Message) -> None:
    """The link's key is made here, so that its text is stored nowhere."""
    invitation = message.invitation
    if invitation is None:
        raise ValueError(f"A mail of the kind {message.kind} needs an invitation to link to.")
    if not invitation.candidate.email:
        # They took the address away since.
        raise Unneeded
    if message.kind == Message.Kind.INVITED and invitation.is_begun:
        # Its link would open nothing, and stand among those of the candidate's own.
        raise Unneeded
    key, text = ResumeKey.make(invitation, _origin(message))
    context = {
        "candidate": invitation.candidate,
        "recruiter": invitation.recruiter.get_full_name() if invitation.recruiter else "",
        "link": settings.SITE_URL + reverse("resume", args=[text]),
        "expires_at": key.expires_at,
    }
    mail = draw(message, context, to=invitation.candidate.email)
    try:
        mail.send(fail_silently=False)
    except Exception:
        # The key went nowhere, so it must not stay open.
        key.delete()
        raise


def _origin(message: Message) -> ResumeKey.Origin:
    """The desk's invitation opens only the facts: whoever typed the address may have mistyped it."""
    invited = message.kind == Message.Kind.INVITED
    return ResumeKey.Origin.DESK if invited else ResumeKey.Origin.MAILED
