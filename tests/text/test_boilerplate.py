"""Page chrome is told apart from the article in any language, and nothing else is taken."""

import lzma
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Block, Document, Span
from auditor.text.boilerplate import mark

SHARED = Path(__file__).parents[2].parent / "shared"


def page(text: str) -> Document:
    """Make a document with one block per line; lines with a bullet are items."""
    blocks = []
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare:
            at = start + line.index(bare)
            kind = "item" if bare[0] in "•-*" else "paragraph"
            blocks.append(Block(kind, Span(at, at + len(bare)), number))  # type: ignore[arg-type]
        start += len(line) + 1
    return Document("page.txt", "", text, tuple(blocks))


def taken(text: str) -> list[str]:
    """Give the lines that are marked as page chrome."""
    document = mark(page(text))
    assert {b.excluded for b in document.blocks} <= {"", "boilerplate"}
    return [block.span.of(text) for block in document.blocks if block.excluded]


ARTICLES = {
    "en": """The harbour that learned to wait

Few people remember when the last ferry left the old harbour on a regular timetable.
By Ruth Allan

The town council has now decided to reopen the pier, although nobody expects crowds before the spring.
A new beginning
Fishermen say that the water is cleaner than it was twenty years ago, and the herons agree.""",
    "de": """Der Hafen, der warten lernte

Kaum jemand erinnert sich daran, wann die letzte Fähre den alten Hafen nach Fahrplan verlassen hat.
Von Ruth Allan

Der Stadtrat hat nun beschlossen, den Steg wieder zu öffnen, auch wenn vor dem Frühling niemand Andrang erwartet.
Ein neuer Anfang
Die Fischer sagen, das Wasser sei sauberer als vor zwanzig Jahren, und die Reiher geben ihnen recht.""",
    "fr": """Le port qui apprit à attendre

Rares sont ceux qui se rappellent quand le dernier bac a quitté le vieux port à l’heure prévue.
Par Ruth Allan

Le conseil municipal a décidé de rouvrir la jetée, même si personne n’attend la foule avant le printemps.
Un nouveau départ
Les pêcheurs disent que l’eau est plus propre qu’il y a vingt ans, et les hérons leur donnent raison.""",
    "es": """El puerto que aprendió a esperar

Pocos recuerdan cuándo salió del viejo puerto el último transbordador con horario fijo.
Por Ruth Allan

El ayuntamiento ha decidido reabrir el muelle, aunque nadie espera multitudes antes de la primavera.
Un nuevo comienzo
Los pescadores dicen que el agua está más limpia que hace veinte años, y las garzas les dan la razón.""",
    "ru": """Гавань, которая научилась ждать

Мало кто помнит, когда из старой гавани ушёл последний паром, ходивший по расписанию.
Автор: Рут Аллан

Городской совет решил снова открыть причал, хотя до весны никто не ждёт большого наплыва людей.
Новое начало
Рыбаки говорят, что вода чище, чем двадцать лет назад, и цапли с ними вполне согласны.""",
    "ja": """待つことを覚えた港

最後の定期便がいつ古い港を出たのか、覚えている人はもうほとんどいない。
文・ルース・アラン

町議会は桟橋を再び開くことを決めたが、春までは人出を期待する者はいないという。
新しい始まり
漁師たちは、水が二十年前よりもきれいになったと言い、サギたちもそれに同意しているようだ。""",
    "zh-Hans": """学会等待的港口

很少有人记得，最后一班定期渡轮是什么时候离开这座老港口的。
文／露丝·艾伦

镇议会现在决定重新开放码头，尽管没有人指望春天之前会有大批游客前来。
新的开始
渔民们说，如今的海水比二十年前干净得多，连白鹭似乎也同意这种看法。""",
    "ko": """기다림을 배운 항구

마지막 정기 여객선이 언제 옛 항구를 떠났는지 기억하는 사람은 이제 거의 없다.
글 루스 앨런

시 의회는 부두를 다시 열기로 결정했지만, 봄이 오기 전에 사람들이 몰릴 것이라고 보는 이는 없다.
새로운 시작
어부들은 물이 이십 년 전보다 훨씬 깨끗해졌다고 말하고, 왜가리들도 그 말에 동의하는 듯하다.""",
    "ar": """الميناء الذي تعلم الانتظار

قليلون هم من يتذكرون متى غادرت آخر عبارة منتظمة هذا الميناء القديم الهادئ.
بقلم روث آلان

قرر المجلس البلدي إعادة فتح الرصيف، مع أن أحدا لا يتوقع ازدحاما كبيرا قبل حلول الربيع.
بداية جديدة
يقول الصيادون إن الماء أنظف مما كان عليه قبل عشرين عاما، ويبدو أن طيور البلشون توافقهم الرأي.""",
    "vi": """Bến cảng học cách chờ đợi

Ít người còn nhớ chuyến phà cuối cùng chạy theo lịch đã rời bến cảng cũ từ khi nào.
Bài của Ruth Allan

Hội đồng thị trấn nay quyết định mở lại cầu tàu, dù không ai mong có đông người trước mùa xuân.
Một khởi đầu mới
Ngư dân nói rằng nước sạch hơn hai mươi năm trước, và đàn diệc dường như cũng đồng ý.""",
}

