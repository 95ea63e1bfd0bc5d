"""One editor for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from ledger_app.catalogue import Field, Kind
from ledger_app.catalogue.meanings import Sex
from ledger_app.domain import values
from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.dates import age_on, parse_date
from ledger_app.domain.identity import birth_of, is_valid_id, sex_of
from ledger_app.domain.telling.masking import screen_id
from ledger_app.domain.typed.days import leaning_of, said_day, typed_date
from ledger_app.domain.typed.times import NO_TIME, split_time
from ledger_app.domain.values import Parsed
from ledger_app.gui.form.calendar_popup import CalendarPopup
from ledger_app.gui.form.choices import Choice, code_choices, place_choices
from ledger_app.gui.form.code_box import CodeBox, MultiCodeBox
from ledger_app.gui.form.field_editor import FieldEditor, LastValues, Setting, Value
from ledger_app.gui.form.line_entry import Entry, LongEntry, Mark
from ledger_app.gui.kit import theme

__all__ = ["FieldEditor", "LastValues", "Setting", "make_editor"]

NUMBER_WIDTH = 150
WIDEST_ID = "000000 0000 0000 000X"
_UNIT = re.compile(r"[((]([^()()]{1,4})[))]$")


def make_editor(
    shown: Field, setting: Setting | None = None, parent: QWidget | None = None
) -> FieldEditor:
    """Return the editor for a field."""
    used = setting or Setting()
    match shown.kind:
        case Kind.LONG_TEXT:
            return LongEditor(shown, used, parent)
        case Kind.DATE:
            return DateEditor(shown, used, parent)
        case Kind.CODE | Kind.YES_NO | Kind.SCHOOL | Kind.REGION:
            return CodeEditor(shown, used, parent)
        case Kind.CODES:
            return CodesEditor(shown, used, parent)
        case Kind.ID_NUMBER:
            return IdEditor(shown, used, parent)
        case _:
            return LineEditor(shown, used, parent)


class LineEditor(FieldEditor):
    """Text, names, numbers, months, phones, school names: one line, perhaps with suggestions."""

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        self._entry = self.make_entry()
        self.adopt(self._entry, self._entry)
        unit = _unit_of(shown)
        if unit:
            self._entry.setMaximumWidth(NUMBER_WIDTH)
            label = QLabel(unit, self)
            theme.set_role(label, "dim")
            self.add_beside(label)
            self._row.addStretch(1)

    def make_entry(self) -> Entry:
        """Return the line to type in."""
        if self.setting.suggestions:
            return CodeBox(_suggested(self.setting.suggestions), self, free=True)
        return Entry(self)

    def entry(self) -> Entry:
        """Return the widget that has the keyboard."""
        return self._entry

    def show_stored(self) -> None:
        """Show the stored value as people read it."""
        self._entry.settle(self.shown_text())

    def shown_text(self) -> str:
        """Return the stored value as it stands in the line."""
        return values.display(self.field, self._stored)

    def refresh_choices(self, setting: Setting) -> None:
        """Take other suggestions."""
        super().refresh_choices(setting)
        if isinstance(self._entry, CodeBox):
            self._entry.offer_instead(_suggested(setting.suggestions))


def _suggested(texts: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(text, text) for text in dict.fromkeys(texts) if text)


def _unit_of(shown: Field) -> str:
    found = _UNIT.search(shown.label) if shown.kind in (Kind.INTEGER, Kind.DECIMAL) else None
    return found[1] if found else ""


class LongEditor(FieldEditor):
    """Several lines of text."""

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        self._entry = LongEntry(self)
        self.adopt(self._entry, self._entry)

    def entry(self) -> LongEntry:
        """Return the widget that has the keyboard."""
        return self._entry

    def show_stored(self) -> None:
        """Show the stored text."""
        self._entry.settle(values.display(self.field, self._stored))


class IdEditor(LineEditor):
    """An identity number: grouped when read, plain when typed, masked unless revealed.

    A masked number is never put into the line to edit: typing writes a new one. A number typed
    here stays readable until another file is shown, so that it can be compared with the paper.
    """

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        self._revealed = False
        self._typed_here: Value = None
        self._entry.setMinimumWidth(self._entry.fontMetrics().horizontalAdvance(WIDEST_ID) + 22)
        self._told = QLabel(self)
        theme.set_role(self._told, "dim")
        self.add_beside(self._told)

    def set_revealed(self, revealed: bool) -> None:
        """Show or mask the number; what is being typed stays."""
        self._revealed = revealed
        if not self.is_changed():
            self.show_stored()

    def is_masked(self) -> bool:
        """Tell whether the stored number is hidden from view."""
        hidden = not self._revealed and self._stored != self._typed_here
        return hidden and self._stored is not None

    def shown_text(self) -> str:
        """Return the number masked, plain while it has the keyboard, else in groups."""
        number = str(self._stored or "")
        if self._entry.hasFocus():
            return "" if self.is_masked() else number
        return screen_id(number) if self.is_masked() else grouped(number)

    def show_stored(self) -> None:
        """Show the number, and what it tells."""
        super().show_stored()
        masked = self.is_masked() and self._entry.hasFocus()
        hint = self.tr("{0}（输入即换成新号码）").format(screen_id(str(self._stored)))
        self._entry.setPlaceholderText(hint if masked else "")
        told = "" if self.is_masked() else self._tell(str(self._stored or ""))
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def on_entered(self) -> None:
        """Show the number as it is typed."""
        if not self.is_changed():
            self.show_stored()

    def on_left(self) -> None:
        """Store what was typed, and show the number in groups again."""
        if self.commit():
            self.show_stored()

    def _accept(self, parsed: Parsed, *, again: bool = False) -> None:
        self._typed_here = parsed.value
        super()._accept(parsed, again=again)

    def _tell(self, number: str) -> str:
        birth, sex = birth_of(number), sex_of(number)
        if birth is None or sex is None or not is_valid_id(number):
            return ""
        named = self.tr("男") if sex == Sex.MALE else self.tr("女")
        age = age_on(birth, self.setting.today())
        # No ✓ on a number that is right in itself, but another child's.
        right = "" if self.problem()[1] == Severity.ERROR else "✓ "
        return self.tr("{0}{1} {2} 岁").format(right, named, age)

    def _show_problem(self) -> None:
        super()._show_problem()
        if hasattr(self, "_told") and self._told.text():
            self._told.setText(self._tell(str(self._stored or "")))


def grouped(number: str) -> str:
    """Return an 18-character number in readable groups; other numbers as they are."""
    if len(number) != 18:
        return number
    return " ".join((number[:6], number[6:10], number[10:14], number[14:]))


class DateEditor(LineEditor):
    """A day: typed in any shape, or taken from the calendar (Alt+↓).

    What a short form was understood as stands beside it before it is kept.
    """

    time_typed = ""  # HH:MM behind the day that is being committed

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        self._understood: QLabel | None = None
        self.edited.connect(self._read_back)

    def make_entry(self) -> Entry:
        """Return a line with the sign of a calendar."""
        entry = Entry(self, Mark.CALENDAR)
        entry.setToolTip(self.tr("可输入 11-18、+7、3天前、下周一、月底；Alt+↓ 打开日历"))
        return entry

    def read(self) -> Parsed:
        """Return the day typed; short forms are those of typed_date."""
        text, time_typed = split_time(self.typed_text())
        if time_typed is None:
            return Parsed(None, f"“{self.field.label}”{NO_TIME}", kept=False)
        self.time_typed = time_typed
        found = self._day_of(text)
        if found:
            return Parsed(found.isoformat())
        return values.parse(self.field, text, self.setting.today())

    def show_stored(self) -> None:
        """Show the stored day; nothing typed waits to be understood."""
        super().show_stored()
        self._read_back()

    def put_typed(self, typed: str) -> None:
        """Show a text as if it had just been typed, and the day it means."""
        super().put_typed(typed)
        self._read_back()

    def considered(self) -> Parsed | None:
        """Return the other day that would be kept now."""
        found = super().considered()
        self.time_typed = ""  # only what is being committed brings its time along
        return found

    def _day_of(self, text: str) -> date | None:
        return typed_date(text, self.setting.today(), leaning_of(self.field))

    def _read_back(self) -> None:
        text = split_time(self.typed_text())[0] if self.is_changed() else ""
        today = self.setting.today()
        short = self._day_of(text) if text and parse_date(text, today) is None else None
        if short and self._understood is None:
            self._understood = QLabel(self)
            theme.set_role(self._understood, "dim")
            self.add_beside(self._understood)
        if self._understood is not None:
            self._understood.setText(f"→ {said_day(short, today)}" if short else "")
            self._understood.setVisible(bool(short))

    def _accept(self, parsed: Parsed, *, again: bool = False) -> None:
        # The day may be the stored one, and the time behind it new.
        super()._accept(parsed, again=again or bool(self.time_typed))
        self.time_typed = ""

    def open_list(self) -> None:
        """Open the calendar at the day typed or stored, else today."""
        if self._read_only:
            return
        parsed = self.read()
        day = date.fromisoformat(str(parsed.value)) if parsed.value else self.setting.today()
        calendar = CalendarPopup(self._entry, day)
        calendar.chosen.connect(self._take)
        calendar.open_below(self._entry)

    def _take(self, day: str) -> None:
        self.time_typed = ""
        self._accept(Parsed(day))
        self.focus_editor()


class CodeEditor(FieldEditor):
    """One code, yes or no, a school of the ledger, or a region."""

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        digits = shown.kind is Kind.REGION
        self._entry = CodeBox(_choices_of(shown, setting), self, digits_stand=digits)
        self.adopt(self._entry, self._entry)
        self._entry.chosen.connect(self._chosen)
        self._entry.stepped.connect(self._stepped)

    def entry(self) -> CodeBox:
        """Return the widget that has the keyboard."""
        return self._entry

    def show_stored(self) -> None:
        """Show the name of the stored code."""
        self._entry.set_value(None if self._stored is None else str(self._stored))

    def read(self) -> Parsed:
        """Return the code meant; other spellings, and regions in no list, as from a cell."""
        parsed = self._entry.read()
        if parsed.kept or self.field.kind is Kind.SCHOOL:
            return parsed
        return super().read()

    def refresh_choices(self, setting: Setting) -> None:
        """Take other schools or regions."""
        super().refresh_choices(setting)
        self._entry.set_choices(_choices_of(self.field, setting))

    def considered(self) -> Parsed | None:
        """Return the choice that is marked in the open list, else what is typed."""
        marked = self._entry.marked()
        if marked is None:
            return super().considered()
        return Parsed(marked.value) if marked.value != self._stored else None

    def set_consequence(self, text: str = "", whole: str = "") -> None:
        """Say it in the open list, which lies over what is below the field."""
        self._entry.tell_of_marked(whole)
        super().set_consequence(text, whole)

    def _chosen(self, value: str) -> None:
        self.edited.emit(self.field.key)
        self.weighed.emit(self.field.key)

    def _stepped(self) -> None:
        if self.considered() is None:
            self.set_consequence()  # the list was closed without a choice
        self.weighed.emit(self.field.key)


class CodesEditor(FieldEditor):
    """Several codes of one list."""

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(shown, setting, parent)
        self._ticks = MultiCodeBox(_choices_of(shown, setting), self)
        self.adopt(self._ticks, self._ticks.entry)

    def entry(self) -> Entry:
        """Return the widget that has the keyboard."""
        return self._ticks.entry

    def framed(self) -> QWidget:
        """Return the box around ticks and line."""
        return self._ticks

    def show_stored(self) -> None:
        """Tick the stored codes."""
        self._ticks.set_value(None if self._stored is None else str(self._stored))

    def typed(self) -> str:
        """Return the ticks and what is half typed after them."""
        return f"{','.join(self._ticks.ticked())}\n{self._ticks.entry.text()}"

    def put_typed(self, typed: str) -> None:
        """Tick as `typed` says, and show its half-typed text."""
        self._ticks.put_typed(*typed.split("\n", 1))

    def is_changed(self) -> bool:
        """Tell whether ticks or half-typed text differ from the stored value."""
        return self._ticks.is_changed()

    def read(self) -> Parsed:
        """Return the codes ticked."""
        return self._ticks.read()


def _choices_of(shown: Field, setting: Setting) -> Sequence[Choice]:
    if shown.kind in (Kind.SCHOOL, Kind.REGION):
        return place_choices(setting.choices, show_value=shown.kind is Kind.REGION)
    return code_choices(shown.codes or "yesno")
