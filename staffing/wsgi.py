import os
from io import StringIO

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staffing.settings")

application = get_wsgi_application()

# gunicorn runs no system checks by itself, and a site with a mistake in its rules must not start.
call_command("check", stdout=StringIO())