PAGES = [
    (
        "en",
        "Skip to main content\nHome | News | Sport | Contact\nSign in\nSubscribe",
        "Share this article\nFacebook\nTwitter\nCopy link\n12 Comments\nBe the first to comment\n"
        "Related articles\nWhat the tide brings in\nHow to mend a net\n© 2024 Harbour Post\n"
        "All rights reserved",
    ),
    ("en", "", "0/300\nNo comments yet\nPost a comment"),
    (
        "de",
        "Zum Inhalt springen\nStartseite › Wirtschaft › Häfen\nAnmelden",
        "Teilen\nMerken\nDrucken\nKeine Kommentare\nDas könnte Sie auch interessieren\n"
        "Was die Flut bringt\nImpressum | Datenschutz | Kontakt",
    ),
    (
        "fr",
        "",
        "Lire l’original\n• J’aime\n• Partager\nCommentaires (3)\nAucun commentaire\n"
        "Lire partout et sans attendre\nqrCode\nScannez pour télécharger l’application Rivage\n"
        "• English\n• Deutsch\n• Español (Latinoamérica)\n• 日本語\n• Français (Canada)",
    ),
    (
        "es",
        "Saltar al contenido\nInicio\nNoticias\nDeportes\nIniciar sesión",
        "Ver el original\nMe gusta\nCompartir\nDeja un comentario\n"
        "Esta página puede incluir contenido de terceros con fines informativos. No se garantiza su "
        "exactitud ni constituye asesoramiento. Consulte el aviso legal para más detalles.\n"
        "Todos los derechos reservados",
    ),
    (
        "ru",
        "Главная › Новости › Города\nВойти\nПодписаться",
        "Поделиться\nНравится\nКомментарии (0)\nПока нет комментариев\nЧитайте также\n"
        "Что приносит прилив\n1 2 3 … 10\nВсе права защищены",
    ),
    (
        "ja",
        "ホーム > ニュース > 国際\nログイン\n会員登録",
        "この記事をシェア\nいいね\nコメント 0\nコメントはまだありません\n関連記事\n潮が運ぶもの\nページトップへ\n無断転載を禁じます",
    ),
    (
        "zh-Hans",
        "扫码下载 港湾 App\nqrCode\n更多下载方式\n今日不再提醒",
        "阅读原文\n本页面可能包含第三方内容，仅供参考。本站不保证其准确性，也不提供任何投资建议。详情请见免责声明。\n"
        "• 点赞\n• 评论\n• 转发\n0/400\n暂无评论\n随时随地读港湾\n社区\n• English\n• 日本語\n• Русский",
    ),
    (
        "ko",
        "본문 바로가기\n로그인\n회원가입",
        "좋아요\n공유하기\n댓글 3\n댓글 쓰기\n관련기사\n밀물이 가져오는 것\n무단 전재 및 재배포 금지",
    ),
    (
        "ar",
        "الرئيسية\nأخبار\nرياضة\nتسجيل الدخول\nانتقل إلى المحتوى",
        "عرض الأصل\nإعجاب\nمشاركة\nلا توجد تعليقات\nجميع الحقوق محفوظة",
    ),
    (
        "vi",
        "Trang chủ > Tin tức > Đời sống\nĐăng nhập",
        "Xem bản gốc\nThích\nChia sẻ\nChưa có bình luận\nTin liên quan\nThủy triều mang gì về",
    ),
]


