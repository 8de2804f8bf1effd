import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

pytestmark = [pytest.mark.urls("tests.site.urls"), pytest.mark.django_db]

FORM = "application/x-www-form-urlencoded"
MULTIPART = 'multipart/form-data; boundary="b"'


def multipart(value: bytes) -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + value + b"\r\n--b--\r\n"


@pytest.mark.parametrize("path", ["/?q=%00", "/?%00=1", "/?q=%ff", "/?q=%c3%28", "/a%00b/"])
def test_address_with_nul_or_broken_utf8_is_refused(path: str) -> None:
    assert Client().get(path).status_code == 400


def test_address_with_a_broken_path_leads_nowhere() -> None:
    assert Client().get("/a%ffb/").status_code == 404


@pytest.mark.parametrize("bad", [b"a%00b", b"a%ffb", b"a\xffb", b"a\x00b", b"%ed%a0%80"])
def test_form_with_nul_or_broken_utf8_is_refused(bad: bytes) -> None:
    answers = [
        Client().generic("POST", "/accept/", b"text=" + bad, FORM).status_code,
        Client().generic("POST", "/accept/", bad + b"=text", FORM).status_code,
    ]

    assert answers == [400, 400]


@pytest.mark.parametrize("bad", [b"a\x00b", b"a\xffb", b"\xed\xa0\x80"])
def test_multipart_form_with_nul_or_broken_utf8_is_refused(bad: bytes) -> None:
    assert Client().generic("POST", "/accept/", multipart(bad), MULTIPART).status_code == 400


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=50))
def test_clean_text_arrives_as_it_was_typed(text: str) -> None:
    assert Client().post("/accept/", {"text": text}).content.decode() == text


def test_replacement_character_that_was_typed_is_kept() -> None:
    typed = "caf\N{REPLACEMENT CHARACTER}"

    assert Client().post("/accept/", {"text": typed}).content.decode() == typed


@pytest.mark.parametrize("path", ["/?q=%25%F0%9F%92%BC", "/?q=caf%C3%A9+%25ff"])
def test_address_with_any_clean_text_is_served(path: str) -> None:
    assert Client().get(path).status_code == 200
