"""Who may log in to the demo: one of each role, all with the same password."""

from __future__ import annotations

from dataclasses import dataclass

from cms.access.roles import Role

DEMO_EMAIL = "editor@barza.example"
DEMO_PASSWORD = "barza-demo"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`entity` is the slug of a contributor's entity."""

    email: str
    role: Role
    first_name: str
    last_name: str
    entity: str = ""


#: Beside the editor, who may do everything.
STAFF = (
    DemoAccount("desk@barza.example", Role.EDITOR, "محرر", "المدونة"),
    DemoAccount("office@barza.example", Role.DIRECTOR_GENERAL, "مكتب", "المدير العام"),
    DemoAccount(
        "health@barza.example", Role.CONTRIBUTOR, "منسقة", "الصحة", "federal-health-authority"
    ),
    DemoAccount(
        "transport@barza.example", Role.CONTRIBUTOR, "منسق", "النقل", "federal-transport-authority"
    ),
    DemoAccount("translator@barza.example", Role.TRANSLATOR, "مترجمة", "البرزة"),
    DemoAccount("reviewer@barza.example", Role.REVIEWER, "مراجع", "البرزة"),
    DemoAccount("letter@barza.example", Role.NEWSLETTER_MANAGER, "مديرة", "الرسالة الإخبارية"),
    DemoAccount("toolkit@barza.example", Role.TOOLKIT_MANAGER, "مدير", "حقيبة الأدلة"),
    DemoAccount("admin@barza.example", Role.ADMINISTRATOR, "مدير", "النظام"),
)
