"""休学, 缓学, 免学: who approved it, until when: domain.md §2.16, §2.19; 义务教育法 §11."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

LEAVE = Table(
    key="leave",
    label="休学缓学免学",
    aliases=("休学", "缓学", "免学"),
    order=62,
    tab="休学",
    rare=True,
    sort_by="from_on",
    title=("from_on", "kind", "to_on"),
    days=(
        Dated(
            key="from_on",
            named_by="kind",
            title="休学缓学免学",
            told=("reason", "approver", "to_on"),
            planned=True,  # approved again before the old one ends
        ),
        Dated(key="to_on", title="期满", planned=True),
        Dated(key="renew_by_on", title="应复核", planned=True, ahead=True),
        Dated(key="approved_on", title="批准", told=("approver",)),
        Dated(key="returned_on", title="期满复学"),
    ),
    first=(("from_on", First.TODAY),),
    suggested=("approver",),
    telling=("cause_of_incapacity", "proof", "school_opinion"),
    listed=True,
    fields=in_section(
        Section("休学缓学免学", filled_by="学籍管理员", source="监护人书面申请"),
        Field(
            key="kind",
            label="种类",
            kind=Kind.CODE,
            codes="leave_kind",
            need=Need.FILE,
            help="“免学”见于县里的表，法律上只有缓学和休学。",
        ),
        Field(
            key="reason",
            label="休缓学原因",
            kind=Kind.CODE,
            codes="suspend_reason",
            need=Need.FILE,
        ),
        Field(
            key="cause_of_incapacity",
            label="失能原因",
            max_length=200,
            sensitive=True,
            help="重大疾病、重度残疾、精神疾病。",
        ),
        Field(key="from_on", label="开始日期", kind=Kind.DATE, need=Need.FILE),
        Field(
            key="to_on",
            label="期满日期",
            kind=Kind.DATE,
            need=Need.FILE,
            help="一次最多一年；到期复学，或重新批准。",
        ),
        Field(
            key="renew_by_on",
            label="复核日期",
            kind=Kind.DATE,
            aliases=("renew_by",),
            help="空着就按期满日期提醒。",
        ),
        Field(
            key="returned_on",
            label="期满复学日期",
            kind=Kind.DATE,
            help="填了这一天，休学（缓学、免学）结束。",
        ),
    )
    + in_section(
        Section("批准", filled_by="学籍管理员", source="证明材料和批件（义务教育法第十一条）"),
        Field(
            key="proof",
            label="证明材料",
            need=Need.PRINT,
            max_length=500,
            help="县级以上医疗机构证明、残疾人教育专家委员会意见等。",
        ),
        Field(key="applicant", label="申请人(监护人)", kind=Kind.NAME, max_length=50),
        Field(key="school_opinion", label="学校意见", max_length=500),
        Field(
            key="approver",
            label="批准机关",
            need=Need.PRINT,
            max_length=100,
            help="乡镇政府或县教育局（义务教育法第十一条）。",
        ),
        Field(key="approved_on", label="批准日期", kind=Kind.DATE, need=Need.PRINT),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