@pytest.mark.parametrize(("lang", "head", "tail"), PAGES)
def test_chrome_at_head_and_tail_is_marked_and_the_article_stays(
    lang: str, head: str, tail: str
) -> None:
    text = "\n\n".join(part for part in (head, ARTICLES[lang], tail) if part)
    assert taken(text) == [line.strip() for line in f"{head}\n{tail}".split("\n") if line.strip()]


@pytest.mark.parametrize("lang", ARTICLES)
def test_an_article_without_chrome_loses_nothing(lang: str) -> None:
    assert taken(ARTICLES[lang]) == []


@pytest.mark.parametrize(("lang", "head", "tail"), PAGES)
def test_chrome_without_an_article_loses_nothing(lang: str, head: str, tail: str) -> None:
    assert taken(f"{head}\n\n{tail}") == []


PLAIN = {
    "poem": "Morning\n\nThe reeds are grey\nthe water slow\na heron waits\nfor light to go\n\nHome\nat last\nmore\nor less",
    "haiku": "古い港\nサギが待っている\n春の水\n\nもっと見る\n海の色",
    "recipe": "Pfannkuchen\n\n250 g Mehl\n3 Eier\n1/2 l Milch\n1 Prise Salz\n\n"
    "Mehl und Milch verrühren, bis keine Klumpen mehr zu sehen sind.\nEier zugeben.\n"
    "In heißer Butter von beiden Seiten goldgelb backen und sofort servieren.\n"
    "Tipp\nMit Apfelmus\nMehr\nZurück",
    "products": "Lampe de bureau\nChaise pliante\nTable basse\nÉtagère\nMiroir\nTapis\nPanier\nContact",
    "dialogue": "— Ты идёшь?\n— Далее.\n— Поделиться?\n— Нет.\n— Назад?\n— Ещё.\n— Домой.",
    "messages": "Share\nSave\nCancel\nLog in\nSign up\nAre you sure that you want to delete this comment?\n"
    "No comments yet\nYour changes have been saved and will be visible to everyone shortly.\n"
    "Settings\nCopy link\nPrivacy policy\nTerms of use\nBack\nNext",
    "mensajes": "Compartir\nGuardar\nCancelar\nIniciar sesión\nDeja un comentario\nVer más\nCerrar",
    "languages": "The pocket guide is printed in eleven languages and sold in every harbour town.\n"
    "You can order it by post, and the publisher answers letters within a week.\n"
    "Editions exist in:\n• English\n• Deutsch\n• Français\n• Español\n• 日本語",
    "sections": "本报明年将扩版，编辑部已经为此准备了整整一年的时间。\n"
    "读者来信显示，大家最希望看到更多关于本地生活的深入报道。\n新增版面如下：\n• 财经\n• 科技\n• 健康\n• 文化\n• 体育",
    "law": "This site uses cookies, and our privacy policy explains the consent that we need from you.\n"
    "We accept no liability for third-party content; this page is for informational purposes.\n"
    "Personal data may not be copied without permission, and copyright remains with this site.\n"
    "By your consent to the terms of use you waive the guarantee of accuracy on this website.\n"
    "A disclaimer on this page limits liability for financial advice and third-party data.",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_texts_of_short_lines_lose_nothing(text: str) -> None:
    assert taken(text) == []


def test_a_title_between_buttons_stays() -> None:
    text = "\n".join(["Home", "News", "Sign in", ARTICLES["en"].replace("\n\n", "\n", 1)])
    assert "The harbour that learned to wait" not in taken(f"Share on Facebook\n{text}")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Advertisement"),
        ("en", "Read more: Why herons come back"),
        ("fr", "Lire aussi : Pourquoi les hérons reviennent"),
        ("de", "Anzeige"),
        ("ru", "Читайте также: Почему возвращаются цапли"),
        ("zh-Hans", "延伸阅读：白鹭为什么归来"),
    ],
)
def test_unmistakable_lines_inside_the_article_are_marked(lang: str, line: str) -> None:
    first, second = ARTICLES[lang].rsplit("\n", 2)[0], "\n".join(ARTICLES[lang].rsplit("\n", 2)[1:])
    assert taken(f"{first}\n{line}\n{second}") == [line]


