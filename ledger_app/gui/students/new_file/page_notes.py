"""What stands under the fields of a new file: who has it already, what it tells, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from ledger_app.actions.new_file import begin, look_up
from ledger_app.actions.new_file.look_up import NAME, NUMBER, PHONE, SOUND, Found, guardians_of
from ledger_app.domain.checking.problem import Severity
from ledger_app.gui.session import Session
from ledger_app.gui.students.new_file.page_fields import CLASS, REASON, class_in_words

Note = tuple[str, str]


class PageNotes(QObject):
    """Asks the ledger as far as it is free: while long work has it, less is said."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def of(
        self, texts: Mapping[str, str], values: Mapping[str, str], found: Sequence[Found]
    ) -> dict[str, Note]:
        """Return {key: (text, severity)} of what is typed, and kept, and who is found."""
        notes = self._told(texts, values)
        for problem in self._session.peek(look_up.problems, values).otherwise([]):
            key = CLASS if problem.field in ("grade", "class_no") else problem.field
            notes[key] = (problem.text, problem.severity)
        return notes | self._same(found)

    def _told(self, texts: Mapping[str, str], values: Mapping[str, str]) -> dict[str, Note]:
        told = self._session.peek(look_up.told_by_number, texts["id_no"]).otherwise("")
        notes: dict[str, Note] = {"id_no": (told, Severity.NOTE)} if told else {}
        if not texts["id_no"]:
            hint = self.tr("不填：以后补证件号。填了原因：存档时编一个临时编号。")
            notes[REASON] = (hint, Severity.NOTE)
        grade, class_no = begin.class_read(texts[CLASS])
        if not texts[CLASS] or values.get("grade"):
            grade, class_no = values.get("grade", ""), values.get("class_no", "")
        if grade:
            notes[CLASS] = (self._about_class(values.get("school", ""), grade, class_no), "note")
        return notes

    def _about_class(self, school: str, grade: str, class_no: str) -> str:
        named = class_in_words(f"{grade} {class_no}".strip())
        if not (school and class_no):
            return named
        count = self._session.peek(begin.class_count, school, grade, class_no).otherwise(None)
        if count is None:
            return named
        if not count:
            return self.tr("{0}：现在还没有学生").format(named)
        return self.tr("{0}：现有 {1} 人").format(named, count)

    def _same(self, found: Sequence[Found]) -> dict[str, Note]:
        notes: dict[str, Note] = {}
        if numbers := [each for each in found if NUMBER in each.same]:
            told = self.tr("这个证件号，另一份档案已经在用：{0}。按 F6 打开那份档案。")
            notes["id_no"] = (told.format(numbers[0].called), Severity.ERROR)
        if names := [each for each in found if NAME in each.same]:
            told = self.tr("台账里同名的有 {0} 个，见下面的表。")
            notes["name"] = (told.format(len(names)), Severity.WARNING)
        if sounds := [each for each in found if SOUND in each.same]:
            told = self.tr("没有同名的，同音的有 {0} 个，见下面的表：字要对。")
            notes["name"] = (told.format(len(sounds)), Severity.NOTE)
        if phones := [each for each in found if PHONE in each.same]:
            told = self.tr("这个电话在 {0} 的档案里。是一家的，按 F12 照填监护人和住址。")
            if len(guardians_of(phones)) > 1:
                told = self.tr("这个电话在 {0} 等几份档案里，监护人不一样：按 F12 选是哪一家。")
            notes["guardian_phone"] = (told.format(phones[0].called), Severity.NOTE)
        return notes
