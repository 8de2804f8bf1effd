"""Rule sets and questionnaires in a folder of a test's own, made from those of the project."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from decisions.scoring import Problem, ruleset
from decisions.scoring.ruleset import FOLDER, RELEASED, Library
from decisions.scoring.toml_file import digest

NAME = "2026-11"


@dataclass(frozen=True)
class Shelf:
    """A copy of the first rule set and its questions; `library()` reads what stands there now."""

    folder: Path

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8", newline="")

    def change(self, file: str, old: str, new: str) -> int:
        """Replace the first match of a pattern; the line at which the new text begins."""
        text = self.text(file)
        found = re.search(old, text)
        assert found, f"{file} has nothing like {old}"
        self.write(file, text[: found.start()] + found.expand(new) + text[found.end() :])
        return text[: found.start()].count("\n") + 1

    def copy(self, kind: str, name: str, *, of: str = NAME) -> str:
        """Another rule set or questionnaire ("rulesets", "questions") with a name of its own; its file."""
        file = f"{kind}/{name}.toml"
        self.write(file, self.text(f"{kind}/{of}.toml").replace(f'id = "{of}"', f'id = "{name}"', 1))
        return file

    def propose(self, name: str, effective_on: str, *, questions: str = "") -> str:
        """A copy of the newest rule set that takes effect on that day, not released; its file."""
        file = self.copy("rulesets", name)
        self.change(file, r"effective_on = .*", f"effective_on = {effective_on}")
        if questions:
            self.change(file, r"questions = .*", f'questions = "{questions}"')
        return file

    def release(self, *files: str) -> None:
        """List these and all files released before with the hashes that they have now."""
        before = re.findall(r'^"(.*)" = ', self.text(RELEASED), re.M)
        lines = [f'"{file}" = "{digest(self.folder / file)}"\n' for file in dict.fromkeys((*before, *files))]
        self.write(RELEASED, "[files]\n" + "".join(lines))

    def without_tunables(self, name: str = NAME) -> None:
        """So that a number may be changed without leaving its bounds."""
        file = f"rulesets/{name}.toml"
        self.write(file, re.sub(r"(?ms)^\[\[tunable\]\].*?(?=^\[|\Z)", "", self.text(file)))

    def library(self) -> Library:
        return Library(self.folder)

    def problems(self) -> tuple[Problem, ...]:
        return self.library().problems()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    files = [f"{kind}/{NAME}.toml" for kind in ("rulesets", "questions")]
    for file in files:
        (tmp_path / file).parent.mkdir()
        shutil.copy(FOLDER / file, tmp_path / file)
    made = Shelf(tmp_path)
    made.write(RELEASED, "")
    made.release(*files)
    return made


@pytest.fixture
def put_live(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Library]:
    """Lets the whole app use the shelf as it stands at that moment, as a new deployment would."""

    def deploy() -> Library:
        library = shelf.library()
        monkeypatch.setattr(ruleset, "LIBRARY", library)
        return library

    return deploy