def test_a_heading_on_the_subject_of_the_article_is_no_advertisement() -> None:
    text = (
        ARTICLES["de"]
        .replace("Ein neuer Anfang", "Anzeige")
        .replace("Die Fischer", "Eine anzeige im Amtsblatt rief zum Mitmachen auf. Die Fischer")
    )
    assert taken(text) == []


def test_common_words_inside_the_article_stay() -> None:
    text = ARTICLES["en"].replace("A new beginning", "• Politics\n• Business\n• Health\n• Home")
    assert taken(text) == []


def test_units_of_a_bitext_file_and_excluded_blocks_stay_as_they_are() -> None:
    text = ARTICLES["en"] + "\n\n0/300\nNo comments yet\nPost a comment"
    blocks = tuple(Block(b.kind, b.span, b.line, unit=f"u{b.line}") for b in page(text).blocks)
    document = Document("messages.po", "en", text, blocks)
    assert mark(document) is document
    empty = Document("page.txt", "", "", (Block("paragraph", Span(0, 0), 1, excluded="empty"),))
    assert mark(empty) is empty


@pytest.mark.parametrize("unit", ["a", "字", ". ", ".x", "(", "1,", "[1]", "» "])
def test_a_long_line_takes_no_time(unit: str) -> None:
    text = f"Home\n{unit * (200_000 // len(unit))}x\nShare"
    begun = time.process_time()
    assert taken(text) == []
    assert time.process_time() - begun < 2


@given(st.lists(st.text(max_size=80), max_size=30))
def test_only_the_mark_changes(lines: list[str]) -> None:
    document = page("\n".join(line.replace("\n", " ") for line in lines))
    after = mark(document)
    assert after.text == document.text
    assert [(b.kind, b.span, b.line) for b in after.blocks] == [
        (b.kind, b.span, b.line) for b in document.blocks
    ]
    assert mark(after) == after or any(b.excluded for b in after.blocks)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_reference_article() -> None:
    chrome = {1, 2, 3, 4, *range(60, 88)}
    for name in ("article.fr.txt", "article.zh-Hant.txt"):
        document = mark(page((SHARED / "seed" / name).read_text(encoding="utf-8")))
        lines = {block.line for block in document.blocks}
        assert {b.line for b in document.blocks if b.excluded} == chrome & lines


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_news_in_twenty_languages_loses_nothing() -> None:
    path = SHARED / "data" / "quality" / "ntrex_clean_dev.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        header, *rows = [line.rstrip("\n").split("\t") for line in file]
    for column in range(3, len(header)):
        documents: dict[str, list[str]] = {}
        for row in rows[:200]:
            documents.setdefault(row[0], []).append(row[column])
        for lines in documents.values():
            assert taken("\n".join(lines)) == []
