"""Words of the steps about the job itself: what puts the candidate off, and how they know."""

from django.utils.translation import gettext_lazy as _

from decisions.questions.wording import Option, Wording

SURE = Wording(
    _("How sure are you that you don't want this job?"),
    _("How sure you are"),
    {
        "never": Option(_("Completely. I would never take it"), _("You would never take this job")),
        "quite_sure": Option(
            _("Quite sure I don't want it"), _("You are quite sure you don't want this job")
        ),
        "leaning_no": Option(_("Leaning toward no"), _("You lean toward no")),
        "on_the_fence": Option(_("Undecided"), _("You are undecided about this job")),
        "might_want_it": Option(_("I might want it"), _("You might want this job")),
    },
)

DISLIKES = Wording(
    _("What puts you off?"),
    _("What puts you off"),
    {
        "pay": Option(_("The pay"), _("The pay puts you off")),
        "hours_or_shift": Option(_("The hours or the shift"), _("The hours or the shift put you off")),
        "distance_or_move": Option(
            _("The distance, or having to move"), _("The distance or a move puts you off")
        ),
        "temp_or_contract": Option(
            _("It is temporary or contract work"), _("It puts you off that it is temporary or contract work")
        ),
        "job_level": Option(_("The level of the job"), _("The level of the job puts you off")),
        "kind_of_work": Option(_("The kind of work"), _("The kind of work puts you off")),
        "company": Option(_("The company"), _("The company puts you off")),
        "just_a_feeling": Option(_("Just a feeling"), _("A feeling puts you off")),
        "cannot_private": Option(
            _("I can't take it, for a private reason"),
            _("You can't take it, for a reason of your own"),
            _("You never have to say which."),
        ),
    },
    hint=_("Choose up to three."),
)

# How a dislike is named back inside another question: "How do you know about {the pay and the hours}?"
DISLIKE_NAMES = {
    "pay": _("the pay"),
    "hours_or_shift": _("the hours"),
    "distance_or_move": _("the distance"),
    "temp_or_contract": _("how long the job lasts"),
    "job_level": _("the level of the job"),
    "kind_of_work": _("the kind of work"),
    "company": _("the company"),
    "just_a_feeling": _("what you feel about it"),
}

KNOWN_FROM = Wording(
    _("How do you know what this job is like?"),
    _("How you know"),
    {
        "they_told_me": Option(_("They told me"), _("They told you about it themselves, so it is no guess")),
        "ad_says_so": Option(_("The job ad says so"), _("You know it from the job ad")),
        "heard_it": Option(_("I heard it from others"), _("You only heard it from others")),
        "guessing": Option(_("I'm guessing"), _("What puts you off is a guess")),
        "not_sure": Option(_("I'm not sure"), _("You are not sure how you know it")),
    },
)
KNOWN_FROM_NAMED = _("How do you know about %(dislikes)s?")

WANT_IF_UNTRUE = Wording(
    _("If the job turned out different from what you think, would you want it?"),
    _("Want it if you were wrong"),
    {
        "no": Option(_("No, I still would not want it"), _("You would not want it even if you were wrong")),
        "maybe": Option(_("Maybe"), _("You might want it if you were wrong about it")),
        "yes": Option(_("Yes"), _("You would want it if you were wrong about it")),
    },
)
WANT_IF_UNTRUE_NAMED = _("If you were wrong about %(dislikes)s, would you want the job?")

OPEN_POINT = Wording(
    _("Is something still open that could make you want it?"),
    _("Something still open"),
    {
        "nothing": Option(_("No, nothing"), _("Nothing is open that could make you want it")),
        "maybe": Option(_("Maybe"), _("Something that is still open might make you want it")),
        "yes": Option(_("Yes"), _("Something that is still open could make you want it")),
    },
    hint=_("Another shift, the pay, another role, a benefit."),
)

FIND_OUT = Wording(
    _("How could you find out about that?"),
    _("How to find out"),
    {
        "one_message": Option(_("With one message or call"), _("One message could settle what is open")),
        "either": Option(
            _("A message might do; going would surely show it"),
            _("A message or the interview could settle what is open"),
        ),
        "only_there": Option(_("Only by going there"), _("Only going there would show it")),
        "not_sure": Option(_("I'm not sure"), _("You don't know how to find out what is open")),
    },
)

WORDINGS = {
    "sure": SURE,
    "dislikes": DISLIKES,
    "known_from": KNOWN_FROM,
    "want_if_untrue": WANT_IF_UNTRUE,
    "open_point": OPEN_POINT,
    "find_out": FIND_OUT,
}
