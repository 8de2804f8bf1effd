"""Words of the steps about the candidate: interviews, another offer, what they want next, what matters."""

from django.utils.translation import gettext_lazy as _

from decisions.questions.wording import Option, Wording

INTERVIEWS_LATELY = Wording(
    _("How many job interviews have you had in the last six months?"),
    _("Interviews lately"),
    {
        "six_or_more": Option(_("Six or more"), _("You have had six or more interviews lately")),
        "three_to_five": Option(_("Three to five"), _("You have had three to five interviews lately")),
        "one_or_two": Option(_("One or two"), _("You have had only one or two interviews lately")),
        "none_in_6_months": Option(_("None"), _("You have had no interview in the last six months")),
        "none_in_2_years_or_never": Option(
            _("None in two years or more, or never"),
            _("You have had no interview in two years or more"),
        ),
    },
)

INTERVIEW_SKILL = Wording(
    _("How do interviews usually go for you?"),
    _("How interviews go"),
    {
        "very_well": Option(_("Very well"), _("Interviews go very well for you")),
        "fine": Option(_("Fine"), _("Interviews go fine for you")),
        "so_so": Option(_("So-so"), _("Interviews go only so-so for you")),
        "freeze_or_ramble": Option(
            _("Badly. I freeze, or I talk too much"), _("You freeze or talk too much in interviews")
        ),
        "not_sure": Option(_("I'm not sure"), _("You are not sure how interviews go for you")),
    },
)

WANTED_INTERVIEW = Wording(
    _("Is an interview coming for a job that you do want?"),
    _("An interview you want"),
    {
        "not_looking": Option(_("No, I'm not looking"), _("You are not looking, so practice serves little")),
        "looking_a_bit": Option(
            _("Not yet, I'm looking a little"), _("You are looking a little: no interview you want is coming")
        ),
        "applying": Option(_("Not yet, but I'm applying"), _("You are applying for jobs you want")),
        "within_8_weeks": Option(
            _("Yes, within eight weeks"), _("An interview you want is coming within eight weeks")
        ),
    },
)

OFFER = Wording(
    _("Do you have another offer that you want to make better?"),
    _("Another offer"),
    {
        "none": Option(
            _("No"),
            _("You have no other offer to make better"),
            _("Or I have one and like it as it is."),
        ),
        "accepted": Option(_("I already said yes to one"), _("You have already said yes to an offer")),
        "raise_at_my_job": Option(
            _("No, but I want a raise where I work now"), _("You want a raise where you work now")
        ),
        "expected_in_2_weeks": Option(
            _("I expect one within two weeks"), _("You expect an offer within two weeks")
        ),
        "spoken": Option(_("Yes, they told me"), _("You have an offer by word of mouth")),
        "written": Option(_("Yes, in writing"), _("You have an offer in writing")),
    },
)

OFFER_ROOM = Wording(
    _("Could that offer still get better?"),
    _("Room in that offer"),
    {
        "fixed": Option(_("No, it is fixed"), _("That offer is fixed and can't get better")),
        "maybe": Option(_("Maybe"), _("That offer might still get better")),
        "room": Option(_("Yes, they said there is room"), _("They said that offer can get better")),
        "not_sure": Option(_("I'm not sure"), _("You don't know if that offer can get better")),
    },
)

DAYS_TO_ANSWER = Wording(
    _("By when must you answer that offer?"),
    _("Answer that offer by"),
    {
        "no_deadline": Option(_("There is no deadline"), _("That offer has no deadline")),
        "not_sure": Option(_("I'm not sure"), _("You don't know by when you must answer that offer")),
    },
)

DAYS_TO_THEIR_OFFER = Wording(
    _("When could this employer make you an offer?"),
    _("Their offer could come by"),
    {
        "not_sure": Option(_("I'm not sure"), _("You don't know how soon they could make you an offer")),
    },
    hint=_("The day by which they could decide. A guess from what they said is fine."),
)

