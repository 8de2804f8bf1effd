from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "decisions"
    verbose_name = _("Worth the Interview")

    def ready(self) -> None:
        # Checks register themselves on import, which must wait until the app registry is ready.
        import_module("decisions.checks")


class DeskAdminConfig(AdminConfig):
    default_site = "decisions.access.DeskSite"
