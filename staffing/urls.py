from allauth.account import views as account
from allauth.mfa import urls as mfa_urls
from django.contrib import admin
from django.urls import include, path

from staffing import errors, health

# Of allauth's pages only what staff need: nobody signs up, and nobody gets in by mail.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include(mfa_urls)),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include(account_urls)),
    path("admin/", admin.site.urls),
    path("", include("decisions.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
# allauth looks this one up when somebody tries too often.
handler429 = errors.too_many_requests
handler500 = errors.server_error
