"""Texts that several tests use."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("auditor", deadline=None, derandomize=True)
settings.load_profile("auditor")
ZH = """\
星河銀行宣布新計畫

星河銀行（Galaxy Bank）週一宣布，將投資 90 億元擴建資料中心。執行長 Anna Keller 表示：「我們準備好了。」

這項計畫預計在 2027 年完成。分析師認為市場反應正面。

目前共有 1,200 名員工參與。公司明年將再招募 300 人。
"""
FR = """\
Galaxy Bank annonce un nouveau plan

Galaxy Bank a annoncé lundi un investissement de 9 milliards pour agrandir ses centres de données. \
« Nous sommes prêts », a déclaré la directrice générale Anna Keller.

Le projet devrait être achevé en 2027. Les analystes jugent la réaction du marché positive.

À ce jour, 1 200 employés y participent. L’entreprise recrutera encore 300 personnes l’an prochain.
"""


@pytest.fixture
def zh(tmp_path: Path) -> Path:
    path = tmp_path / "article.zh.txt"
    path.write_text(ZH, encoding="utf-8")
    return path


@pytest.fixture
def fr(tmp_path: Path) -> Path:
    path = tmp_path / "article.fr.txt"
    path.write_text(FR, encoding="utf-8")
    return path
