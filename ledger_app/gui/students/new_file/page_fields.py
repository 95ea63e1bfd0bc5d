"""The fields of the page in their order, and the editors that are its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ledger_app.actions.new_file.begin import class_read
from ledger_app.catalogue import STUDENT, Field, Need
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.values import Parsed
from ledger_app.gui.form.choices import Choice, code_choices
from ledger_app.gui.form.editors import (
    CodeEditor,
    FieldEditor,
    LineEditor,
    Setting,
    make_editor,
)

CLASS = "class"  # grade and class in one, stored as "3 2"
REASON = "no_id_reason"  # asked for only where there is no number
USUAL_REASONS = ("未上户", "遗失", "正在补办", "户口迁移中")
USUAL_RELATIONS = 6  # of which each has a figure of its own
_LABELS = {
    "name": "姓名", "id_no": "证件号", REASON: "没有证件，原因", "school": "学校",
    CLASS: "年级班", "address": "现住址", "guardian_name": "监护人", "guardian_relation": "关系",
    "guardian_phone": "电话",
}  # fmt: skip
_CLASS_FIELD = Field(key=CLASS, label="年级班", help="可以写 32、3.2、三2、三(2)班。")
LAST = "guardian_phone"


def page_fields() -> tuple[Field, ...]:
    """Return the fields of the page; the store asks for a name, and for nothing else."""
    return tuple(_on_page(key, label) for key, label in _LABELS.items())


def _on_page(key: str, label: str) -> Field:
    field = _CLASS_FIELD if key == CLASS else STUDENT.field(key)
    need = Need.SAVE if key == "name" else Need.OPTIONAL
    return replace(field, label=label, need=need, section="")


def page_editor(shown: Field, setting: Setting, parent: QWidget) -> FieldEditor:
    """Return the editor of a field of the page."""
    if shown.key == CLASS:
        return ClassEditor(shown, setting, parent)
    editor = make_editor(shown, setting, parent)
    if shown.key == "guardian_relation" and isinstance(editor, CodeEditor):
        editor.entry().set_choices(relations())
    return editor


def relations() -> Sequence[Choice]:
    """Return who may be a guardian: the usual ones first, each with a figure to type."""
    known = code_choices("relation")
    usual = [
        replace(each, others=(*each.others, str(at)), row=f"{at}  {each.name}")
        for at, each in enumerate(known[:USUAL_RELATIONS], 1)
    ]
    return (*usual, *known[USUAL_RELATIONS:])


class ClassEditor(LineEditor):
    """Grade and class in one line: 32, 3.2, 三2, 三(2)班, or a grade alone."""

    def read(self) -> Parsed:
        """Return the class typed as "3 2"; what names no grade is refused."""
        text = self.typed_text().strip()
        if not text:
            return Parsed(None)
        grade, class_no = class_read(text)
        if not grade:
            told = self.tr("看不出是几年级几班：“{0}”，请写成 32、三2 或 三(2)班。").format(text)
            return Parsed(None, told, kept=False)
        return Parsed(f"{grade} {class_no}".strip())

    def shown_text(self) -> str:
        """Return 三年级2班."""
        return class_in_words(str(self.value() or ""))


def class_in_words(stored: str) -> str:
    """Return 三年级2班 for "3 2"."""
    return grade_and_class(class_parts(stored))


def class_parts(stored: str) -> Mapping[str, str]:
    """Return grade and class of "3 2", each under the key of the child's row."""
    grade, _, class_no = stored.partition(" ")
    return {"grade": grade, "class_no": class_no}
