"""Counts what a candidate meets between the first button and the advice, by reading the pages as they come.

A question counts where the page shows it, however it is built. The four ratings of what matters stand under
one question. The facts of the invitation may all be skipped: they count for their page, and not as questions.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page

MOST_QUESTIONS = 23
MOST_PAGES = 9
MOST_ON_A_PAGE = 6
# Where the message to send ends at the latest, on a phone of 390 px.
MESSAGE_ENDS = 1200

READ = """() => {
  const seen = [...document.querySelectorAll("main form fieldset, main form .field")]
    .filter(one => one.checkVisibility({visibilityProperty: true}))
    .filter(one => !one.parentElement.closest("fieldset"));
  const isFact = one => one.matches(".field, .small");
  const name = one => one.querySelector("input, select, textarea").name.replace(/_(date|time|practice)$/, "");
  return {questions: seen.filter(one => !isFact(one)).map(name), facts: seen.filter(isFact).map(name)};
}"""
LETTER_ENDS = """() => {
  const paper = [...document.querySelectorAll(".now textarea")].find(one => one.checkVisibility());
  const below = [paper, ...paper.form.querySelectorAll("button, a")].filter(one => one.checkVisibility());
  return Math.max(...below.map(one => one.getBoundingClientRect().bottom + scrollY));
}"""


@dataclass
class Count:
    """Each page by its address, with its questions and its facts as it stood when it was left."""

    pages: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def read(self, page: Page) -> None:
        self.pages[page.url.partition("?")[0]] = page.evaluate(READ)

    @property
    def questions(self) -> list[str]:
        return [name for page in self.pages.values() for name in page["questions"]]

    @property
    def facts(self) -> list[str]:
        return [name for page in self.pages.values() for name in page["facts"]]

    @property
    def most_on_a_page(self) -> int:
        return max(len(page["questions"]) + len(page["facts"]) for page in self.pages.values())

    @property
    def is_short(self) -> bool:
        """Whether a candidate without another offer is asked no more than was promised."""
        few = len(self.questions) <= MOST_QUESTIONS and len(self.pages) <= MOST_PAGES
        return few and self.most_on_a_page <= MOST_ON_A_PAGE

    def __str__(self) -> str:
        return (
            f"{len(self.questions)} questions and {len(self.facts)} facts that may be skipped "
            f"on {len(self.pages)} pages, at most {self.most_on_a_page} on one"
        )


def message_ends(page: Page) -> float:
    """How far down the advice page the message to send ends, with its buttons, in CSS pixels."""
    return float(page.evaluate(LETTER_ENDS))
