"""Values that an example's TOML cannot hold, because templates ask them to draw themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from wagtail import blocks

from cms.blocks import BodyBlock

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS = {
    "ar": {
        "name": "الاسم الكامل",
        "email": "البريد الإلكتروني",
        "email_hint": "نرسل إليه رسالة تأكيد واحدة، ولا نعرضه لأحد.",
        "message": "رأيك في الخدمة",
        "topic": "الموضوع",
        "topics": ["خدمات المجتمع", "النقل والطرق", "البيئة"],
        "frequency": "متى تصلك الرسالة؟",
        "frequencies": ["كل شهر", "مع كل خبر"],
        "consent": "أوافق على حفظ بريدي لإرسال الرسالة الإخبارية",
        "heading": "من الملاحظة إلى القرار",
        "paragraph": "<p>وصلت إلى البرزة هذا العام <b>12,480 ملاحظة</b>، أُجيب عن 92% منها "
        "خلال خمسة أيام عمل.</p><ul><li>اقرأ السؤال قبل أن تجيب.</li>"
        "<li>انشر ما تغيّر، وما لم يتغيّر ولماذا.</li></ul>",
        "quote": "نصغي أولاً، ثم نقرر معاً.",
        "speaker": "منسقة المشاركة الرقمية",
        "picture": "مبانٍ على تلّة تحت الشمس",
        "document": "نموذج خطة المشاركة",
    },
    "en": {
        "name": "Full name",
        "email": "Email address",
        "email_hint": "We send one message to confirm it, and show it to no one.",
        "message": "What you think of the service",
        "topic": "Topic",
        "topics": ["Community services", "Transport and roads", "Environment"],
        "frequency": "When should the letter reach you?",
        "frequencies": ["Every month", "With each piece of news"],
        "consent": "I agree that my address is kept to send me the monthly letter",
        "heading": "From remark to decision",
        "paragraph": "<p>This year <b>12,480 remarks</b> reached Barza; 92% of them were "
        "answered within five working days.</p><ul><li>Read the question before you answer."
        "</li><li>Publish what changed, and what did not, and why.</li></ul>",
        "quote": "First we listen, then we decide together.",
        "speaker": "Participation coordinator",
        "picture": "Buildings on a hill under the sun",
        "document": "Template of a participation plan",
    },
}


class ExampleForm(forms.Form):
    """One field of each sort, with labels in the example's language."""

    name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    topic = forms.ChoiceField()
    message = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    frequency = forms.ChoiceField(widget=forms.RadioSelect)
    consent = forms.BooleanField()

    def __init__(self, language: str, data: dict[str, str] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        texts: dict[str, Any] = _TEXTS[language]
        for name, field in self.fields.items():
            field.label = texts[name]
        self.fields["email"].help_text = texts["email_hint"]
        for name, choices in (("topic", "topics"), ("frequency", "frequencies")):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(n), text) for n, text in enumerate(texts[choices], 1)]


def _wrong(language: str) -> ExampleForm:
    """Sent with an address that is none, and without the rest."""
    form = ExampleForm(language, {"name": "", "email": "noura.example", "topic": "1"})
    form.is_valid()
    return form


def _body(language: str) -> Any:
    texts: dict[str, Any] = _TEXTS[language]
    rows = [
        ("heading", {"text": texts["heading"], "level": "h2"}),
        ("paragraph", texts["paragraph"]),
        ("quote", {"text": texts["quote"], "speaker": texts["speaker"], "role": ""}),
    ]
    stream = [{"type": kind, "value": value, "id": f"example-{kind}"} for kind, value in rows]
    return BodyBlock().to_python(stream)


def stood_in(value: Any, language: str) -> Any:
    """The value of a block; a picture or file that the library could not give is made up."""
    texts = _TEXTS[language]
    picture = {
        "src": f"{settings.STATIC_URL}examples/landscape.svg",
        "srcset": "",
        "width": 1200,
        "height": 800,
        "alt": texts["picture"],
    }
    file = {
        "url": picture["src"],
        "title": texts["document"],
        "file_extension": "svg",
        "get_file_size": 812,
    }
    if isinstance(value, blocks.StructValue):
        for name, stand_in in (("image", picture), ("document", file)):
            if name in value and value[name] is None:
                value[name] = stand_in
    return value


def _field(name: str, *, wrong: bool = False) -> Callable[[str], Any]:
    return lambda language: (_wrong(language) if wrong else ExampleForm(language))[name]


MADE: dict[str, Callable[[str], Any]] = {
    "body": _body,
    "empty-form": ExampleForm,
    "wrong-form": _wrong,
    "name-field": _field("name"),
    "email-field": _field("email"),
    "wrong-email-field": _field("email", wrong=True),
    "choice-field": _field("topic"),
    "long-text-field": _field("message"),
    "radio-field": _field("frequency"),
    "consent-field": _field("consent"),
    "wrong-consent-field": _field("consent", wrong=True),
}
