"""Words of the steps about going: what it would cost, and the people behind the invitation."""

from django.utils.translation import gettext_lazy as _

from decisions.questions.wording import Option, Wording

HOURS = Wording(
    _("How much of your time would it take, all in?"),
    _("Time, all in"),
    {
        "under_2": Option(_("Under 2 hours"), _("It would take under 2 hours")),
        "2_to_4": Option(_("2 to 4 hours"), _("It would take 2 to 4 hours")),
        "4_to_8": Option(_("4 to 8 hours"), _("It would take 4 to 8 hours")),
        "8_or_more": Option(_("8 hours or more"), _("It would take 8 hours or more")),
        "not_sure": Option(_("I'm not sure"), _("You don't know how long it would take")),
    },
    hint=_("Getting ready, travel, waiting and the interview."),
)

MONEY = Wording(
    _("What would it cost you in money?"),
    _("Money"),
    {
        "none": Option(_("Nothing"), _("It would cost you no money")),
        "under_50": Option(_("Under $50"), _("It would cost you under $50")),
        "50_to_150": Option(_("$50 to $150"), _("It would cost you $50 to $150")),
        "over_150": Option(_("Over $150"), _("It would cost you over $150")),
        "not_sure": Option(_("I'm not sure"), _("You don't know what it would cost you")),
    },
    hint=_("Lost pay, gas, child care, parking."),
)

EXTRA_TASKS = Wording(
    _("Are there unpaid tests, tasks or more visits?"),
    _("Unpaid tasks or visits"),
    {
        "none": Option(_("No"), _("There are no unpaid tasks or more visits")),
        "up_to_3_hours": Option(
            _("Yes, up to 3 hours"), _("There are up to 3 hours of unpaid tasks or visits")
        ),
        "more": Option(
            _("Yes, more than 3 hours"), _("There are more than 3 hours of unpaid tasks or visits")
        ),
        "not_sure": Option(_("I'm not sure"), _("You don't know if there are unpaid tasks or more visits")),
    },
)

CAN_PREPARE = Wording(
    _("Could you prepare as if you wanted the job?"),
    _("Time to prepare"),
    {
        "yes": Option(_("Yes"), _("You can prepare well")),
        "partly": Option(_("Partly"), _("You can prepare only partly")),
        "no": Option(_("No"), _("You can't prepare")),
    },
)

BOSS_FINDS_OUT = Wording(
    _("What if your boss finds out that you went?"),
    _("If your boss finds out"),
    {
        "not_working": Option(_("I'm not working now"), _("You are not working now, so no boss can mind")),
        "no_or_fine": Option(
            _("Won't find out, or would not mind"), _("Your boss won't find out or would not mind")
        ),
        "small_chance": Option(
            _("A small chance of trouble"), _("There is a small chance of trouble with your boss")
        ),
        "could_hurt": Option(_("It could hurt me"), _("It could hurt you if your boss found out")),
        "not_sure": Option(_("I'm not sure"), _("You don't know what happens if your boss finds out")),
    },
)

SET_UP_BY = Wording(
    _("Who set it up?"),
    _("Who set it up"),
    {
        "they_found_me": Option(_("The employer found me"), _("The employer found you")),
        "i_applied": Option(_("I applied"), _("You applied for it")),
        "agency_recruiter": Option(_("A recruiter of an agency"), _("An agency's recruiter set it up")),
        "past_colleague": Option(
            _("Somebody I used to work with"), _("Somebody you used to work with set it up")
        ),
        "friend_or_relative": Option(_("A friend or relative"), _("A friend or relative set it up")),
        "own_company": Option(_("The company I work for now"), _("It is inside the company you work for")),
    },
    hint=_("Choose all that fit."),
)

MEET_AGAIN = Wording(
    _("How likely are you to meet these people again?"),
    _("Meeting them again"),
    {
        "unlikely": Option(_("Unlikely"), _("You are unlikely to meet these people again")),
        "maybe": Option(_("Maybe"), _("You may meet these people again")),
        "very_likely": Option(_("Very likely"), _("You will very likely meet these people again")),
        "not_sure": Option(_("I'm not sure"), _("You don't know if you will meet these people again")),
    },
    hint=_("In your trade, in your town, or at the company itself."),
)

CANDOR = Wording(
    _("If they asked how much you want the job, what would you say?"),
    _("If they ask how keen you are"),
    {
        "told_or_will": Option(
            _("I have told them that I'm unsure, or I will"), _("You tell them openly that you are unsure")
        ),
        "honest_if_asked": Option(_("The truth, if they ask"), _("You would tell the truth if they ask")),
        "keep_to_myself": Option(_("I would keep it to myself"), _("You would keep your doubts to yourself")),
        "stretch_it": Option(
            _("I would say that I want it more than I do"),
            _("You would say that you want it more than you do"),
        ),
    },
)

FLAGS = Wording(
    _("Is any of this true?"),
    _("Also true"),
    {
        "time_confirmed": Option(_("I already confirmed a time"), _("You already confirmed a time")),
        "within_2_days": Option(_("The interview is within two days"), _("The interview is within two days")),
        "last_round": Option(_("It is the last round"), _("It is the last round")),
        "paid_travel": Option(_("They would pay my travel"), _("They would pay your travel")),
        "cancelled_before": Option(
            _("I canceled or moved it before"), _("You canceled or moved this interview before")
        ),
        "unemployment_benefits": Option(_("I get unemployment benefits"), _("You get unemployment benefits")),
    },
    hint=_("Choose all that fit."),
)

BENEFITS = Wording(
    _("Do you get unemployment benefits, or have you filed for them?"),
    _("Unemployment benefits"),
    {
        "yes": Option(_("Yes"), _("You get unemployment benefits")),
        "no": Option(_("No"), _("You don't get unemployment benefits")),
    },
    why=_(
        "In some states, saying no to suitable work can cost you benefits. If you say yes here, we will not "
        "simply tell you to decline, and we name the state's office that can tell you."
    ),
)

WORDINGS = {
    "hours": HOURS,
    "money": MONEY,
    "extra_tasks": EXTRA_TASKS,
    "can_prepare": CAN_PREPARE,
    "boss_finds_out": BOSS_FINDS_OUT,
    "set_up_by": SET_UP_BY,
    "meet_again": MEET_AGAIN,
    "candor": CANDOR,
    "flags": FLAGS,
    "benefits": BENEFITS,
}
