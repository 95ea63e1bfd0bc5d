"""What a file really is, told by its content; its ending may lie."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Literal

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.workbook import Limits

Kind = Literal["xlsx", "xls", "ods", "text", "pasted", "html", "xml2003"]

SAVE_AS = "请用 WPS 或 Excel 打开它，另存为“Excel 工作簿(*.xlsx)”，再导入。"
_CHUNK = 1 << 20
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# All that zipfile lets through when the bytes are wrong.
UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    IndexError,
    KeyError,
)
_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
    (b"SQLite format 3\x00", "数据库文件"),
    (b"MZ", "程序"),
)


def kind_of(content: bytes) -> Kind:
    """Return the kind of a workbook; raise LedgerError, in words, when it is none."""
    if not content.strip(b"\x00 \r\n\t"):
        raise LedgerError(
            "这个文件是空的，里面没有内容。", "请向发给您的人重新要一份，或检查是否拷贝完整。"
        )
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith(_OLE):
        return _ole_kind(content)
    for start, what in _FOREIGN:
        if content.startswith(start) and b"\x00" in content[:4096]:
            raise LedgerError(
                f"这不是工作簿，而是{what}。", "请选择 .xlsx、.xls、.ods 或 .csv 文件。"
            )
    if content.startswith(b"%PDF"):
        raise LedgerError(
            "这不是工作簿，而是 PDF 文件。", "请选择 .xlsx、.xls、.ods 或 .csv 文件。"
        )
    return _text_kind(content)


def _zip_kind(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:200] if _small(archive, "mimetype") else b""
    except UNREADABLE as error:
        raise damaged() from error
    except RuntimeError as error:  # an encrypted entry
        raise locked_by_password() from error
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    what = "Word 文档" if any(name.startswith("word/") for name in names) else "压缩包或别的文件"
    raise LedgerError(
        f"这不是工作簿，而是{what}。",
        "如果是压缩包，请先解压；再选择里面的 .xlsx、.xls、.ods 或 .csv 文件。",
    )


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1000


def _ole_kind(content: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked_by_password()
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise LedgerError(
        "这不是工作簿（可能是旧版 Word 或别的文档）。", "请选择 .xlsx、.xls、.ods 或 .csv 文件。"
    )


def _text_kind(content: bytes) -> Kind:
    head = content[:20_000].replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<table" in content.lower():
        return "xml2003"
    if b"mime-version:" in head[:2000]:
        raise LedgerError("这是“单个文件网页”，不能直接读。", SAVE_AS)
    if re.search(rb"<(html|table|!doctype html|head|body|tr)[\s>]", head):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise LedgerError("这是 XML 文件，不是能直接读的表格。", SAVE_AS)
    if _binary(content[:20_000]):
        raise LedgerError("认不出这个文件：它不是 Excel 或 WPS 工作簿，也不是文本表格。", SAVE_AS)
    return "text"


def _binary(head: bytes) -> bool:
    """Tell whether there are too many control characters for text; UTF-16 may hold NULs."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) > len(head) // 5:
        return False
    if head[::2].count(0) > len(head) // 5:
        return False
    controls = sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in head)
    return controls > len(head) // 100


def check_declared(content: bytes, limits: Limits) -> None:
    """Refuse, before anything is unpacked, a zip of too many or, by its headers, large parts."""
    if not content.startswith(b"PK"):
        return
    if content.count(b"PK\x01\x02") > limits.entries:
        raise LedgerError("这个工作簿里的部件多得不正常，为安全起见没有读取。", SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    except UNREADABLE as error:
        raise damaged() from error
    if max(sizes, default=0) > limits.entry_bytes or sum(sizes) > limits.inflated_bytes:
        raise too_large()


def check_inflated(content: bytes, limits: Limits) -> None:
    """Count what a zipped workbook inflates to, without trusting its headers; raise LedgerError.

    Also refuses parts with a document type: no honest workbook has one, and entities bomb parsers.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                total += _inflate(
                    archive, entry, min(limits.entry_bytes, limits.inflated_bytes - total)
                )
    except UNREADABLE as error:
        raise damaged() from error
    except RuntimeError as error:  # an encrypted entry
        raise locked_by_password() from error


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    """Return the inflated size of one part, stopping as soon as it is too large."""
    count, tail = 0, b""
    watched = entry.filename.endswith((".xml", ".rels", ".vml"))
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            count += len(chunk)
            if count > allowed:
                raise too_large()
            if watched and any(mark in chunk or mark in tail + chunk[:16] for mark in _DOCTYPES):
                raise LedgerError(
                    "这个工作簿里有不该有的内容（DOCTYPE），为安全起见没有读取。", SAVE_AS
                )
            tail = chunk[-16:]
    return count


def too_large() -> LedgerError:
    """Return the refusal of a workbook that is too large once unpacked."""
    return LedgerError(
        "这个工作簿展开后太大（或已损坏），没有读取。",
        "按 Ctrl+End 看看最后一个单元格是否远在表外：是就删掉多余的行列再存；"
        "学生确实多，就按学校拆成几个文件。",
    )


def too_many_sheets(count: int, most: int) -> LedgerError:
    """Return the refusal of a workbook with more sheets than anybody looks through."""
    return LedgerError(
        f"这个工作簿有 {count} 张工作表，超过了 {most} 张的上限，没有读取。",
        "请删掉用不着的工作表，或拆成几个工作簿，再分别导入。",
    )


def damaged() -> LedgerError:
    """Return the refusal of a damaged file."""
    return LedgerError(
        "这个文件已损坏，打不开。", "请用 WPS 或 Excel 试着打开并另存一份，或重新拷贝一份。"
    )


def locked_by_password() -> LedgerError:
    """Return the refusal of a workbook with a password."""
    return LedgerError(
        "这个工作簿设了打开密码，读不了。", "请用 WPS 或 Excel 打开它，取消密码后另存一份，再导入。"
    )
