"""A plan of about a hundred pages for tests of speed, with what it says, from a fixed seed."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from .wordml import file, para, paras

_NUMERALS = "一二三四五六七八九十"
_CHAPTERS, _SECTIONS, _ITEMS = 10, 6, 10
_TITLE = "云溪市住房和城乡建设局2024年政务公开重点工作任务分解"
_OFFICES = (
    "办公室",
    "人事科",
    "计划与财务科",
    "政策法规科",
    "行政审批科",
    "住房保障科",
    "房地产市场监管科",
    "建筑业管理科",
    "工程质量安全科",
    "城市建设科",
    "村镇建设科",
    "物业管理科",
    "消防设计审查科",
    "市住房保障中心",
    "市建设工程质量安全事务中心",
    "市城建档案馆",
    "市房屋交易管理中心",
    "市园林绿化中心",
)
_SUBJECTS = (
    "保障性租赁住房",
    "商品房预售许可",
    "房屋安全鉴定",
    "老旧小区改造",
    "城市更新项目",
    "建筑工人工资保证金",
    "施工许可办理",
    "工程质量检测",
    "历史文化街区保护",
    "农村危房改造",
    "物业服务收费",
    "住宅专项维修资金",
    "城镇燃气安全",
    "生活垃圾分类",
    "城市内涝治理",
    "公园绿地建设",
    "建设工程招标投标",
    "消防验收备案",
    "房地产中介机构",
    "绿色建筑评价",
)
_OPENINGS = (
    "全面梳理{0}的政策依据、办理条件和工作流程，形成清单并在局门户网站公布",
    "围绕群众反映集中的{0}问题，逐项公布处理进度、责任人员和监督方式",
    "健全{0}信息发布审核制度，明确专人核对内容，杜绝错敏信息",
    "建立{0}数据共享机制，把能够开放的数据集纳入市公共数据平台",
    "编制{0}常见问题解答，用图表和案例说明办理中容易混淆的环节",
    "公布{0}的年度计划、实施方案和资金安排，接受社会各方面监督",
)
_MIDDLES = (
    "做到标准统一、口径一致、更新及时",
    "对涉及个人隐私和商业秘密的内容依法处理后发布",
    "在办事大厅和项目现场同步设置公示栏，方便不上网的群众查阅",
    "邀请人大代表、政协委员、行业协会和居民代表参与评议",
    "结合“我陪群众走流程”活动查找堵点，及时完善办事指南",
    "对照标准指引逐项自查，发现遗漏立即补充",
    "同一事项在不同渠道发布的内容应当保持一致",
)
_CLOSINGS = (
    "群众提出的意见要逐条研究，采纳情况向社会反馈",
    "有关材料按年度归档，做到有据可查",
    "解读材料与文件同步起草、同步审核、同步发布",
    "对不执行规定的单位予以通报，并责令限期改正",
    "重要数据发布前应当经分管负责人审定",
    "遇有政策调整的，自调整之日起五个工作日内完成更新",
)
_DEADLINES: tuple[tuple[str, date | None, bool], ...] = (
    ("", None, False),
    ("", None, False),
    ("6月底前", date(2024, 6, 30), False),
    ("9月20日前", date(2024, 9, 20), False),
    ("2024年11月30日前", date(2024, 11, 30), False),
    ("第三季度", date(2024, 9, 30), False),
    ("年底前", date(2024, 12, 31), False),
    ("持续推进", None, True),
    ("长期坚持", None, True),
)


class _Duty(NamedTuple):
    assigned: str
    roles: dict[str, list[str]]


def _duty(chance: random.Random) -> _Duty:
    first, second, third = chance.sample(_OFFICES, 3)
    group = chance.choice(["机关各科室", "局属各单位", "各相关科室"])
    everybody = ["机关各科室", "局属各单位"]
    return chance.choice(
        (
            _Duty(first, {"responsible": [first]}),
            _Duty(f"{first}、{second}", {"responsible": [first, second]}),
            _Duty(f"{first}牵头，{group}配合", {"lead": [first], "support": [group]}),
            _Duty(
                f"{first}牵头，{second}、{third}配合", {"lead": [first], "support": [second, third]}
            ),
            _Duty(
                f"{first}、{second}牵头，{third}参与", {"lead": [first, second], "support": [third]}
            ),
            _Duty(
                f"牵头单位：{first}；配合单位：{second}、{third}",
                {"lead": [first], "support": [second, third]},
            ),
            _Duty(f"{first}牵头，{second}具体落实", {"lead": [first], "responsible": [second]}),
            _Duty("机关各科室、局属各单位", {"responsible": everybody}),
            _Duty(f"责任科室：{first}、{second}", {"responsible": [first, second]}),
        )
    )


def _items() -> list[dict[str, Any]]:
    chance = random.Random(20240401)  # noqa: S311 - a fixed seed is meant
    texts, items = set[str](), []
    for n in range(_CHAPTERS * _SECTIONS * _ITEMS):
        while True:
            opening = chance.choice(_OPENINGS).format(chance.choice(_SUBJECTS))
            first, second = chance.sample(_MIDDLES, 2)
            text = f"{opening}，{first}。{second}；{chance.choice(_CLOSINGS)}。"
            if text not in texts:
                break
        texts.add(text)
        chapter, rest = divmod(n, _SECTIONS * _ITEMS)
        section, item = divmod(rest, _ITEMS)
        duty, (due_text, due, ongoing) = _duty(chance), chance.choice(_DEADLINES)
        items.append(
            {
                "number": f"{_NUMERALS[chapter]}、（{_NUMERALS[section]}）{item + 1}.",
                "text": text,
                "assigned": "；".join(filter(None, (duty.assigned, due_text))),
                **duty.roles,
                **({"due": due} if due else {}),
                **({"due_text": due_text} if due_text else {}),
                **({"ongoing": True} if ongoing else {}),
            }
        )
    return items


def long_plan() -> bytes:
    """The plan as a Word file with typed numbers."""
    body = [
        paras(f"""
云溪市住房和城乡建设局
云建发〔2024〕31号
{_TITLE}
根据《云溪市2024年政务公开工作要点》（云府办函〔2024〕19号），制定本任务分解。
""")
    ]
    for n, item in enumerate(_items()):
        chapter, section, number = (
            item["number"].replace("、", "、|").replace("）", "）|").split("|")
        )
        if n % (_SECTIONS * _ITEMS) == 0:
            body.append(para(f"{chapter}抓好第{chapter[:-1]}方面信息公开"))
        if n % _ITEMS == 0:
            body.append(para(f"{section}{_SUBJECTS[n // _ITEMS % len(_SUBJECTS)]}信息公开"))
        body.append(para(f"{number}{item['text']}（{item['assigned']}）"))
    body.append(para("请各科室、局属各单位于2024年12月16日前将落实情况报局办公室。"))
    body.append(paras("云溪市住房和城乡建设局\n2024年4月1日"))
    return file(*body)


@cache
def expected() -> dict[str, Any]:
    """What the plan says, in the form of the ``*.expected.yaml`` files."""
    return {
        "document": {
            "title": _TITLE,
            "number": "云建发〔2024〕31号",
            "issuer": "云溪市住房和城乡建设局",
            "year": 2024,
            "issued": date(2024, 4, 1),
            "due": date(2024, 12, 16),
            "due_text": "2024年12月16日前",
            "report_to": "局办公室",
            "basis": [{"title": "云溪市2024年政务公开工作要点", "number": "云府办函〔2024〕19号"}],
        },
        "items": _items(),
        "doubts": ["各相关科室"],
        "units": list(_OFFICES),
    }
