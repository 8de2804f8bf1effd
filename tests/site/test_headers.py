import pytest
from django.contrib.staticfiles import finders
from django.test import Client

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"
)
PAGES = ["/", "/healthz", "/accounts/login/", "/nowhere/", "/?q=%00"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_page_has_each_header_at_its_best(path: str) -> None:
    response = Client().get(path)

    policy = "; ".join(sorted(response["Content-Security-Policy"].split("; ")))
    assert policy == POLICY
    names = (
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
    )
    assert [response[name] for name in names] == [
        "same-origin",
        "nosniff",
        "DENY",
        "same-origin",
        "same-origin",
    ]
    assert "camera=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_page_over_https_is_locked_to_https(settings: pytest.FixtureRequest) -> None:
    settings.SECURE_HSTS_SECONDS = 63072000  # type: ignore[attr-defined]
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True  # type: ignore[attr-defined]

    response = Client().get("/", secure=True)

    assert response["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost, evil.example", ""])
def test_foreign_host_is_refused(host: str) -> None:
    assert Client().get("/", headers={"host": host or " "}).status_code == 400


@pytest.mark.django_db
def test_forwarded_host_is_ignored() -> None:
    response = Client().get("/accounts/login/", headers={"x-forwarded-host": "evil.example"})

    assert response.status_code == 200
    assert b"evil.example" not in response.content


def test_static_file_may_be_kept_by_a_browser() -> None:
    assert finders.find("css/site.css")

    response = Client().get("/static/css/site.css")
    assert response.getvalue()

    assert [response.status_code, response["X-Content-Type-Options"]] == [200, "nosniff"]
    assert "no-store" not in response["Cache-Control"]
