"""The colors of the style sheet, light and dark, reach WCAG AA, for any color that an agency may choose."""

import colorsys
import re
from pathlib import Path

import pytest
from django.conf import settings

from decisions.models.agency import MIN_CONTRAST, contrast

SHEET = (Path(settings.BASE_DIR) / "static/css/site.css").read_text()
ROOTS = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
LIGHT = dict(re.findall(r"(--[\w-]+): ([^;]+);", ROOTS[0]))
DARK = LIGHT | dict(re.findall(r"(--[\w-]+): ([^;]+);", ROOTS[1]))
LARGE_OR_SHAPE = 3.0

HUES = [hue / 12 for hue in range(12)]


def hardest(hue: float, paper: str) -> str:
    """The color of that hue nearest to the paper which the agency's row would still accept."""
    shades = [colorsys.hls_to_rgb(hue, step / 400, 0.7) for step in range(401)]
    codes = ["#" + "".join(f"{round(part * 255):02x}" for part in shade) for shade in shades]
    return min(
        (code for code in codes if contrast(code, paper) >= MIN_CONTRAST), key=lambda c: contrast(c, paper)
    )


SCHEMES = [
    pytest.param(scheme, pine, id=f"{name}-{pine}")
    for name, scheme in (("light", LIGHT), ("dark", DARK))
    for pine in [scheme["--pine"], *(hardest(hue, scheme["--paper"]) for hue in HUES), "#000000", "#ffffff"]
    if contrast(pine, scheme["--paper"]) >= MIN_CONTRAST
]

TEXT_ON = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "take-bg"),
    ("ink", "amber-bg"),
    ("ink", "slate-bg"),
    ("ink", "rail"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "take-bg"),
    ("soft", "amber-bg"),
    ("soft", "slate-bg"),
    ("pine-text", "paper"),
    ("pine-text", "card"),
    ("pine-text", "take-bg"),
    ("pine-text", "amber-bg"),
    ("pine-text", "slate-bg"),
    ("pine-ink", "pine"),
    ("bar-ink", "bar"),
    ("amber", "amber-bg"),
    ("amber", "card"),
    ("slate", "slate-bg"),
    ("slate", "card"),
    ("wrong", "paper"),
    ("wrong", "card"),
    ("wrong", "wrong-bg"),
    ("ink", "wrong-bg"),
]
SHAPE_ON = [
    ("edge", "paper"),
    ("edge", "card"),
    ("focus", "paper"),
    ("focus", "card"),
    ("focus", "take-bg"),
    ("pine", "card"),
    ("pine", "take-bg"),
    ("pine", "rail"),
    ("amber", "amber-bg"),
    ("slate", "slate-bg"),
]


def color(tokens: dict[str, str], name: str) -> str:
    """A token as #rrggbb; another token and a color-mix in sRGB are worked out."""
    value = tokens[f"--{name}"]
    same = re.fullmatch(r"var\(--([\w-]+)\)", value)
    if same is not None:
        return color(tokens, same[1])
    mix = re.fullmatch(r"color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)", value)
    if mix is None:
        short = re.fullmatch(r"#([0-9a-f]{3})", value)
        return "#" + "".join(digit * 2 for digit in short[1]) if short else value
    one, other = color(tokens, mix[1]), color(tokens, mix[3])
    share = int(mix[2]) / 100
    parts = (
        round(int(one[at : at + 2], 16) * share + int(other[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize(("scheme", "pine"), SCHEMES)
def test_text_and_shapes_reach_their_contrast(scheme: dict[str, str], pine: str) -> None:
    tokens = scheme | {"--pine": pine}
    pairs = [(*pair, MIN_CONTRAST) for pair in TEXT_ON] + [(*pair, LARGE_OR_SHAPE) for pair in SHAPE_ON]
    found = {
        f"{front} on {back}": round(contrast(color(tokens, front), color(tokens, back)), 2)
        for front, back, least in pairs
        if contrast(color(tokens, front), color(tokens, back)) < least
    }
    assert found == {}


def test_every_color_is_a_token() -> None:
    """Colors stand in the tokens alone, so that both schemes and print stay whole."""
    sheets = {
        sheet.name: re.sub(r":root \{.*?\}", "", sheet.read_text(), flags=re.DOTALL)
        for sheet in (Path(settings.BASE_DIR) / "static/css").glob("*.css")
    }
    found = {name: re.findall(r":[^;{}]*?(#[0-9a-f]{3,6}\b|rgba?\()", text) for name, text in sheets.items()}
    # A border in print is drawn on white.
    assert {name: colors for name, colors in found.items() if colors} == {"advice.css": ["#999"]}
