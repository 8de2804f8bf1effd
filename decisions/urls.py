from django.urls import path, register_converter
from django.urls.converters import StringConverter

from decisions import branding
from decisions.questionnaire import advice_page, arrive, check, facts, letter, link, share, steps


class KeyConverter(StringConverter):
    """Only text that could be a resume key reaches the database."""

    regex = r"[A-Za-z0-9_-]{32}"


register_converter(KeyConverter, "key")

urlpatterns = [
    path("", arrive.start, name="start"),
    path("begin/", arrive.begin, name="begin"),
    path("r/<key:key>/", arrive.resume, name="resume"),
    path("privacy/", arrive.privacy, name="privacy"),
    path("how/", arrive.how, name="how"),
    path("agency.css", branding.style_sheet, name="agency_css"),
    path("agency/logo.png", branding.logo, name="agency_logo"),
    path("i/<uuid:public_id>/", arrive.here, name="invitation"),
    path("i/<uuid:public_id>/link/", link.give, name="link"),
    path("i/<uuid:public_id>/facts/", facts.edit, name="facts"),
    path("i/<uuid:public_id>/q/<slug:step>/", steps.answer, name="step"),
    path("i/<uuid:public_id>/check/", check.review, name="check"),
    path("i/<uuid:public_id>/advice/", advice_page.latest, name="advice"),
    path("i/<uuid:public_id>/advice/<int:number>/", advice_page.show, name="advice_number"),
    path("i/<uuid:public_id>/advice/<int:number>/working/", advice_page.working, name="working"),
    path("i/<uuid:public_id>/advice/<int:number>/pairs/", advice_page.pairs, name="pairs"),
    path("i/<uuid:public_id>/advice/<int:number>/letter/<slug:kind>/", letter.keep, name="letter"),
    path("i/<uuid:public_id>/choice/", advice_page.choose, name="choice"),
    path("i/<uuid:public_id>/share/", share.preview, name="share"),
    path("i/<uuid:public_id>/share/withdraw/", share.withdraw, name="withdraw"),
]
