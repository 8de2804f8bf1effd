"""Addresses of the desk that keep the filter with which somebody works."""

from uuid import UUID

from django.urls import reverse

from decisions.review.filters import Filter


def queue_address(chosen: Filter) -> str:
    return _with(chosen, reverse("admin:decisions_case_changelist"))


def case_address(ref: UUID, chosen: Filter) -> str:
    return _with(chosen, reverse("admin:decisions_case_change", args=[ref]))


def _with(chosen: Filter, address: str) -> str:
    return f"{address}?{chosen.query}" if chosen.query else address
