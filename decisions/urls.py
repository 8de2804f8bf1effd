from django.urls import path, register_converter
from django.urls.converters import StringConverter

from decisions import branding
from decisions.questionnaire import (
    address,
    advice_page,
    answer_arrived,
    arrive,
    check,
    choice,
    come_back,
    dates,
    erase,
    facts,
    given_fact,
    letter,
    link,
    mine,
    profile,
    share,
    steps,
    still_true,
    try_answers,
)


class KeyConverter(StringConverter):
    """Only text that could be a resume key reaches the database."""

    regex = r"[A-Za-z0-9_-]{32}"


register_converter(KeyConverter, "key")

urlpatterns = [
    path("", arrive.start, name="start"),
    path("begin/", arrive.begin, name="begin"),
    path("r/<key:key>/", arrive.resume, name="resume"),
    path("come-back/", come_back.ask, name="come_back"),
    path("come-back/code/", come_back.enter, name="come_back_code"),
    path("mine/", mine.show, name="mine"),
    path("sign-out/", mine.leave, name="leave"),
    path("p/<uuid:ref>/address/", address.ask, name="address"),
    path("p/<uuid:ref>/address/code/", address.enter, name="address_code"),
    path("privacy/", arrive.privacy, name="privacy"),
    path("how/", arrive.how, name="how"),
    path("agency.css", branding.style_sheet, name="agency_css"),
    path("agency/logo.png", branding.logo, name="agency_logo"),
    path("i/<uuid:public_id>/", arrive.here, name="invitation"),
    path("i/<uuid:public_id>/link/", link.give, name="link"),
    path("i/<uuid:public_id>/link/revoke/", link.revoke, name="revoke_link"),
    path("i/<uuid:public_id>/link/revoke-others/", link.revoke_others, name="revoke_links"),
    path("i/<uuid:public_id>/facts/", facts.edit, name="facts"),
    path("i/<uuid:public_id>/still-true/", still_true.confirm, name="still_true"),
    path("i/<uuid:public_id>/q/<slug:step>/", steps.answer, name="step"),
    path("i/<uuid:public_id>/check/", check.review, name="check"),
    path("i/<uuid:public_id>/advice/", advice_page.latest, name="advice"),
    path("i/<uuid:public_id>/advice/<int:number>/", advice_page.show, name="advice_number"),
    path("i/<uuid:public_id>/advice/<int:number>/working/", advice_page.working, name="working"),
    path("i/<uuid:public_id>/advice/<int:number>/pairs/", advice_page.pairs, name="pairs"),
    path("i/<uuid:public_id>/advice/<int:number>/letter/<slug:kind>/", letter.keep, name="letter"),
    path("i/<uuid:public_id>/advice/<int:number>/letters/", letter.letters, name="letters"),
    path("i/<uuid:public_id>/letters/offer/", letter.name_offer, name="name_offer"),
    path("i/<uuid:public_id>/try/", try_answers.try_answers, name="try"),
    path("i/<uuid:public_id>/answer/", answer_arrived.answer, name="answer_arrived"),
    path("i/<uuid:public_id>/given/", given_fact.respond, name="given_fact"),
    path("i/<uuid:public_id>/choice/", choice.choose, name="choice"),
    path("i/<uuid:public_id>/dates.ics", dates.download, name="dates_file"),
    path("i/<uuid:public_id>/share/", share.preview, name="share"),
    path("i/<uuid:public_id>/share/withdraw/", share.withdraw, name="withdraw"),
    path("i/<uuid:public_id>/delete/", erase.one_invitation, name="erase_invitation"),
    path("p/<uuid:ref>/profile/", profile.profile, name="profile"),
    path("p/<uuid:ref>/profile/email/remove/", profile.remove_email, name="remove_email"),
    path("p/<uuid:ref>/profile/<slug:question>/", profile.answer, name="standing_answer"),
    path("p/<uuid:ref>/profile/<slug:question>/remove/", profile.remove, name="remove_answer"),
    path("p/<uuid:ref>/delete/", erase.everything, name="erase"),
    path("deleted/", erase.done, name="erased"),
]
