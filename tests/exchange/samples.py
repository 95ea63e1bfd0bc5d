"""Workbooks of many shapes, all children invented; identity numbers in region 529901."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from ledger_app.domain.identity import check_digit

Rows = Sequence[Sequence[Any]]


def id_no(birth: str, number: int) -> str:
    """Return a sound number for a birth date YYYYMMDD and a sequence number (odd = male)."""
    first = f"529901{birth}{number:03}"
    return first + check_digit(first)


GANG = id_no("20170311", 333)  # a boy
MEI = id_no("20180502", 122)  # a girl
TWIN_A = id_no("20160606", 241)
TWIN_B = id_no("20160606", 243)
CHEN = id_no("20191120", 15)


def xlsx(
    path: Path, sheets: dict[str, Rows], merged: dict[str, Sequence[str]] | None = None
) -> Path:
    """Write rows as sheets, each text as text; `merged` has ranges like "A1:D1"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in (merged or {}).get(name, ()):
            sheet.merge_cells(span)
    book.save(path)
    return path


def text(path: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as separated text, without quotes."""
    lines = "\r\n".join(separator.join(map(str, row)) for row in rows) + "\r\n"
    path.write_bytes(lines.encode(encoding))
    return path


def cover_and_late_heading(folder: Path) -> Path:
    notes = [["填表说明"], ["1.姓名须与户口簿一致"], ["2.身份证号为18位文本"]]
    rows = [
        ["福利县教育局文件附件2"],
        [],
        ["福利镇石门小学2026年秋季学期三年级(2)班学生信息采集表"],
        ["填报单位（盖章）：福利镇石门小学", "", "", "", "填报时间：2026年9月10日"],
        ["序号", "姓名", "性别", "身份证号码", "监护人姓名", "联系电话", "户籍地址"],
        [1, "王刚", "男", GANG, "王大山", 13800000001, "石门村3组"],
        [2, "李梅", "女", MEI, "李小河", 13800000002, "石门村5组"],
        [3, "", "", "", "", "", ""],
        ["合计：2人", "", "", "", "", "", ""],
        ["填表人：张老师", "", "审核人：", "", "校长（签字）："],
        ["注：1.本表一式两份。"],
    ]
    empty: Rows = []
    return xlsx(
        folder / "cover.xlsx",
        {"封面": [["福利县控辍保学摸底"]], "说明": notes, "采集表": rows, "Sheet3": empty},
        {"采集表": ["A1:G1", "A3:G3", "A4:D4"]},
    )


def two_line_heading(folder: Path) -> Path:
    rows = [
        ["七(3)班花名册"],
        ["序号", "学生基本信息", "", "", "父亲", "", "母亲", "", "备注"],
        ["", "姓名", "性别", "身份证件号", "姓名", "联系电话", "姓名", "联系电话", ""],
        [1, "王刚", "男", GANG, "王大山", "13800000001", "周小兰", "13800000003", "留守"],
        [2, "李梅", "女", MEI, "李小河", "", "", "", ""],
    ]
    spans = ["A1:I1", "A2:A3", "B2:D2", "E2:F2", "G2:H2", "I2:I3"]
    return xlsx(folder / "two_lines.xlsx", {"Sheet1": rows}, {"Sheet1": spans})


def two_line_heading_unmerged(folder: Path) -> Path:
    rows = [
        ["序号", "学生", "", "", "父亲", "", "母亲", ""],
        ["", "姓名", "性别", "身份证件号", "姓名", "电话", "姓名", "电话"],
        [1, "王刚", "男", GANG, "王大山", "13800000001", "周小兰", "13800000003"],
    ]
    return text(folder / "两行标题.csv", rows)


def two_line_heading_on_each_page(folder: Path) -> Path:
    head = [
        ["序号", "学生", "", "第一监护人", "", "住址"],
        ["", "姓名", "身份证号", "姓名", "手机", ""],
    ]
    rows = [
        *head,
        [1, "王刚", GANG, "王大山", "13800000001", "石门村"],
        ["本页合计", "1人", "", "", "", ""],
        *head,
        [2, "李梅", MEI, "", "", "育才村"],
        ["制表：王老师", "", "", "", "", ""],
    ]
    spans = ["B1:C1", "D1:E1", "A1:A2", "F1:F2", "B5:C5", "D5:E5", "A5:A6", "F5:F6"]
    return xlsx(folder / "pages.xlsx", {"三年级": rows}, {"三年级": spans})


def township_with_a_sheet_for_each_school(folder: Path) -> Path:
    head = ["姓名", "性别", "年级", "班", "身份证号"]
    return xlsx(
        folder / "township.xlsx",
        {
            "福利镇石门小学": [
                ["福利镇中心小学片区学生名册"],
                head,
                ["王刚", "男", "三", 1.0, GANG],
            ],
            "育才教学点": [["填报单位", "育才教学点"], head, ["李梅", "女", "2", "二班", MEI]],
            "一(2)班": [["福利镇中心小学一年级(1)班"], head[:2], ["陈一", "男"], ["陈二", "女"]],
            "汇总": [["学校", "人数"], ["石门小学", 1], ["合计", 2]],
        },
    )


def repeated_captions(folder: Path) -> Path:
    rows = [
        ["姓名", "性别", "身份证号", "父亲姓名", "联系电话", "母亲姓名", "联系电话"],
        ["王刚", "男", GANG, "王大山", "13800000001", "周小兰", "13800000003"],
    ]
    return text(folder / "六(1)班.csv", rows)


def full_width_and_blank_columns(folder: Path) -> Path:
    rows = [
        [
            "Ｎｏ．",
            "身份证号\n（18位）",
            "",
            "姓　名＊",
            "ＱＱ号",
            "性 别",
            "出生年月",
            "学生类别",
            "",
        ],
        ["１", GANG, "", "王 刚", "12345", "男性", "2017.3", "A", "右边"],
        ["２", "５" + MEI[1:], "", "阿卜杜热西提•买买提江", "", "女", "2018年5月2日", "", ""],
    ]
    return xlsx(folder / "full_width.xlsx", {"五年级": rows})


def sums_titles_headings_between(folder: Path) -> Path:
    head = ["序号", "姓名", "性别", "出生日期", "身份证号"]
    rows = [
        ["福利镇中心小学学生花名册"],
        head,
        ["一年级(1)班"],
        [1, "陈一", "男", "20191120", CHEN],
        ["小计", "1人"],
        ["一年级(2)班"],
        [1, "王刚", "男", "2017-03-11", GANG],
        [2, "共和", "男", "2017-01-05", ""],
        ["小计", "2人"],
        ["福利镇中心小学 二年级(1)班"],
        head,
        [1, "李梅", "女", "2018/5/2", MEI],
        ["其中：男生0人，女生1人"],
        ["总  计", "4人"],
        ["", "校长：", "", "班主任："],
        ["", "2026年9月1日"],
    ]
    return xlsx(folder / "sums.xlsx", {"全校": rows})


def duplicates_and_twins(folder: Path) -> Path:
    rows = [
        ["姓名", "性别", "身份证号", "联系电话", "家庭住址"],
        ["王刚", "男", GANG, "13800000001", ""],
        ["王刚", "男", GANG, "13800000001", ""],
        ["李梅", "女", MEI, "13800000002", "石门村"],
        ["李梅", "女", MEI, "13900000002", "石门村"],
        ["李梅", "女", MEI, "13800000002", "石门村"],
        ["赵大宝", "男", TWIN_A, "", ""],
        ["赵大宝", "男", TWIN_B, "", ""],
        ["王刚", "男", GANG, "13800000001", "育才村"],
        ["王强", "男", GANG, "", ""],
    ]
    return xlsx(folder / "duplicates.xlsx", {"三(1)": rows})


def what_cannot_be_kept(folder: Path) -> Path:
    rows = [
        [
            "姓名",
            "性别",
            "出生日期",
            "身份证号",
            "民族",
            "年级",
            "班级",
            "是否留守儿童",
            "上下学距离",
        ],
        ["", "男", "2017-01-01", "", "汉族", "三年级", "1", "", ""],
        ["王刚", "未", "2017-02-30", GANG[:-1] + "9", "火星族", "十年级", "1", "留守", "很远"],
        ["李梅", "男", "2018-05-03", MEI, "汉", "3", "02", "双亲留守儿童", "2.5公里"],
        ["孙小数", "女", "2016-08-08", float(id_no("20160808", 222)), "", "初二", "八(1)班", "", 3],
        ["钱" * 60, "男", "2016-01-01", "", "", "", "", "", ""],
    ]
    return xlsx(folder / "broken.xlsx", {"名单": rows})


def classes_in_cells(folder: Path) -> Path:
    rows = [
        ["就读学校", "年级班级", "姓名", "性别", "出生日期", "班主任姓名"],
        ["福利镇初级中学", "七年级3班", "甲一", "男", 40000, "张老师"],
        ["福利县福利镇中心小学", "2024级2班", "乙二", "女", "二〇一七年三月五日", ""],
        ["福利镇石门教学点", "学前班", "丙三", "男", "2020.9.1", ""],
        ["福利镇初级中学", "初三(12)班", "丁四", "女", "20120315", ""],
        ["", "301", "戊五", "女", "2017年12月31日", ""],
    ]
    return xlsx(folder / "classes.xlsx", {"Sheet1": rows})


def household_survey(folder: Path) -> Path:
    rows = [
        ["石门村适龄儿童少年摸底表"],
        [
            "户编号",
            "户主",
            "村民小组",
            "姓名",
            "与户主关系",
            "性别",
            "公民身份号码",
            "现就读学校情况说明",
        ],
        ["001", "王大山", "3组", "王刚", "子", "男", GANG, "在读"],
        ["", "", "", "王小妹", "女", "女", id_no("20200102", 22), ""],
        ["002", "李小河", "5组", "李梅", "女", "女", MEI, "未读"],
    ]
    spans = ["A1:H1", "A3:A4", "B3:B4", "C3:C4"]
    return xlsx(folder / "survey.xlsx", {"石门村": rows}, {"石门村": spans})


HTML = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>
<table border=1><tr><td colspan=4>福利镇中心小学四年级(1)班</td></tr>
<tr><th>姓名</th><th>性别</th><th>身份证号</th><th>家庭住址</th></tr>
<tr><td>王刚</td><td>男</td><td style='mso-number-format:"\\@"'>{GANG}</td>
<td>石门村&nbsp;3组<br>12号</td>
<tr><td>李梅<td>女<td>{MEI}<td rowspan=2>a&lt;b</table></body></html>"""


def web_page_as_xls(folder: Path) -> Path:
    path = folder / "export.xls"
    path.write_bytes(HTML.encode("gb18030"))
    return path


def tabs_as_xls(folder: Path) -> Path:
    rows = [["学籍号", "姓名", "性别"], ["G" + GANG, "王刚", "男"], ["G" + MEI, "李梅", "女"]]
    return text(folder / "tabs.xls", rows, "\t", "gb18030")


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="五(2)班"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">花名册</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">姓名</Data></Cell><Cell ss:Index="3">
<Data ss:Type="String">联系电话</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">王刚</Data></Cell><Cell ss:Index="3">
<Data ss:Type="Number">13800000001</Data></Cell></Row></Table></Worksheet></Workbook>"""


def xml_as_xls(folder: Path) -> Path:
    path = folder / "xml.xls"
    path.write_text(XML, encoding="utf-8")
    return path


def utf16_tabs(folder: Path) -> Path:
    rows = [["姓名", "性别", "证件号码"], ["王刚", "男", f'="{GANG}"'], ["李梅", "女", f"'{MEI}"]]
    return text(folder / "unicode.txt", rows, "\t", "utf-16")


def semicolons(folder: Path) -> Path:
    rows = [["姓名", "性别", "身份证", "家庭住址"], ["王刚", "男", GANG, "石门村,3组"]]
    return text(folder / "semi.csv", rows, ";", "utf-8-sig")


def wps_tabs_in_cells(folder: Path) -> Path:
    rows = [
        ["序号", "姓名", "身份证号码", "联系电话"],
        ["1", "彭军𬱖", GANG + "\t", "13800000001\t"],
    ]
    return text(folder / "三年级.csv", rows, ",", "gb18030")


def form_and_list(folder: Path) -> Path:
    form = [
        ["学生档案卡"],
        ["姓名", "王刚", "性别", "男"],
        ["民族", "汉族", "出生日期", "2017-03-11"],
        ["身份证件号", GANG, "联系电话", "13800000001"],
    ]
    head = ["姓名", "性别", "出生日期", "班内学号"]
    rows = [
        head,
        ["1", "2", "3", "4"],
        ["例：张三", "男", "20170101", "01"],
        ["李梅", "女", "20180502", "07"],
    ]
    return xlsx(folder / "form.xlsx", {"卡片": form, "二(1)班": rows})


def ticked_options(folder: Path) -> Path:
    rows = [
        ["三(2)班寄宿情况登记表"],
        ["序号", "姓名", "性别", "", "是否寄宿", "", "父亲", "", "身份证号"],
        ["", "", "男", "女", "是", "否", "姓名", "身份证号", ""],
        [1, "王刚", "√", "", "√", "", "王大山", "", GANG],
        [2, "李梅", "", "√", "", "√", "", id_no("19850101", 1), MEI],
        [3, "陈一", "√", "√", "", "×", "", "", ""],
        ["男生", 2, "女生", 1],
        ["", "（转入）", "", "", "√", "", "", "", ""],
    ]
    spans = ["A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:I3"]
    return xlsx(folder / "ticks.xlsx", {"Sheet1": rows}, {"Sheet1": spans})


def classes_beside_and_below(folder: Path) -> Path:
    head = ["学号", "姓名", "性别"]
    beside = [
        ["福利镇中心小学三年级分班名单"],
        ["三（1）班", "", "", "", "三（2）班", "", ""],
        [*head, "", *head],
        ["01", "王刚", "男", "", "01", "李梅", "女"],
        ["02", "陈一", "男", "", "", "", ""],
        ["合计", 2, "", "", "合计", 1, ""],
    ]
    below = [
        ["班级：四（1）班", "", "班主任：王老师", "人数：1"],
        [*head, "联系电话"],
        ["01", "赵大宝", "男", "13800000001"],
        [],
        ["班级", "四（2）班", "班主任", "李老师", "人数", 1],
        [*head, "联系电话"],
        ["01", "钱小宝", "女", "13800000002"],
    ]
    teachers = [["姓名", "性别", "职称", "联系电话"], ["王老师", "男", "一级", "13800000009"]]
    return xlsx(folder / "beside.xlsx", {"三年级": beside, "四年级": below, "教师": teachers})


def printed_columns(folder: Path) -> Path:
    lines = [
        "福利镇中心小学五年级(1)班名单",
        "序号  姓名      性别  出生日期    联系电话",
        "1     王  刚    男    2015-03-11  13800000001",
        "2     李梅      女                13800000002",
        "3 陈一 男 2015年5月",
        "合计  3人",
    ]
    path = folder / "打印.txt"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


SHAPES = (
    cover_and_late_heading,
    two_line_heading,
    two_line_heading_unmerged,
    two_line_heading_on_each_page,
    township_with_a_sheet_for_each_school,
    repeated_captions,
    full_width_and_blank_columns,
    sums_titles_headings_between,
    duplicates_and_twins,
    what_cannot_be_kept,
    classes_in_cells,
    household_survey,
    web_page_as_xls,
    tabs_as_xls,
    xml_as_xls,
    utf16_tabs,
    semicolons,
    wps_tabs_in_cells,
    form_and_list,
    ticked_options,
    classes_beside_and_below,
    printed_columns,
)
