"""What was noticed in a document that is no plain text: one sentence for each kind, with the places."""

from __future__ import annotations

_MOST_PLACES = 8
_SENTENCES = {
    "deleted": "修订中删去的文字没有读",
    "inserted": "修订中增加的文字读作正文",
    "hidden": "隐藏文字没有读",
    "struck": "带删除线的文字没有读",
    "box": "文本框的文字读在所在的段落或表格之后",
    "art": "艺术字读在所在的段落或表格之后",
    "note": "脚注、尾注读在所在的段落或表格之后",
    "comment": "批注没有读",
    "picture": "图片没有读，图里的文字请补录",
    "chart": "图表没有读",
    "diagram": "SmartArt 图形没有读，图里的文字请补录",
    "object": "嵌入的对象没有读",
    "chunk": "插入的外部文档没有读",
    "symbol": "特殊符号没有读",
    "ruby": "拼音没有读",
    "field": "带圈字符等域没有读，请补录",
    "contents": "目录没有读，它由标题生成",
    "nested": "表格里套的表格读作外面那一格的文字",
    "covered": "被合并的格遮住的文字没有读",
    "bare": "只有编号、没有文字的段落没有读",
    "odd": "编号的样式认不出来，读作阿拉伯数字",
    "unseen": "看不见的控制符没有读",
}
_PICTURES = {"picture": "图片", "chart": "图表", "diagram": "图形", "object": "嵌入的对象"}


class Remarks:
    """Gathers what was noticed, by kind and place."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, None]] = {}

    def add(self, kind: str, place: str) -> None:
        """Notice a kind of thing (a key of ``_SENTENCES``) at a place."""
        self._places.setdefault(kind, {})[place] = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what was noticed, each kind in one sentence."""
        return tuple(
            f"{sentence}：{_joined(list(self._places[kind]))}。"
            for kind, sentence in _SENTENCES.items()
            if kind in self._places
        )

    @property
    def instead(self) -> str:
        """Name what a document holds that has no words."""
        return "、".join(word for kind, word in _PICTURES.items() if kind in self._places)


def _joined(places: list[str]) -> str:
    shown = "、".join(places[:_MOST_PLACES])
    return f"{shown} 等 {len(places)} 处" if len(places) > _MOST_PLACES else shown
