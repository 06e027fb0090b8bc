"""Arabic that programs get wrong: each text must come out of every renderer as it went in."""

from __future__ import annotations

CORPUS = {
    "vowel marks": "قُلْ ما شِئتَ فالمَجلِسُ مَفتُوحٌ",
    "shadda with each vowel": "مُدَّ مُدُّ مُدِّ سِتًّا حَقٌّ بِرٍّ",
    "superscript alef and wasla": "ٱلرَّحْمَٰنُ هَٰذَا",
    "hamza forms": "أُؤْتُمِنَ إِيلاء آراء شَيْءٌ مَسْؤول",
    "lam-alef": "لا لأن لإن لآخر السلام",
    "presentation forms": "\ufefb \ufee3\ufea4\ufee4\ufeaa \ufdfa \ufdf2",
    "right-to-left mark": "الإصدار\u200f (2)",
    "left-to-right mark": "رقم 5\u200e+ نقاط",
    "arabic letter mark": "\u061c45% من الآراء",
    "joiners": "می\u200cخواهم ه\u200d هـ\u200d",
    "tatweel": "البـــرزة",
    "Latin within": "خدمة UAE PASS من TDRA وواجهة API v2.1",
    "numbers within": "من 1,200 إلى 45% في 2026-11-22 بسرعة 5G",
    "Arabic-Indic digits": "٢٠٢٦ ۲۰۲۶ ٤٥٪ ١٬٢٠٠٫٥",
    "guillemets": "قال: «البرزة للجميع»، ثم ‹استمع›",
    "Arabic punctuation": "أولاً، وثانياً؛ فهل من مزيد؟ ﴿نعم﴾",
    "no-break spaces": "12\u00a0كم و5\u202fكغ",
    "isolates": "قرأ \u2066Open Data\u2069 و\u2067العربية\u2069 و\u2068x\u2069",
    "emoji with joiner": "فريقنا 👩\u200d💻 في 🇦🇪 سعيد 🙂",
    "straight and curly quotes": "قال \"نعم\" و'لا' و“ربما” و‘ليس’",
    "backslashes": "C:\\new\\table \\u{64f} \\u064f \\n",
    "signs of HTML": "5 < 6 & 7 > 6 &amp; &#1600; <b>",
    "signs of templates": "{{ x }} {% y %} ${z} %(w)s",
    "combining order": "كلمـّـَة ثُمّ ثُمَّ",
    "far letters": "پارسی ٹیسٹ ڤيديو ڭ",
}
