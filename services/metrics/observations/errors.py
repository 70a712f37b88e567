"""Problems observations can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownIndicator(Problem):
    """The initiative has no indicator of this code or id."""

    status = 422
    code = "unknown-indicator"
    title = Message(he="המדד אינו מוכר", ar="المؤشر غير معروف", en="Unknown indicator")
    detail = Message(
        he="אין ביוזמה מדד עם code או id כזה. אפשר לנסח אותו קודם.",
        ar="لا يوجد في المبادرة مؤشر بهذا code أو id. يمكن صياغته أولًا.",
        en="The initiative has no indicator of this code or id. Draft it first.",
    )


class UnknownReportingOrganization(Problem):
    """The organization the figure is of is not on this initiative's map."""

    status = 422
    code = "unknown-reporting-organization"
    title = Message(he="הארגון המדווח אינו מוכר", ar="المنظمة المُبلِّغة غير معروفة", en="Unknown organization")
    detail = Message(
        he="הארגון שהנתון שלו אינו במפת היוזמה, ויש למפות אותו קודם; או שמוזג עם אחר, ויש לציין את זה שנשאר.",
        ar="المنظمة صاحبة الرقم غير موجودة في خريطة المبادرة ويجب إضافتها أولًا؛ أو دُمجت في أخرى ويجب ذكر "
        "التي بقيت.",
        en="The organization whose figure this is is not on the initiative's map: map it first. Or it was "
        "merged into another: name the one that stays.",
    )


class FigureReportedAlready(Problem):
    """There is a figure for this indicator, organization, period and place."""

    status = 409
    code = "figure-reported-already"
    title = Message(he="הנתון כבר דווח", ar="الرقم مُبلَّغ عنه بالفعل", en="Reported already")
    detail = Message(
        he="כבר דווח נתון למדד, לארגון, לתקופה ולמקום האלה. אפשר לתקן אותו, עם נימוק, ב־POST …/corrections.",
        ar="أُبلغ عن رقم لهذا المؤشر وهذه المنظمة والفترة والمكان. يمكن تصحيحه مع تعليل عبر POST "
        "…/corrections.",
        en="A figure was reported for this indicator, organization, period and place. Correct it, with a "
        "reason, by POST …/corrections.",
    )
