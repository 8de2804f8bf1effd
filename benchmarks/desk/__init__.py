"""Measures the recruiters' desk with very many cases. Sets up Django, so that what lies beside may be imported."""

import os

import django
from django.apps import apps

if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffing.settings")
    django.setup()
