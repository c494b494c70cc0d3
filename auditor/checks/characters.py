"""Characters: wrong encodings, lost and invisible characters, look-alikes, stretched words."""

from collections import defaultdict
from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good, segment_check
from auditor.text.lookalikes import mixed_words
from auditor.text.mojibake import garbled

_BROKEN = regex.compile(
    r"\ufffd+|(?:锟斤拷)+|(?:ï¿½)+|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+"
    r"|[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]+"
)
_JOINED = r"\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Mandaic}"
_INDIC = (
    r"\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}"
    r"\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Thai}\p{Lao}\p{Myanmar}\p{Tibetan}"
)
_RTL = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}\p{Nko}]")
_HIDDEN = regex.compile(
    rf"(?<![{_JOINED}{_INDIC}])\u200c|\u200c(?=\s|\Z)"
    rf"|(?<![{_JOINED}{_INDIC}\p{{Extended_Pictographic}}\ufe0f\U0001f3fb-\U0001f3ff])\u200d"
    rf"|\u200d(?=\s|\Z)(?<![{_JOINED}{_INDIC}]\u200d)"
    r"|(?<![\p{Khmer}\p{Thai}\p{Lao}\p{Myanmar}\p{Tibetan}/._-])\u200b"
    r"(?![\p{Khmer}\p{Thai}\p{Lao}\p{Myanmar}\p{Tibetan}])"
    r"|[\u2028\u2029\ufeff\u2061-\u2064\u206a-\u206f\ufff9-\ufffb]"
    r"|(?<!\p{L}\p{M}*)\u00ad|\u00ad(?!\p{L})|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)
_DIRECTION = regex.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_STRETCHED = regex.compile(r"(?<=[\p{L}--\u0640]\p{M}*)\u0640+(?=[\p{L}--\u0640])", regex.V1)
_PREFIX = regex.compile(r"(?<!\p{L})(?:[وف]?(?:ال|[بكل](?:ال)?|لل))\Z")


@segment_check(
    id="mojibake",
    category="linguistic-conventions/character-encoding",
    severity=Severity.MAJOR,
    examples=[
        bad("Le cafÃ© est fermÃ©.", lang="fr", flags="Ã©"),
        bad("Donâ€™t go there.", lang="en", flags="â€™"),
        bad("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", lang="ru", flags="Ð¿Ñ€Ð¸Ð²ÐµÑ‚"),
        bad("РџСЂРёРІРµС‚, РјРёСЂ!", lang="ru", flags="РџСЂРёРІРµС‚"),
        bad("鎴戜滑鏄庡ぉ。", lang="zh-Hans", flags="鎴戜滑鏄庡ぉ"),
        bad("Ù…Ø±Ø\xadØ¨Ø§", lang="ar", flags="Ù…Ø±Ø\xadØ¨Ø§"),
        bad("Tiáº¿ng Viá»‡t", lang="vi", flags="áº¿"),
        good("Le café d’été est fermé : « À L’ÉTÉ » !", lang="fr"),
        good("„GRÖSSE“ und ÄÖÜ, São Paulo, Ærø, Ångström", lang="de"),
        good("Привет, мир! «Роман» — Ёлка", lang="ru"),
        good("我们明天见面，联通公司的新闻。", lang="zh-Hans"),
        good("مرحبا بالعالم، كيف الحال؟", lang="ar"),
        good("Tiếng Việt được viết như thế này.", lang="vi"),
    ],
)
def mojibake(segment: Segment, context: Context) -> Iterator[Hit]:
    """Text whose bytes were read in the wrong encoding.

    UTF-8 that was read in an older encoding, such as "Ã©" for é, "вЂ”" for — or "鎴戜滑" for
    我们, and texts in an older encoding of the language that were read as Western European. The
    suggestion is what the bytes say when they are read rightly. One finding for each sentence.
    """
    found = garbled(segment.text, context.target_language)
    if found:
        yield Hit(
            say_many(
                "These bytes were read in the wrong encoding.",
                "{count} places of this sentence were read in the wrong encoding.",
                len(found),
            ),
            found[0].span,
            suggestion=found[0].meant,
        )


@segment_check(
    id="invalid-character",
    category="linguistic-conventions/character-encoding",
    severity=Severity.MAJOR,
    examples=[
        bad("Le caf\ufffd est ferm\ufffd.", lang="fr", flags="\ufffd"),
        bad("这是锟斤拷测试。", lang="zh-Hans", flags="锟斤拷"),
        bad("Он\x07 пришёл.", lang="ru", flags="\x07"),
        bad("قال\ue123 المدير.", lang="ar", flags="\ue123"),
        good("Le café\tet le thé, à 20 °C.", lang="fr"),
        good("絵文字😀と👨‍👩‍👧です。", lang="ja"),
        good("他说：「𠮷野家」。", lang="zh-Hant"),
        good("می‌خواهم بروم.", lang="fa"),
        good("Press \ue000 to go.", "Appuyez sur \ue000.", lang=("en", "fr")),
    ],
)
def invalid_character(segment: Segment, context: Context) -> Iterator[Hit]:
    """Character that shows as a box or not at all.

    Replacement characters stand for text that was lost, and control and private-use characters
    mean nothing outside of the program that made them. What the original has too is left alone.
    One finding for each sentence.
    """
    source = context.source.text if context.source is not None else ""
    found = [match for match in _BROKEN.finditer(segment.text) if match.group()[0] not in source]
    if found:
        lost = found[0].group()[0] in "\ufffd锟ï"
        code = f"U+{ord(found[0].group()[0]):04X}"
        yield Hit(
            say("Characters were lost here.")
            if lost
            else say("{code} is no character for text.", code=code),
            Span(*found[0].span()),
            severity=None if lost else Severity.MINOR,
        )


@document_check(
    id="invisible-character",
    category="linguistic-conventions/character-encoding",
    severity=Severity.MINOR,
    examples=[
        bad("Le pro\u200bjet avance.", lang="fr", flags="\u200b"),
        bad("Der \ufeffBericht ist da.", lang="de", flags="\ufeff"),
        bad("Он при\u200dшёл.", lang="ru", flags="\u200d"),
        bad("他来\u200e了。", lang="zh-Hans", flags="\u200e"),
        bad("They \u202ecame today.", lang="en", flags="\u202e"),
        good("می\u200cخواهم به خانه بروم.", lang="fa"),
        good("क्\u200dष और क्\u200cष अलग हैं।", lang="hi"),
        good("Bravo 👨\u200d👩\u200d👧 et 🏳\ufe0f\u200d🌈 !", lang="fr"),
        good("قال (\u200eOpenAI\u200e) إن \u2068GPT\u2069 جاهز.", lang="ar"),
        good("Donau\u00addampf\u00adschiff", lang="de"),
        good("ភាសា\u200bខ្មែរ", lang="km"),
        good("The word שלום\u200f is Hebrew.", lang="en"),
    ],
)
def invisible_character(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Character without a width where none belongs.

    It is not seen, and yet breaks searching, sorting and spell checking. Joiners inside words of
    Arabic, Persian and Indic scripts and inside emoji, marks of direction beside text that runs
    from right to left, soft hyphens inside words and word breaks of Khmer, Thai, Lao and Burmese
    are right. All places of one character are one finding.
    """
    rtl = context.target_language.direction == "rtl"
    places: dict[str, list[Place]] = defaultdict(list)
    for segment in segments:
        if segment.text.isascii():
            continue
        for match in _HIDDEN.finditer(segment.text):
            sign = match.group()
            if _DIRECTION.match(sign) and (rtl or _RTL.search(segment.text)):
                continue
            places[sign].append(Place(segment.index, Span(*match.span())))
    for sign, own in sorted(places.items()):
        yield from grouped(
            own,
            say("{count} × U+{code}, which is not seen.", count=len(own), code=f"{ord(sign):04X}"),
        )


@document_check(
    id="mixed-script-word",
    category="linguistic-conventions/character-encoding",
    severity=Severity.MINOR,
    examples=[
        bad("Он живёт в Моcкве.", lang="ru", flags="Моcкве"),
        bad("The Pаris office", lang="en", flags="Pаris"),
        bad("Київська oбласть", lang="uk", flags="oбласть"),
        bad("Η Αθήνα και η Kύπρος", lang="el", flags="Kύπρος"),
        bad("La próxіma semana", lang="es", flags="próxіma"),
        good("Wi-Fi-роутер, SMM-щик, IT и iPhone’ы в Москве", lang="ru"),
        good("λ-calculus, 5 μm, kΩ, Δt and β2M", lang="en"),
        good("OpenAI는 GPT를 발표했다.", lang="ko"),
        good("GPT模型和A股的K线图", lang="zh-Hans"),
        good("أعلنت الـOpenAI عن وGPT جديد.", lang="ar"),
        good("ВКонтакте и YouTube в СССР", lang="ru"),
    ],
)
def mixed_script_word(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Word with letters of two alphabets.

    Latin, Cyrillic and Greek have letters that look alike; a word that mixes them reads rightly
    but is not found by a search, and a reading voice stumbles over it. Compounds of two words with
    a hyphen, units and formulas are left alone. All places of the file are one finding.
    """
    places = [
        Place(segment.index, span)
        for segment in segments
        if not segment.text.isascii()
        for span in mixed_words(segment.text)
    ]
    yield from grouped(
        places,
        say_many(
            "Letters of two alphabets stand in one word.",
            "Letters of two alphabets stand in one word ({count} places).",
            len(places),
        ),
    )


@document_check(
    id="kashida",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("أعلن المـــدير عن الخطة.", lang="ar", flags="ـــ"),
        bad("این کتـاب خوب است.", lang="fa", flags="ـ"),
        bad("یہ کتـــاب اچھی ہے۔", lang="ur", flags="ـــ"),
        good("أعلنت الـ OpenAI والـ GPT عن خطة بـ 5 ملايين.", lang="ar"),
        good("سنة 1445 هـ، الـمدير", lang="ar"),
        good("ـــــــ", lang="ar"),
        good("این کتاب خوب است.", lang="fa"),
        good("他说：「你好」。", lang="zh-Hans"),
    ],
)
def kashida(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Word that is stretched with a kashida.

    The sign ـ fills lines in calligraphy; in text it hides the word from a search. After a prefix
    before a foreign word or a number, and in abbreviations, it is right. All places are one
    finding.
    """
    places = [
        Place(segment.index, Span(*match.span()))
        for segment in segments
        if "\u0640" in segment.text
        for match in _STRETCHED.finditer(segment.text)
        if not _PREFIX.search(segment.text[: match.start()])
    ]
    yield from grouped(
        places,
        say_many(
            "The word is stretched with a kashida.",
            "Words are stretched with kashidas ({count} places).",
            len(places),
        ),
    )
