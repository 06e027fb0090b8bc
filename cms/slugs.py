"""Which ASCII address a title gets, in Arabic as in any other script.

Arabic is written without most of its vowels, so letter-by-letter transcription cannot be read
aloud. The words the house uses every day stand in a lexicon with their vowels; their common
endings and prefixes are derived; every other word is vowelled by the shape of Arabic syllables.
The result is an address people can read out and remember, not a scholarly romanisation.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

from cms.text import fold, strip_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

MAX_LENGTH: Final = 80
_MAX_FROM_TITLE: Final = 60  # leaves room for "-2"
_MIN_LETTERS: Final = 3
_MAX_ATTEMPTS: Final = 10_000
_SHAPE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED: Final = frozenset(
    (
        *("page", "topic", "entity", "author", "feed", "feeds"),
        *("account", "admin", "api", "static", "media", "search", "preview"),
        *("cards", "documents", "entities", "health", "items", "page-rating", "people", "r"),
        *("sitemap", "styleguide", "subscribe", "subscription", "topics"),
    )
)
_HOUSE_LANGUAGES: Final = ("ar", "en")

# A cut must not leave these hanging at the end.
_DANGLING: Final = re.compile(
    "al|wal|bil|wabil|lil|walil|kal|fal|wa|bi|li|ka|fa|fi|min|ila|ala|an|maa"
    "|a|and|as|at|by|for|from|in|of|on|or|the|to|with"
)

# Latin before Arabic, in pairs: so each line reads in order in every editor. Plain words of
# participation and government first, then those that only hold a sentence together.
_WORDS: Final = """
    hukuma حكومة hukumi حكومي musharaka مشاركة raqami رقمي dhaki ذكي khidma خدمة khadamat خدمات
    iliktruni إلكتروني tahawul تحول muwatin مواطن mujtama مجتمع mujtamai مجتمعي bayanat بيانات
    maftuh مفتوح malumat معلومات jiha جهة jihat جهات hayat حياة haya هيئة wizara وزارة wazir وزير
    dawla دولة duwal دول imarat إمارات imarati إماراتي jumhur جمهور khutta خطة khutat خطط
    bawaba بوابة tawasul تواصل ijtimai اجتماعي taziz تعزيز amal عمل aamal أعمال amaliya عملية
    minassa منصة minassat منصات mashru مشروع mashari مشاريع hadaf هدف ahdaf أهداف watani وطني
    watan وطن ittihad اتحاد ittihadi اتحادي qanat قناة qanawat قنوات siyasa سياسة siyasat سياسات
    mutaamil متعامل amm عام amma عامة majal مجال mustawa مستوى qarar قرار marhala مرحلة
    marahil مراحل hamla حملة hamalat حملات muashir مؤشر idara إدارة mudir مدير tafaul تفاعل
    tatwir تطوير tatbiq تطبيق tawfir توفير wusul وصول tahlil تحليل istratijiya استراتيجية
    istratijiya إستراتيجية istratiji استراتيجي shamil شامل shumul شمول mashura مشورة dalil دليل
    adilla أدلة nisba نسبة ittisal اتصال itar إطار daam دعم hawkama حوكمة nashat نشاط anshita أنشطة
    saada سعادة masar مسار ittikhadh اتخاذ istikhdam استخدام mustakhdim مستخدم tahqiq تحقيق
    ruya رؤية aliya آلية muhtawa محتوى bia بيئة fariq فريق rida رضا tanfidh تنفيذ rasmi رسمي
    taqdim تقديم umam أمم ibtikar ابتكار mubtakir مبتكر thaqafa ثقافة thaqafi ثقافي bina بناء
    siyagha صياغة nas ناس sun صنع alami عالمي alam عالم takhtit تخطيط risala رسالة rasail رسائل
    mihwar محور mahawir محاور qudra قدرة qudurat قدرات khatar خطر makhatir مخاطر ara آراء ray رأي
    nashr نشر marifa معرفة wasail وسائل raisi رئيسي rais رئيس raid رائد shakl شكل ilam إعلام
    makana مكانة nuqta نقطة nuqat نقاط fursa فرصة furas فرص juhud جهود mubadara مبادرة adawat أدوات
    manhajiya منهجية tahsin تحسين kafaa كفاءة mudawana مدونة mawqi موقع mawaqi مواقع
    mustaqbal مستقبل afrad أفراد musahama مساهمة qita قطاع taqni تقني way وعي tawiya توعية
    najah نجاح lajna لجنة muassasa مؤسسة barnamaj برنامج baramij برامج ishrak إشراك shumuli شمولي
    tanzim تنظيم tahdith تحديث tanmiya تنمية mustadam مستدام istidama استدامة tajriba تجربة
    tajarib تجارب tansiq تنسيق mutabaa متابعة mawarid موارد shabaka شبكة ahamiya أهمية mabda مبدأ
    mabadi مبادئ fikra فكرة afkar أفكار alaqa علاقة khass خاص wathiqa وثيقة wathaiq وثائق
    arabi عربي ijra إجراء natija نتيجة nataij نتائج taqyim تقييم taqrir تقرير taqarir تقارير
    awlawiya أولوية tashri تشريع namudhaj نموذج namadhij نماذج qiyada قيادة itlaq إطلاق
    mahalli محلي majmua مجموعة ziyada زيادة manzuma منظومة mawdu موضوع mawadi مواضيع jadid جديد
    mushtarak مشترك murajaa مراجعة ilan إعلان dawr دور mafhum مفهوم masuliya مسؤولية masul مسؤول
    tamkin تمكين muqtarah مقترح mutah متاح taawun تعاون mumarasa ممارسة ada أداء sharik شريك
    shuraka شركاء sharaka شراكة isdar إصدار taawuni تعاوني faaliya فعالية shafafiya شفافية
    mulahaza ملاحظة dirasa دراسة miyar معيار maayir معايير khabir خبير khubara خبراء khibra خبرة
    khibrat خبرات nuskha نسخة jadwal جدول taallum تعلم talim تعليم ibda إبداع tahaddi تحدي
    tahaddiyat تحديات mahara مهارة tasamuh تسامح shabab شباب tashji تشجيع taswit تصويت
    istishara استشارة istibyan استبيان istitla استطلاع nashra نشرة akhbar أخبار khabar خبر
    maqal مقال qissa قصة qisas قصص shahri شهري shahr شهر usbu أسبوع yawm يوم sana سنة awam أعوام
    hiwar حوار majlis مجلس mantiqa منطقة madina مدينة mudun مدن sihha صحة sihhi صحي naql نقل
    tanaqqul تنقل madrasa مدرسة madaris مدارس markaz مركز marakiz مراكز usra أسرة tifl طفل
    atfal أطفال kibar كبار himmam همم hawiya هوية dhaka ذكاء istinai اصطناعي sinai صناعي amn أمن
    khususiya خصوصية itimad اعتماد taahhul تأهل tadrib تدريب mutadarrib متدرب tasmim تصميم
    mustashar مستشار kalima كلمة multaqa ملتقى mutamar مؤتمر warsha ورشة wirash ورش jaiza جائزة
    jawaiz جوائز sahil سهل sahla سهلة tariq طريق jadida جديدة muhimma مهمة yanayir يناير
    fibrayir فبراير maris مارس abril أبريل mayu مايو yunyu يونيو yulyu يوليو aghustus أغسطس
    sibtambir سبتمبر uktubar أكتوبر nufambir نوفمبر disambir ديسمبر dubai دبي abu أبو zabi ظبي
    abuzabi أبوظبي shariqa شارقة fi في min من ila إلى ala على an عن maa مع bayn بين huwa هو hiya هي
    hadha هذا hadhihi هذه dhalik ذلك tilka تلك alladhi الذي allati التي alladhina الذين aw أو
    thumma ثم la لا ma ما kayf كيف kay كي limadha لماذا madha ماذا hal هل an أن inna إن qad قد
    kull كل ghayr غير khilal خلال abr عبر dimn ضمن nahw نحو hawl حول inda عند lada لدى baad بعد
    qabl قبل dun دون jami جميع awwal أول ula أولى thani ثاني thalith ثالث wahid واحد akthar أكثر
    afdal أفضل allah الله ahamm أهم ulya عليا ukhra أخرى mukhtalif مختلف muttahid متحد
    mustawayat مستويات wujud وجود husul حصول mumkin ممكن yumkin يمكن mithl مثل mithal مثال
    hayth حيث yatimm يتم waqt وقت mudkhalat مدخلات mukhrajat مخرجات munasib مناسب wuzara وزراء
    fia فئة fiaat فئات quwa قوة muwahhad موحد muhimm مهم daman ضمان hulul حلول fima فيما shan شأن
    ithnayn اثنين shay شيء kana كان kanat كانت ilayhi إليه ali علي walid والد iltizam التزام
    iltihaq التحاق kitab كتاب kutub كتب internet إنترنت internet انترنت fawri فوري
