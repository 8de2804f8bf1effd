import pytest
from django.test import Client

from staffing.middleware import client_address


@pytest.mark.parametrize(
    ("forwarded_for", "proxies", "address"),
    [
        ("", 0, "192.0.2.1"),
        ("203.0.113.9", 0, "192.0.2.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1, 203.0.113.9, 198.51.100.7", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "192.0.2.1"),
        ("", 1, "192.0.2.1"),
        ("' OR 1=1", 1, "192.0.2.1"),
        ("2001:db8::7", 1, "2001:db8::7"),
    ],
)
def test_address_is_the_one_that_our_proxies_wrote(forwarded_for: str, proxies: int, address: str) -> None:
    assert client_address("192.0.2.1", forwarded_for, proxies=proxies) == address


@pytest.mark.urls("tests.site.urls")
def test_address_that_a_visitor_makes_up_is_ignored() -> None:
    assert Client().get("/echo/", headers={"x-forwarded-for": "203.0.113.9"}).content == b"127.0.0.1"
