"""Measures the recruiters' desk with very many cases. Sets up Django for the modules beside."""

import os

import django
from django.apps import apps

if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffing.settings")
    django.setup()