"""

# ('prefix as written', 'prefix in the address'): before a word with the article ...
_WITH_ARTICLE: Final = (
    ("وبال", "wabil-"),
    ("ولل", "walil-"),
    ("وال", "wal-"),
    ("بال", "bil-"),
    ("كال", "kal-"),
    ("فال", "fal-"),
    ("لل", "lil-"),
    ("ال", "al-"),
)
# ... and before a word of the lexicon; elsewhere they may as well be the word's first letter.
_PARTICLES: Final = {"و": "wa", "ب": "bi", "ل": "li", "ك": "ka", "ف": "fa"}
# Shapes that show a particle before a word the lexicon does not have; C is any consonant.
_CONSONANT: Final = "([^اأإآىةء])"
_PARTICLE_SHOWS: Final = re.compile(
    "[وبلكف](?=[بلك]?(إ..|أ...|است..|تCCيCة?$))".replace("C", _CONSONANT)
)
_ENDINGS: Final = (
    # (ending, what the lexicon has in its place, how that ends there, what replaces it)
    ("يات", "ي", "i", "iyat"),
    ("ية", "ي", "i", "iya"),
    ("يين", "ي", "i", "iyin"),
    ("يون", "ي", "i", "iyun"),
    ("تها", "ة", "a", "atha"),
    ("تهم", "ة", "a", "athum"),
    ("تنا", "ة", "a", "atna"),
    ("ات", "ة", "a", "at"),
    ("ات", "", "", "at"),
    ("ة", "", "", "a"),
    ("ين", "", "", "in"),
    ("ون", "", "", "un"),
    ("ها", "", "", "ha"),
    ("هم", "", "", "hum"),
    ("نا", "", "", "na"),
    ("ا", "", "", "an"),
)

# Long vowels are upper-case until the syllables are known: no consonant closes them.
_VOWELS: Final = {"ا": "A", "آ": "A", "ى": "A", "ة": "a", "أ": "A", "إ": "I", "ؤ": "U", "ئ": "I"}
_GLIDES: Final = {"و": "U", "ي": "I"}
_SHORT: Final = {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
_ANY_VOWEL: Final = frozenset("aiuAIU")
_FATHATAN, _SHADDA, _SUKUN = "\u064b", "\u0651", "\u0652"
_MARKS: Final = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed]")
_LETTER_WITH_MARKS: Final = re.compile(f"[^{_MARKS.pattern[1:-1]}]{_MARKS.pattern}*")
# Shapes of words that tell their vowels, written with marks (fatha 064e, damma 064f,
# kasra 0650, sukun 0652); C is any consonant.
_SHAPES: Final = tuple(
    (re.compile(shape.replace("C", _CONSONANT)), vowelled)
    for shape, vowelled in (
        ("^مCاCC(ة|ات)$", "م\u064f\\1ا\\2\u064e\\3\\4"),  # munaqasha
        ("^تCاCC(?=$|ي)", "ت\u064e\\1ا\\2\u064f\\3"),  # tabadul
        ("^مستC", "م\u064fس\u0652ت\u064e\\1"),  # mustashfa
        ("^متC(?=..)", "م\u064fت\u064e\\1"),  # mutanawwi
        ("^مؤC", "م\u064fؤ\u064e\\1"),  # muassas
        ("^([تم])وC", "\\1\u064eو\u0652\\2"),  # tawzi, mawsim
    )
)
_SAME_LETTER: Final = str.maketrans("یکھہۃٱ", "يكههةا", "\u0640")
_ARABIC_RUN: Final = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5]+")
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def _pairs(words: str) -> dict[str, str]:
    tokens = words.split()
    return dict(zip(tokens[1::2], tokens[::2], strict=True))


_CONSONANTS: Final = _pairs("""
    b ب t ت th ث j ج h ح kh خ d د dh ذ r ر z ز s س sh ش s ص d ض t ط z ظ _ ع gh غ f ف q ق k ك l ل
    m م n ن h ه w و y ي _ ء p پ ch چ zh ژ v ڤ g گ
