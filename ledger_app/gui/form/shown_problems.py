"""The problems of a form: under their fields, and in the list at the top until they are mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ledger_app.catalogue import Table
from ledger_app.domain.checking.check_values import compile_values
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.form.problem_list import ProblemList

WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class ShownProblems:
    """Shows what is wrong. A line of the list goes while one types what would pass.

    It comes back with what was typed; what the whole record says is known once it is kept.
    """

    def __init__(
        self,
        table: Table,
        editors: Mapping[str, FieldEditor],
        listed: ProblemList,
        today: Callable[[], date],
        is_concealed: Callable[[Problem], bool],
    ) -> None:
        self._checks = {each.key: each.check for each in compile_values(table)}
        self._editors, self._list, self._today = editors, listed, today
        self._is_concealed = is_concealed
        self._found: list[Problem] = []
        self._mended: frozenset[str] = frozenset()

    def show(self, problems: Iterable[Problem]) -> None:
        """Show these problems and no others."""
        self._found = sorted(problems, key=_seriousness)
        for key, editor in self._editors.items():
            own = [problem for problem in self._found if problem.field == key]
            text = " ".join(problem.text for problem in own)
            editor.set_problem(text, own[0].severity if own else Severity.NOTE)
        self._mended = frozenset(key for key in self._editors if self._is_mended(key))
        self._show_list()

    def typed(self, key: str) -> None:
        """Take the lines of a field out of the list, or put them back, as its text is now."""
        mended = self._mended | {key} if self._is_mended(key) else self._mended - {key}
        if mended != self._mended:
            self._mended = mended
            self._show_list()

    def _show_list(self) -> None:
        self._list.show_problems(
            [
                each
                for each in self._found
                if each.field not in self._mended and not self._is_concealed(each)
            ]
        )

    def _is_mended(self, key: str) -> bool:
        """Tell whether what is typed in a field would be kept, with nothing to say against it."""
        typed = self._editors[key].pending_value()
        if typed is None or not typed.kept or typed.problem or typed.value is None:
            return False
        check = self._checks.get(key)
        if check is None or not isinstance(typed.value, str):
            return True
        return not check(typed.value, self._today().isoformat())


def _seriousness(problem: Problem) -> int:
    return WORST_FIRST.index(problem.severity)
