"""Registers from which organizations in Israel have their numbers, with the codes of their schemes."""

from services.registry.catalogues.entries import SHIDRA, Catalogue, Entry
from services.registry.organizations.identifiers import LOCAL_ISRAELI
from shared.localization.messages import Message

ORG_ID_GUIDE = "org-id.guide"

IDENTIFIER_SCHEMES = Catalogue(
    Message(he="מרשמים של ארגונים", ar="سجلات المنظمات", en="Registers of organizations"),
    (
        Entry(
            "IL-RA",
            Message(he="רשם העמותות", ar="مسجّل الجمعيات", en="Registrar of Associations"),
            ORG_ID_GUIDE,
            Message(
                he="תשע ספרות שמתחילות ב־58; האחרונה היא ספרת ביקורת.",
                ar="تسعة أرقام تبدأ بـ 58، وآخرها رقم التحقق.",
                en="Nine digits beginning with 58; the last one is a check digit.",
            ),
            example="580000008",
        ),
        Entry(
            "IL-ROC",
            Message(he="רשם החברות", ar="مسجّل الشركات", en="Registrar of Companies"),
            ORG_ID_GUIDE,
            Message(
                he="תשע ספרות שמתחילות ב־51 או ב־52; האחרונה היא ספרת ביקורת. גם חברות לתועלת הציבור.",
                ar="تسعة أرقام تبدأ بـ 51 أو 52، وآخرها رقم التحقق. وتشمل شركات المنفعة العامة.",
                en="Nine digits beginning with 51 or 52; the last one is a check digit. Public benefit "
                "companies too.",
            ),
            example="510000003",
        ),
        Entry(
            LOCAL_ISRAELI,
            Message(
                he="מספר ישראלי ממרשם אחר",
                ar="رقم إسرائيلي من سجل آخر",
                en="An Israeli number from another register",
            ),
            SHIDRA,
            Message(
                he="תשע ספרות שמתחילות ב־50, 53–55, 57 או 59: רשויות, שותפויות, אגודות ועוד. "
                "ב־org-id.guide אין להן מרשם.",
                ar="تسعة أرقام تبدأ بـ 50 أو 53–55 أو 57 أو 59: سلطات وشراكات وجمعيات تعاونية وغيرها. "
                "لا سجل لها في org-id.guide.",
                en="Nine digits beginning with 50, 53 to 55, 57 or 59: authorities, partnerships, "
                "co-operatives and others. org-id.guide lists no register of theirs.",
            ),
            example="500000005",
        ),
    ),
)
