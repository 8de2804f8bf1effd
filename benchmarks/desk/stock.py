"""A ModelAdmin as Django brings it, on the same cases, with the columns and the filters of our queue."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from decisions.models import Case
from decisions.review.paging import PAGE


class StockCaseAdmin(admin.ModelAdmin[Case]):
    list_display = [
        "reply_by",
        "candidate_name",
        "job_title",
        "company",
        "verdict",
        "office",
        "claimed_by",
        "reviewed_at",
    ]
    list_select_related = ["office", "claimed_by"]
    list_filter = ["office", ("reviewed_at", admin.EmptyFieldListFilter), "reply_by", "claimed_by"]
    search_fields = ["candidate_name__istartswith", "company__istartswith"]
    ordering = ["reply_by"]
    # As many rows as a page of ours has.
    list_per_page = PAGE


site = admin.AdminSite(name="stock")
site.register(Case, StockCaseAdmin)

# The rest of the site is there for what every page shows.
urlpatterns = [path("stock/", site.urls), path("", include("staffing.urls"))]
LIST = "/stock/decisions/case/"
