"""How a visitor works a page: with a mouse or a finger, or with the keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_LOOKS = 20
MOST_ARROWS = 30

# How many stops of the Tab key lie between the focus and the target; below zero: it lies behind.
# Tab stops once at a group of radio buttons, and several times within a date: so look again after that many.
STOPS_TO = """target => {
  const at = document.activeElement;
  const group = one => one.type === "radio" ? one.name : one;
  if (group(at) === group(target)) return 0;
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isStop = one => one.type !== "hidden" && one.tabIndex >= 0 && one.checkVisibility();
  const seen = [...document.querySelectorAll(stops)].filter(isStop);
  const groups = [...new Set(seen.map(group))];
  return groups.indexOf(group(target)) - groups.indexOf(group(at)) || 1;
}"""
HAS_VISIBLE_FOCUS = """() => {
  const at = document.activeElement;
  const near = [at, at.closest("label"), at.nextElementSibling].filter(Boolean);
  const styles = near.map(one => getComputedStyle(one));
  return styles.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
}"""


class Hands(Protocol):
    def press(self, target: Locator) -> None: ...
    def choose(self, target: Locator) -> None: ...
    def toggle(self, target: Locator) -> None: ...
    def select(self, target: Locator, value: str) -> None: ...
    def write(self, target: Locator, text: str) -> None: ...


class Pointer:
    """A mouse or a finger."""

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator) -> None:
        target.check()

    def toggle(self, target: Locator) -> None:
        target.click()

    def select(self, target: Locator, value: str) -> None:
        target.select_option(value)

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)


class Keyboard:
    """Keys alone, as somebody uses them who can't use a mouse: Tab to everything, and see where one is."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, page.keyboard

    def press(self, target: Locator) -> None:
        self._reach(target)
        self.keys.press("Enter")

    def choose(self, target: Locator) -> None:
        self._reach(target)
        for _ in range(MOST_ARROWS):
            if target.is_checked():
                return
            is_there = target.evaluate("target => target === document.activeElement")
            self.keys.press("Space" if is_there else "ArrowDown")
        raise AssertionError(f"no key chooses {target}")

    def toggle(self, target: Locator) -> None:
        self._reach(target)
        self.keys.press("Space")

    def select(self, target: Locator, value: str) -> None:
        self._reach(target)
        label = target.locator(f"option[value='{value}']").inner_text()
        self.keys.type(label)

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        kind = target.get_attribute("type")
        if kind == "date":
            year, month, day = text.split("-")
            self.keys.type(f"{month}{day}{year}")
        elif kind == "time":
            hour, minute = (int(part) for part in text.split(":"))
            self.keys.type(f"{(hour + 11) % 12 + 1:02}{minute:02}{'PM' if hour >= 12 else 'AM'}")
        else:
            self.keys.press("ControlOrMeta+a")
            self.keys.type(text)

    def _reach(self, target: Locator) -> None:
        for _ in range(MOST_LOOKS):
            stops = int(target.evaluate(STOPS_TO))
            if stops == 0:
                assert self.page.evaluate(HAS_VISIBLE_FOCUS), f"nobody sees the focus on {target}"
                return
            for _ in range(abs(stops)):
                self.keys.press("Tab" if stops > 0 else "Shift+Tab")
        raise AssertionError(f"no key leads to {target}")
