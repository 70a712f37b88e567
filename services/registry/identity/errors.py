"""Problems of the identity API. Each also carries `error`, the code OAuth clients read (RFC 6749, 5.2)."""

from collections.abc import Mapping
from typing import ClassVar

from shared.http.problems import Problem
from shared.localization.messages import Message


class GrantRefused(Problem):
    """The exchange is not made: not under `make run`, not the operator's token, or nobody by that id.

    `error` is `invalid_grant`.
    """

    status = 400
    code = "grant-refused"
    members: ClassVar[Mapping[str, str]] = {"error": "invalid_grant"}
    title = Message(he="לא ניתן אסימון", ar="لم يُمنح رمز", en="No token granted")
    detail = Message(
        he="האסימון לא הונפק: ההמרה אינה נתמכת כאן, אסימון המפעיל שגוי, או שאין אדם כזה ביוזמה.",
        ar="لم يصدر الرمز: التبديل غير مدعوم هنا، أو رمز المشغّل خاطئ، أو لا يوجد شخص كهذا في المبادرة.",
        en="No token was issued: the exchange is not supported here, the operator's token is wrong, or "
        "nobody in the initiative has that id.",
    )


class UnsupportedGrantType(Problem):
    """The `grant_type` is missing, or none of the two there are. `error` is `unsupported_grant_type`."""

    status = 400
    code = "unsupported-grant-type"
    members: ClassVar[Mapping[str, str]] = {"error": "unsupported_grant_type"}
    title = Message(he="grant_type אינו נתמך", ar="قيمة grant_type غير مدعومة", en="Unsupported grant_type")
    detail = Message(
        he="מערכות של ארגונים מקבלות אסימון עם grant_type=client_credentials.",
        ar="تحصل أنظمة المنظمات على رمز باستخدام grant_type=client_credentials.",
        en="Organizations' systems get a token with grant_type=client_credentials.",
    )


class InvalidClient(Problem):
    """Unknown client, wrong or ended secret, or a revoked integration: which one is not told.

    `error` is `invalid_client`.
    """

    status = 401
    code = "invalid-client"
    members: ClassVar[Mapping[str, str]] = {"error": "invalid_client"}
    default_headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": 'Basic realm="shidra"'}
    title = Message(
        he="פרטי הזיהוי של המערכת אינם תקפים",
        ar="بيانات اعتماد النظام غير صالحة",
        en="The client's credentials are not valid",
    )
    detail = Message(
        he="יש לבדוק את client_id ואת client_secret. ייתכן שהסוד הוחלף או שהגישה בוטלה.",
        ar="يُرجى التحقق من client_id وclient_secret. ربما استُبدل السر أو أُلغي الوصول.",
        en="Check client_id and client_secret. The secret may have been replaced, or access revoked.",
    )


class InvalidScope(Problem):
    """The `scope` asked for holds something the integration may not do. `error` is `invalid_scope`."""

    status = 400
    code = "invalid-scope"
    members: ClassVar[Mapping[str, str]] = {"error": "invalid_scope"}
    title = Message(he="היקף הגישה אינו אפשרי", ar="نطاق الوصول غير متاح", en="Scope not available")
    detail = Message(
        he="אפשר לבקש רק היקפי גישה שניתנו למערכת, או להשמיט את scope ולקבל את כולם.",
        ar="يمكن طلب نطاقات الوصول الممنوحة للنظام فقط، أو إغفال scope للحصول عليها كلها.",
        en="Ask only for scopes the integration was given, or leave out scope to get all of them.",
    )
