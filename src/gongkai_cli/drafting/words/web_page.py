"""What a web page says of itself above and below a document that was copied from it."""

from __future__ import annotations

import re

ABOVE = re.compile(
    r"(?:时间|日期|来源|点击|浏览|阅读|作者|字体|字号|打印)[^。]{0,6}?[：:]|首页\s*[>＞»]|当前(?:的)?位置"
)
"""When it was put there, how often it was read, and where on the site it stands."""
BELOW = re.compile(
    r"^(?:扫一扫|[【\[]\s*(?:打印|关闭)|(?:打印|关闭|收藏|返回)(?:本页|页面|窗口|顶部|列表)|我要(?:打印|纠错|收藏)|上一篇|下一篇|分享到|责任编辑|浏览次数|版权所有|相关(?:文件|链接|解读|阅读)|网站地图|附件下载)"
    "|网站标识码|ICP备|公网安备|网站地图.{0,6}联系我们|联系我们.{0,6}网站地图"
)
"""What follows the document: buttons, neighbours, who runs the site."""
