"""Word documents in prose: typed numbers, automatic ones, articles, labels on lines of their own."""

from __future__ import annotations

import io

from docx import Document

from .wordml import (
    Xml,
    control,
    deleted,
    file,
    footnote,
    inserted,
    link,
    para,
    paras,
    run,
)

_ENVIRONMENT = """
# 一、营造便捷高效的政务环境
（一）**深化“一网通办”。**推动依申请办理的政务服务事项全程网办，电子证照能共享的不再要求企业提交纸质材料。（牵头单位：市政务服务数据管理局；配合单位：市直有关部门、单位；完成时限：2022年10月底前）
（二）**推行“免申即享”。**梳理惠企资金目录，符合条件的企业无需申请即可获得资金支持。（牵头单位：市发改委、财政局；责任单位：各县（市、区）人民政府）
（三）**提升融资便利度。**扩大首贷、信用贷规模，降低小微企业综合融资成本。（市金融办、人民银行云溪市中心支行、云溪银保监分局分别牵头落实）
# 二、营造公平竞争的市场环境
（四）**优化办电服务。**对160千瓦及以下的小微企业用电报装实行“零投资”。（市工信局、云溪供电局，各县（市、区）人民政府，6月底完成）
（五）**精简工程建设审批。**社会投资简易低风险项目从立项到竣工验收不超过十五个工作日。（市自然资源局牵头，市住房和城乡建设局、交通运输局参与，各县（市、区）人民政府负责落实）
（六）**提高合同执行效率。**推广网上立案、在线庭审，缩短商事案件审理期限。（牵头单位：市中级人民法院；配合单位：市司法局、公安局）
# 三、营造宜居宜业的人文环境
（七）**优化人才服务。**为引进人才提供落户、子女入学、就医等“一件事”联办服务。(市人力资源和社会保障局、教育局、卫生健康局按职责分工负责，长期坚持）
（八）**规范涉企检查。**推行综合查一次，公布各部门年度涉企检查计划。（市生态环境局、市综合行政执法局，8月前）
（九）**畅通政企沟通。**每月举行一次早餐会，面对面听取企业意见，问题办结率纳入考核。（市工商业联合会(市总商会)、市中小企业服务中心；持续推进）
（十）**开展营商环境评价。**借鉴世界银行新评估体系开展自评，形成问题清单并限时整改。[市发改委牵头，各相关单位配合；2022年12月15日前]
"""


def environment() -> bytes:
    """Typed numbers and bold lead sentences, written with python-docx."""
    document = Document()
    document.add_paragraph("云溪市人民政府办公室文件")
    document.add_paragraph("云府办〔2022〕30号")
    document.add_heading("云溪市2022年优化营商环境重点任务分工", 0)
    document.add_paragraph(
        "为贯彻《优化营商环境条例》（国务院令第722号），落实《云溪市优化营商环境三年行动方案（2021—2023年）》"
        "（云府〔2021〕6号），制定本分工。"
    )
    for line in _ENVIRONMENT.strip().splitlines():
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
            continue
        paragraph = document.add_paragraph()
        for n, words in enumerate(line.split("**")):
            paragraph.add_run(words).bold = n % 2 == 1
    document.add_paragraph("各牵头单位要于每季度末将进展情况报送市发改委。")
    document.add_paragraph("云溪市人民政府办公室")
    document.add_paragraph("2022年3月8日")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def auto_numbered() -> bytes:
    """Numbers that Word counts through heading styles, with a reviewer's changes left in."""
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    body = [
        paras("""
某省文化和旅游厅办公室文件
某文旅办发〔2023〕15号
某省文化和旅游厅办公室关于印发《2023年政务公开工作要点分工方案》的通知
厅机关各处室、厅直属各单位：
经厅领导同意，现将《2023年政务公开工作要点分工方案》印发给你们，请抓好落实。
某省文化和旅游厅办公室
2023年5月4日
2023年政务公开工作要点分工方案
"""),
        para(
            "根据",
            link("《某省2023年政务公开工作要点》"),
            "（某政办〔2023〕8号），结合本厅实际，制定本方案。",
        ),
        para("加强政策发布解读", style="1"),
        para("做好政策文件公开", style="2"),
        para(
            "对现行有效的规章和规范性文件全面清理，",
            inserted("6月底前在厅门户网站“政策文件库”集中公开，"),
            deleted("年底前公开，"),
            "标明效力状态。（政策法规处牵头，各处室配合）",
            style="3",
        ),
        para(
            "新出台的文件公开发布之日起三个工作日内同步推送至“文旅通”",
            footnote(1),
            "小程序。（政策法规处、规划信息处（数据中心））",
            style="3",
        ),
        para("做好政策解读", style="2"),
        para(
            "提前谋划解读方案，厅主要负责人每年解读重要政策不少于一次。",
            control(run("（办公室牵头，资源开发处、市场管理处协办）")),
            style="3",
        ),
        para("扩大重点领域公开", style="1"),
        para("推进公共文化服务公开", style="2"),
        para(
            "公布省级公共图书馆、文化馆、博物馆的开放时间、免费项目和特殊群体服务措施。", style="3"
        ),
        para("（公共服务处牵头，省图书馆、省博物馆、省文化馆落实；持续推进）"),
        para(
            "公布非物质文化遗产代表性项目、传承人名录和补助资金安排。（非物质文化遗产处、计划与财务处；9月底前）",
            style="3",
        ),
        para("推进旅游市场监管公开", style="2"),
        control(
            para(
                "公布旅行社、A级景区、星级饭店名录和等级复核结果，曝光典型违法案件。（市场管理处、省文化市场综合执法监督局）",
                style="3",
            ),
        ),
        para(
            "公布旅游投诉渠道、办理流程和节假日投诉数据。（市场管理处",
            deleted("、办公室"),
            "，全年）",
            style="3",
        ),
        para("加强工作保障", style="1"),
        para("厅办公室适时通报进展。各处室、各直属单位请于2023年11月30日前将落实情况报厅办公室。"),
    ]
    return file(*body, lists=[levels], headings=(0, 1, 2), notes=["“文旅通”由厅数据中心管理。"])


