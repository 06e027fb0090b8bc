"""Values that an example's TOML cannot hold, because templates ask them to draw themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from wagtail import blocks

from cms.blocks import BodyBlock
from cms.styleguide.examples import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

#: Each text in the order of `examples.LANGUAGES`, so that none is in one language alone.
_TEXTS: Final = {
    "name": ("الاسم الكامل", "Full name"),
    "email": ("البريد الإلكتروني", "Email address"),
    "email_hint": (
        "نرسل إليه رسالة تأكيد واحدة، ولا نعرضه لأحد.",
        "We send one message to confirm it, and show it to no one.",
    ),
    "message": ("رأيك في الخدمة", "What you think of the service"),
    "topic": ("الموضوع", "Topic"),
    "frequency": ("متى تصلك الرسالة؟", "When should the letter reach you?"),
    "consent": (
        "أوافق على حفظ بريدي لإرسال الرسالة الإخبارية",
        "I agree that my address is kept to send me the monthly letter",
    ),
    "heading": ("من الملاحظة إلى القرار", "From remark to decision"),
    "paragraph": (
        "<p>وصلت إلى البرزة هذا العام <b>12,480 ملاحظة</b>، أُجيب عن 92% منها "
        "خلال خمسة أيام عمل.</p><ul><li>اقرأ السؤال قبل أن تجيب.</li>"
        "<li>انشر ما تغيّر، وما لم يتغيّر ولماذا.</li></ul>",
        "<p>This year <b>12,480 remarks</b> reached Barza; 92% of them were "
        "answered within five working days.</p><ul><li>Read the question before you answer."
        "</li><li>Publish what changed, and what did not, and why.</li></ul>",
    ),
    "quote": ("نصغي أولاً، ثم نقرر معاً.", "First we listen, then we decide together."),
    "speaker": ("منسقة المشاركة الرقمية", "Participation coordinator"),
    "picture": ("مبانٍ على تلّة تحت الشمس", "Buildings on a hill under the sun"),
    "document": ("نموذج خطة المشاركة", "Template of a participation plan"),
}
_CHOICES: Final = {
    "topic": (
        ("خدمات المجتمع", "Community services"),
        ("النقل والطرق", "Transport and roads"),
        ("البيئة", "Environment"),
    ),
    "frequency": (("كل شهر", "Every month"), ("مع كل خبر", "With each piece of news")),
}


def _said(text: tuple[str, str], language: str) -> str:
    return text[LANGUAGES.index(language)]


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
        for name, field in self.fields.items():
            field.label = _said(_TEXTS[name], language)
            if isinstance(field, forms.ChoiceField):
                texts = [_said(choice, language) for choice in _CHOICES[name]]
                field.choices = [(str(number), text) for number, text in enumerate(texts, 1)]
        self.fields["email"].help_text = _said(_TEXTS["email_hint"], language)


def _wrong(language: str) -> ExampleForm:
    """Sent with an address that is none, and without the rest."""
    form = ExampleForm(language, {"name": "", "email": "noura.example", "topic": "1"})
    form.is_valid()
    return form


def _body(language: str) -> Any:
    said = {name: _said(text, language) for name, text in _TEXTS.items()}
    rows = [
        ("heading", {"text": said["heading"], "level": "h2"}),
        ("paragraph", said["paragraph"]),
        ("quote", {"text": said["quote"], "speaker": said["speaker"], "role": ""}),
    ]
    stream = [{"type": kind, "value": value, "id": f"example-{kind}"} for kind, value in rows]
    return BodyBlock().to_python(stream)


def stood_in(value: Any, language: str) -> Any:
    """The value of a block; a picture or file that the library could not give is made up."""
    picture = {
        "src": f"{settings.STATIC_URL}examples/landscape.svg",
        "srcset": "",
        "width": 1200,
        "height": 800,
        "alt": _said(_TEXTS["picture"], language),
    }
    file = {
        "url": picture["src"],
        "title": _said(_TEXTS["document"], language),
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
