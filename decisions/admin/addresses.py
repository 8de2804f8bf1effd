"""Where the desk's own pages stand, below the address of the queue."""

from django.urls import URLPattern, path

from decisions.inviting import desk_pages, import_pages
from decisions.reports import pages
from decisions.review import away_page, case_page, claim_pages, mails_page, queue
from decisions.review.filters import chosen_cases

PAGES: list[URLPattern] = [
    path("", queue.queue, name="decisions_case_changelist"),
    path("export/", pages.download, {"choose": chosen_cases}, name="decisions_case_export"),
    path("columns/", pages.columns, name="decisions_case_columns"),
    path("away/", away_page.away, name="decisions_case_away"),
    path("away/<int:pk>/remove/", away_page.remove, name="decisions_case_away_remove"),
    path("mails/", mails_page.mails, name="decisions_case_mails"),
    path("<uuid:ref>/mails/", mails_page.send_again, name="decisions_case_mail_again"),
    path("invite/", desk_pages.invite, name="decisions_invite"),
    path("invite/again/", desk_pages.again, name="decisions_invite_again"),
    path("import/", import_pages.upload, name="decisions_import"),
    path("import/columns/", import_pages.columns, name="decisions_import_columns"),
    path("import/template.csv", import_pages.template, name="decisions_import_template"),
    path("import/<uuid:ref>/", import_pages.progress, name="decisions_import_progress"),
    path("import/<uuid:ref>/again/", import_pages.send_again, name="decisions_import_again"),
    path("<uuid:ref>/", case_page.case, name="decisions_case_change"),
    path("<uuid:ref>/agree/", case_page.agree, name="decisions_case_agree"),
    path("<uuid:ref>/differ/", case_page.differ, name="decisions_case_differ"),
    path("<uuid:ref>/talk/", case_page.talk, name="decisions_case_talk"),
    path("<uuid:ref>/fact/", case_page.give_fact, name="decisions_case_fact"),
    path("<uuid:ref>/message/", case_page.write, name="decisions_case_message"),
    path("<uuid:ref>/claim/", claim_pages.claim, name="decisions_case_claim"),
    path("<uuid:ref>/release/", claim_pages.release, name="decisions_case_release"),
    path("<uuid:ref>/take-over/", claim_pages.take_over, name="decisions_case_take_over"),
    path("bulk-claim/", claim_pages.claim_many, name="decisions_case_bulk_claim"),
]