""")
_LEXICON: Final = _pairs(_WORDS)
# Second look-up, for spellings without hamza or with heh for ta marbuta.
_FOLDED: Final = {fold(word): latin for word, latin in reversed(_LEXICON.items())}


def transliterate(text: str) -> str:
    """`text` with its Arabic words in readable lower-case Latin, the article as "al-".

    Vowel marks are followed where they are written, unless the lexicon knows the word. Both
    digit sets become 0-9; what is neither Arabic letter nor digit is kept, in NFKC.
    """
    text = strip_bidi_controls(unicodedata.normalize("NFKC", text))
    text = text.translate(_SAME_LETTER).translate(_DIGITS)
    return _ARABIC_RUN.sub(_run, text)


def _run(match: re.Match[str]) -> str:
    """An Arabic word, set off from Latin letters or digits it is written together with."""
    text, start, end = match.string, match.start(), match.end()
    before = "-" if start and text[start - 1].isalnum() else ""
    after = "-" if text[end : end + 1].isalnum() else ""
    return before + _word(match[0]) + after


def _word(word: str) -> str:
    bare = _MARKS.sub("", word)
    if known := _known(bare):
        return known
    if bare in _PARTICLES:
        return _PARTICLES[bare]
    if bare == "ال":
        return "al"
    if known := _after_particles(bare):
        return known
    for written, latin in _WITH_ARTICLE:
        if bare.startswith(written) and len(bare) >= len(written) + 2:
            return latin + (_known(bare[len(written) :]) or _sound(_without(word, len(written))))
    if _PARTICLE_SHOWS.match(bare):
        return f"{_PARTICLES[bare[0]]}-{_word(_without(word, 1))}"
    return _sound(word)


def _after_particles(bare: str) -> str:
    """A known word after one or two particles ("wa-li-taziz"); empty when it is not one.

    Asked before the article is looked for: "والتي", "للجنة".
    """
    particle = _PARTICLES.get(bare[:1])
    if not particle or len(bare) < 3:
        return ""
    rest = _known(bare[1:]) or (_after_particles(bare[1:]) if bare[0] in "وف" else "")
    return f"{particle}-{rest}" if rest else ""


def _without(word: str, letters: int) -> str:
    """`word` after its first `letters` letters and the marks on them."""
    index = 0
    while index < len(word) and (letters or _MARKS.match(word[index])):
        letters -= not _MARKS.match(word[index])
        index += 1
    return word[index:]


def _known(bare: str) -> str:
    """The word from the lexicon, itself or by its ending; empty when it is not there."""
    if found := _LEXICON.get(bare) or _FOLDED.get(fold(bare)):
        return found
    for ending, replaced, latin, latin_ending in _ENDINGS:
        stem = bare.removesuffix(ending) + replaced
        if stem != bare and bare.endswith(ending) and len(stem) > 2:
            found = _LEXICON.get(stem) or _FOLDED.get(fold(stem), "")
            clash = latin_ending[0] in "aiu" and not latin and found.endswith("a")
            if found and found.endswith(latin) and not clash:
                return found.removesuffix(latin) + latin_ending
    return ""


def _sound(word: str) -> str:
    """A word that is not in the lexicon, by its shape and that of Arabic syllables."""
    if not _MARKS.search(word):
        for shape, vowelled in _SHAPES:
            word = shape.sub(vowelled, word)
    # ibtikar, istiqbal: words that begin with a bare alef have i where others have a.
    return _syllables(_sounds(word), filler="i" if word.startswith("ا") else "a")


def _sounds(word: str) -> list[str]:
    """Consonants and the vowels that are written, in order.

    Short vowels are a, i, u, long ones A, I, U; "_" is a consonant that has no Latin letter,
    and "." says that the consonant before it has no vowel.
    """
    clusters: list[str] = _LETTER_WITH_MARKS.findall(word)
    sounds: list[str] = []
    for index, cluster in enumerate(clusters):
        letter, marks = cluster[0], cluster[1:]
        short = next((_SHORT[mark] for mark in marks if mark in _SHORT), "")
        last = sounds[-1] if sounds else ""
        following = clusters[index + 1][0] if index + 1 < len(clusters) else ""
        if letter in _GLIDES and not marks:
            long = _GLIDES[letter]
            if last == long.lower():  # written damma or kasra: lengthened, not repeated
                sounds[-1] = long
                continue
            if last and last not in _ANY_VOWEL:
                if following not in ("ا", "آ", "ى", "ة", "أ"):
                    sounds.append(long)
                    continue
                if letter == "ي":
                    sounds.append("i")  # siyaha rather than sayaha
        if letter == "ا" and index and _FATHATAN in clusters[index - 1]:
            continue  # a mere seat for the ending -an
        if letter in _VOWELS:
            vowel = _VOWELS[letter]
            if last == vowel.lower() and not short:
                sounds.pop()
            elif not last:
                vowel = "i" if letter in "اإ" else "a" if letter == "أ" else vowel
            sounds.append(short or vowel)
        elif letter in _CONSONANTS:
            consonant = _CONSONANTS[letter]
            doubled = _SHADDA in marks and len(consonant) == 1 and consonant != "_"
            sounds += [consonant] * (1 + doubled)
            if short or _SUKUN in marks:
                sounds.append(short or ".")
        else:
            sounds += anyascii(letter).lower()
        if _FATHATAN in marks:
            sounds += ["n"] if sounds and sounds[-1] in _ANY_VOWEL else ["a", "n"]
    return sounds


def _syllables(sounds: list[str], filler: str) -> str:
    """Joins sounds, with a short vowel where consonants would clash.

    A syllable is consonant + vowel, closed by one consonant at most; one that ends in a long
    vowel is closed only at the end of the word. After a long a the short vowel is i (hatif).
    """
    latin = ""
    ended = ""  # the vowel the syllable before ended in; empty when a consonant closed it
    for index, sound in enumerate(sounds):
        latin += sound.strip("_.")
        following = sounds[index + 1] if index + 1 < len(sounds) else ""
        if sound in _ANY_VOWEL:
            ended = sound
        elif sound == "." or following == ".":
            ended = ""
        elif not following or following in _ANY_VOWEL:
            ended = ended if following else ""
        elif ended.islower() and index + 2 < len(sounds):
            ended = ""
        else:
            ended = "i" if ended == "A" else filler
            latin += ended
    return latin.lower()


def slug_for(title: str, *, kind: str, day: date, taken: Callable[[str], bool]) -> str:
    """A valid address (`is_valid`) for a title in any script, for which `taken` says no.

    At most 60 characters of the title, cut between words; `kind` and `day` ("news-2026-11-22")
    where it has fewer than three letters to read; then "-2", "-3" … as needed. Raises ValueError
    when `kind` cannot stand in an address, or after 10,000 taken ones.
    """
    base = _cut(_ascii(title))
    if sum(char.isalpha() for char in base) < _MIN_LETTERS:
        base = f"{kind}-{day:%Y-%m-%d}"
        if not is_valid(base):
            raise ValueError(f"a kind must be ASCII letters, digits and hyphens: {kind!r}")
    for attempt in range(1, _MAX_ATTEMPTS + 1):
        slug = base if attempt == 1 else f"{base}-{attempt}"
        if is_valid(slug) and not taken(slug):
            return slug
    raise ValueError(f"{base!r} is taken {_MAX_ATTEMPTS} times over")


def is_valid(slug: str, *, languages: Collection[str] = _HOUSE_LANGUAGES) -> bool:
    """Whether `slug` may be an address: lower-case ASCII words joined by single hyphens.

    At most 80 characters, not digits alone, and neither a reserved word nor the code of one of
    `languages`, which begin addresses of their own.
    """
    return (
        len(slug) <= MAX_LENGTH
        and _SHAPE.fullmatch(slug) is not None
        and not slug.replace("-", "").isdigit()
        and slug not in RESERVED
        and slug not in {code.lower() for code in languages}
    )


def _ascii(title: str) -> str:
    """Words of `title` in a-z and 0-9, joined by hyphens; signs and emoji end a word."""
    spelled = "".join(
        anyascii(char) if unicodedata.category(char)[0] in "LMN" or char in "'’" else " "
        for char in transliterate(title)
    )
    # "the house's" keeps its s; so does what other scripts spell with an apostrophe.
    return "-".join(re.findall("[a-z0-9]+", spelled.replace("'", "").lower()))


def _cut(slug: str) -> str:
    if len(slug) <= _MAX_FROM_TITLE:
        return slug
    head, hyphen, _ = slug[: _MAX_FROM_TITLE + 1].rpartition("-")
    words = head.split("-") if hyphen else [slug[:_MAX_FROM_TITLE]]
    while len(words) > 1 and _DANGLING.fullmatch(words[-1]):
        words.pop()
    return "-".join(words)