def labelled() -> bytes:
    """Labels on lines of their own or after a line break, full-width numerals."""
    return file(
        paras("""
云岭县人民政府办公室
关于印发云岭县2022年法治政府建设工作要点的通知
云政办〔２０２２〕１２号
各乡镇人民政府，县直各部门：
《云岭县2022年法治政府建设工作要点》已经县人民政府同意，现印发给你们，请认真组织实施。
云岭县人民政府办公室
二〇二二年四月十三日
云岭县2022年法治政府建设工作要点
一、加快转变政府职能
"""),
        para("１、全面落实权责清单制度，对清单实行动态调整，调整结果于５月底前公布。"),
        para("责任单位：县委编办、县司法局、县直各部门"),
        para(
            "２、推进“一枚印章管审批”，编制跨部门“一件事”办事指南。\v牵头单位：县行政审批局\v配合单位：县发改局、市场监管局、住建局"
        ),
        paras("""
二、提高制度建设质量
３、行政规范性文件合法性审核率、备案率、公开率均达到百分之百。
（责任单位：县政府办公室、县司法局，各有关部门、各乡镇人民政府按职责分工分别负责）
４、开展行政规范性文件清理，重点清理与优化营商环境不一致的规定，
清理结果经县政府常务会议审议后向社会公布。
牵头单位：县司法局
责任单位：县经济开发区管委会，各乡镇人民政府
完成时限：10月31日前
三、推进严格规范公正文明执法
５、组织执法人员参加通用法律知识考试，不合格的不予换发执法证件。（县司法局牵头，县人力资源和社会保障局、各执法部门参与，第二季度）
６、开展食品药品、安全生产、生态环境、农资打假等重点领域专项执法。
责任单位：县市场监管局、应急局、生态环境分局、农业农村局
完成时限：全年
四、强化监督问责
７、主动接受人大监督、民主监督，建议提案办复率达到百分之百，除涉密外办理结果全部公开。
牵头单位：县政府办公室　　配合单位：各承办单位
完成时限：2022年9月30日前
县司法局要加强督促指导，各单位于2022年12月20日前书面报送工作情况。
"""),
    )


def articles() -> bytes:
    """Chapters and articles that Word counts, each list in its own way."""
    chapters = [("chineseCountingThousand", "第%1章 ")]
    running = [("chineseCountingThousand", "第%1条 ")]

    def chapter(text: str) -> Xml:
        return para(text, level=0, numbering=1)

    def article(text: str) -> Xml:
        return para(text, level=0, numbering=2)

    return file(
        paras("""
云溪职业技术学院2025年信息公开任务清单
云溪职业技术学院 2025年4月7日
"""),
        chapter("招生与学籍"),
        article("公布高职分类招考、五年一贯制招生计划和录取结果。【招生就业处主办，各系部协办】"),
        article(
            "公布学籍管理、转专业、毕业资格审核的规定和名单，名单公示不少于五个工作日。【教务处】"
        ),
        article("公布学生申诉的受理机构、办理程序和时限。"),
        para("【学生工作处、团委、保卫处】"),
        chapter("财务与后勤"),
        article(
            "公布收费项目、标准、依据和投诉电话，秋季开学前更新。【财务处会同后勤管理处负责，8月25日前】"
        ),
        article("公布食堂大宗食材采购价格和学生伙食委员会意见的采纳情况。【后勤管理处，长期坚持】"),
        article("公布校园基本建设、信息化项目的招标结果和变更情况。"),
        para("涉及商业秘密的部分依法处理后公布。"),
        para("【资产与实训管理处牵头，信息中心、后勤管理处参与，11月底前】"),
        chapter("其他"),
        para("各系部、各部门12月1日前将完成情况报校长办公室。"),
        lists=[chapters, running],
    )