MORE_TIME = Wording(
    _("Have you asked for more time to answer that offer?"),
    _("More time for that offer"),
    {
        "not_asked": Option(_("Not yet"), _("You have not asked for more time yet")),
        "refused": Option(_("Yes, and they said no"), _("You asked for more time and they said no")),
        "granted": Option(_("Yes, and they said yes"), _("They gave you more time to answer")),
    },
    why=_("Your offer may run out before this employer can decide."),
)

PAY_COMPARED = Wording(
    _("Next to that offer, what would this job pay?"),
    _("Pay compared"),
    {
        "less": Option(_("Less"), _("This job would pay less than that offer")),
        "same": Option(_("About the same"), _("This job would pay about the same as that offer")),
        "more": Option(_("More"), _("This job would pay more than that offer")),
        "not_sure": Option(_("I'm not sure"), _("You don't know what this job would pay next to that offer")),
    },
)

CLEAR_ON_NEXT = Wording(
    _("How clear are you about what you want to do next?"),
    _("What you want next"),
    {
        "very": Option(_("Very clear"), _("You know very well what you want next")),
        "mostly": Option(_("Mostly clear"), _("You mostly know what you want next")),
        "partly": Option(_("Partly"), _("You only partly know what you want next")),
        "not_at_all": Option(_("Not at all"), _("You don't know yet what you want next")),
    },
)

NEWNESS = Wording(
    _("How new is this kind of work or workplace to you?"),
    _("How new it is"),
    {
        "know_it_well": Option(_("I know it well"), _("You know this kind of work well")),
        "seen_it": Option(_("I have seen it"), _("You have seen this kind of work")),
        "some_is_new": Option(_("Some of it is new"), _("Some of this work is new to you")),
        "very_new": Option(_("Very new"), _("This work is very new to you")),
        "not_sure": Option(_("I'm not sure"), _("You don't know how new this work would be to you")),
    },
)

WHO_YOU_MEET = Wording(
    _("Who would you meet?"),
    _("Who you would meet"),
    {
        "one_way_video_or_test": Option(
            _("Nobody: a recorded video or a test"),
            _("You would meet nobody, only record a video or take a test"),
        ),
        "hr_by_phone": Option(_("HR or a recruiter, by phone"), _("You would only talk to HR by phone")),
        "the_manager": Option(_("The manager"), _("You would meet the manager")),
        "manager_and_team": Option(
            _("The manager and people of the team"), _("You would meet the manager and the team")
        ),
        "not_sure": Option(_("I'm not sure"), _("You don't know who you would meet")),
    },
)

MATTERS = Wording(
    _("How much does each reason matter to you right now?"),
    _("What matters to you"),
    {
        "not_at_all": Option(_("Not at all"), _("This does not matter to you right now")),
        "some": Option(_("Some"), _("This matters some to you")),
        "a_lot": Option(_("A lot"), _("This matters a lot to you")),
    },
    why=_("We ask before you see any advice, so that the advice can't sway your answer."),
)

WORDINGS = {
    "interviews_lately": INTERVIEWS_LATELY,
    "interview_skill": INTERVIEW_SKILL,
    "wanted_interview": WANTED_INTERVIEW,
    "offer": OFFER,
    "offer_room": OFFER_ROOM,
    "days_to_answer": DAYS_TO_ANSWER,
    "days_to_their_offer": DAYS_TO_THEIR_OFFER,
    "more_time": MORE_TIME,
    "pay_compared": PAY_COMPARED,
    "clear_on_next": CLEAR_ON_NEXT,
    "newness": NEWNESS,
    "who_you_meet": WHO_YOU_MEET,
    "matters": MATTERS,
}

# Not questions: what a candidate may write down for the next time. Nobody else reads it, and no rule does.
WISH_NAMES = {
    "wish_shift": _("Hours or shift"),
    "wish_distance": _("How far you would go"),
    "wish_contact": _("How you want to be reached"),
}
