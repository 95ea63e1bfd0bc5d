"""Headings that clerks write, beside the labels and aliases of the catalogue. Data only, folded."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _all(key: str, words: str) -> dict[str, str]:
    """Give every word of a line the same key."""
    return dict.fromkeys(words.split(), key)


# Understood and not needed: what is counted, signed or drawn.
KNOWN = _words(
    "填报编号 "
    "序号 编号 序 号 no no. 行号 顺序号 排序 总序号 流水号 年龄 周岁 实足年龄 年龄(周岁) 岁数 "
    "问题 照片 签名 签字 学生签名 家长签名 家长签字 签字确认 家长(签字)"
)
GRADE_CLASS = _words(
    "年级班级 年级班 年班 班级年级 年级及班级 年级/班级 年级,班级 年级/班 年级,班 就读班级 "
    "年级(班级) 年级(班) 所在年级班级 就读年级班级 班别 现就读年级班级 年级和班级 年级班别 "
    "现就读班级 就读年级及班级 年级-班级 现年级班级 现在年级班级 在读年级班级 在读班级 "
    "所在年级及班级 年级与班级 年级(班别) 所属班级 班级(年级) 现就读年级及班级 所在班级(年级) "
    "就读年级/班级 年级\\班级"
)
SCHOOL_AND_CLASS = _words(
    "现就读学校及年级 就读学校及年级 学校及年级 就读学校年级 学校班级 就读学校及班级 "
    "学校年级班级 学校,年级,班级 学校年级班 就读学校年级班级 所在学校年级班级 学校及班级 "
    "就读学校班级 就读学校、年级 就读学校,年级 现就读学校及班级 学校/年级/班级 学校/班级 "
    "学校/年级 学校,班级 就读学校及年级班级 所在学校及班级 所在学校及年级 现就读学校年级 "
    "现就读学校班级 现就读学校年级班级 就读学校,班级 学校(班级) 就读学校(年级) 就读学校(班级)"
)
SCHOOL_CODES = _words(
    "学校标识码 学校代码 标识码 学校编码 学校(机构)标识码 机构标识码 学校(机构)代码"
)
# English headings: no blanks, lower case. Keys of the catalogue are understood anyway.
_ENGLISH = {
    **_all("name", "studentname fullname chinesename"),
    "gender": "sex",
    **_all("birth_date", "dateofbirth birthday dob birthdate"),
    **_all("id_no", "idnumber idno idno. idcard idcardno idcardnumber"),
    **_all("ethnic", "ethnicity ethnicgroup"),
    "class": "class_no",
    **_all("phone", "phonenumber phoneno mobile tel telephone contact"),
    "homeaddress": "address",
    **_all("guardian_name", "parent parentname guardian guardianname"),
    **_all("guardian_phone", "parentphone guardianphone parenttel"),
    "relationship": "guardian_relation",
    "village": "village_name",
    **_all("remark", "remarks notes note"),
}
_CHILD = {
    **_all(
        "in_school_status",
        "是否在校 在校与否 在校状态 是否在籍在校 是否在读 在读状态 在读情况 是否到校 到校情况 "
        "学生状态",
    ),
    **_all(
        "name",
        "名字 学生 学生名字 学生名 姓名(学生) 被监护人姓名 子女姓名 学员姓名 学生(姓名) 生名 "
        "孩子 在校生姓名 学生及姓名 疑似辍学学生姓名 失学儿童姓名 劝返学生姓名 送教学生姓名 "
        "儿童名字 现用名 现用姓名 现姓名 现名 户口本姓名 户籍姓名 身份证姓名 真实姓名",
    ),
    **_all(
        "id_no",
        "证件号码(身份证) 居民身份证号 居民身份证号码 公民身份证号 公民身份证 公民身份证件号 "
        "公民身份证件号码 身份证编号 有效证件号 有效证件号码 身份证明号码 公民身份证编号 "
        "身份号码 公民身份号 身份证件编号 居民身份证 有效身份证件号 有效身份证件号码 "
        "身份证(号) 户口本身份证号 身份证件 证件编号",
    ),
    **_all("register_no", "全国学籍号码 全国统一学籍号 学籍编号 国网学籍号 学籍系统号 学籍号(g)"),
    **_all("birth_date", "出生日 出生年月(日) 出生日期(年月日)"),
    **_all("former_name", "原姓名 原名 曾用姓名"),
    **_all("ethnic", "族别 民族成份 民族成分"),
    **_all("remark", "备注说明 备考"),
}
_PLACES = {
    **_all(
        "address",
        "家庭详细住址 家庭详细地址 详细地址 详细住址 现家庭住址 家庭现住址 现居住地址 "
        "家庭住址(详细到组) 现住地 居住地 居住地详细地址 常住地址 常住地 实际居住地 "
        "实际居住地址 实际住址 家庭居住地址 家庭居住地 家庭所在地 家庭常住地址 家庭常住地 "
        "现住地详细地址 住地 现居地 现居地址 现详细住址 现住详细地址 家庭实际住址 "
        "实际居住地详细地址 居住详细地址 现家庭地址 现常住地址 家庭现居住地址 家庭现居住地 "
        "家庭现住地址 家庭住地 居住住址 现居住住址",
    ),
    **_all(
        "hukou_address",
        "户籍所在地详细地址 户口所在地址 户籍住址 户口住址 户籍所在地址 户口本地址 "
        "户籍地详细地址 户籍地住址 户口簿地址 户口地 户口本住址 户籍所在地(详细地址) "
        "户籍家庭住址 户籍详细住址",
    ),
    **_all(
        "village_name",
        "村委 所在村委会 所属村 居住村 行政村名称 村(居)委会 村(居) 村/社区 现住村 现居住村 "
        "现居住地村 居住地村 现住地村 住址村",
    ),
    **_all(
        "hamlet",
        "社 村民小组名称 小组名称 所在组 村小组 自然村名称 自然寨 寨 组别 村寨 现住组 现居住组 "
        "居住组 现居住地组",
    ),
}
_REACHED = {
    **_all(
        "phone",
        "家庭联系电话 家庭电话 联系电话1 联系电话一 电话1 手机1 手机号1 联系号码 紧急联系电话 "
        "家庭联系方式 常用电话 常用联系电话 有效联系电话 联系人电话 联系手机 联系电话号码 "
        "联系手机号 联系手机号码 手机电话 紧急电话 紧急联系方式 家庭手机 家庭电话号码 移动电话 "
        "联络电话 联系电话(手机) 家庭常用电话 联系方式(电话)",
    ),
    **_all(
        "phone2",
        "联系电话二 电话2 手机2 手机号2 备用联系电话 座机 固定电话 固话 备用手机 第二联系电话",
    ),
}
_GUARDIAN = {
    **_all(
        "guardian_name",
        "法定监护人 法定监护人姓名 现监护人 现监护人姓名 实际监护人 实际监护人姓名 "
        "家长或监护人 家长或监护人姓名 家长名字 监护人名字 家长/监护人 家长/监护人姓名 "
        "监护人(家长) 监护人(家长)姓名 家长(监护人) 监护人/家长 监护人/家长姓名 家长,监护人 "
        "父母或监护人 父母或监护人姓名 父母(监护人)姓名 父母(监护人) 家长或监护人(姓名) "
        "学生家长 学生家长姓名 家长(姓名) 监护人(姓名) 父母或其他监护人 父母或其他监护人姓名 "
        "主要监护人 主要监护人姓名",
    ),
    **_all(
        "guardian_relation",
        "与孩子关系 与本人关系 与被监护人关系 家长与学生关系 家长关系 关系 亲属关系 称谓 "
        "与该生关系 与学生之关系 与子女关系 与幼儿关系 与学生本人关系 监护关系 "
        "监护人与被监护人关系 监护人与儿童关系 监护人与本人关系 监护人与孩子关系 "
        "家长与孩子关系 与儿童的关系 称呼 家庭关系 与学生的关系 与其关系",
    ),
    **_all(
        "guardian_phone",
        "家长联系方式 监护人联系方式 监护人手机号 监护人手机号码 家长手机号 家长手机号码 "
        "家长电话号码 监护人电话号码 家长电话1 家长联系电话1 学生家长电话 学生家长联系电话",
    ),
    **_all("guardian_id_no", "监护人身份证件号码 家长身份证号码 家长身份证"),
}
_OTHERS = {
    **_all(
        "carer_name",
        "受委托监护人姓名 受委托监护人 受委托人姓名 受委托人 委托照护人 委托照护人姓名",
    ),
    **_all(
        "study_mode", "就读形式 走读/住校 走读住校 住宿情况 寄宿情况 住校情况 走读或住校 住读/走读"
    ),
    **_all("boards", "住宿 住校 是否住宿生"),
    **_all("difficulty_level", "困难程度 贫困程度"),
    **_all("left_behind_edu", "留守儿童类型 留守类型 留守儿童情况"),
    **_all("grade", "现年级 在读年级 现就读年级 现在年级 现读年级 目前年级 年级别"),
    **_all("class_no", "现班级 教学班 现在班级 班次 行政班 班级序号 所在班 现读班级"),
    **_all(
        "school",
        "现学校 在读学校 目前就读学校 现在学校 现读学校 现在就读学校 所读学校 现就读学校名称 "
        "就读学校名称 所在学校名称 学校全称 就学学校 现就学学校 实际就读学校 目前实际就读学校 "
        "现实际就读学校 实际学校 所属学校",
    ),
    **_all(
        "prev_school",
        "原学校名称 原就读学校名称 原所在学校 原学籍学校 原读学校 原来学校 原来就读学校 "
        "以前学校 以前就读学校 毕业学校 毕业小学 毕业幼儿园 生源学校 来源学校 原毕业学校 "
        "之前就读学校 曾就读学校 小学毕业学校 前就读学校 原就读校",
    ),
}
MORE = {**_CHILD, **_PLACES, **_REACHED, **_GUARDIAN, **_OTHERS, **_ENGLISH}
# As they stand in cells: what may tell another heading below the first one.
NAME_CAPTIONS = frozenset(
    {"姓名", "姓 名", "姓  名", "姓　名", "姓　　名", "*姓名", "Name", "NAME"}
    | {"学生姓名", "儿童姓名", "儿童少年姓名", "孩子姓名", "幼儿姓名", "*学生姓名"}
    | {word for word, key in MORE.items() if key == "name"}
)
