"""Problems the files can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class FileNotTaken(Problem):
    """The file is none of the types that are taken, or not what its Content-Type says."""

    status = 422
    code = "file-not-taken"
    title = Message(he="קובץ שאינו מתקבל", ar="ملف غير مقبول", en="A file that is not taken")
    detail = Message(
        he="מתקבלים PDF, DOCX ו־XLSX בלי פקודות מאקרו ובלי סיסמה, CSV, טקסט, PNG ו־JPEG, כשתוכן הקובץ הוא מה "
        "שצוין ב־Content-Type. לקובץ אחר אפשר לרשום קישור.",
        ar="تُقبل ملفات PDF وDOCX وXLSX بلا وحدات ماكرو ولا كلمة سر، وCSV ونص وPNG وJPEG، حين يكون محتوى "
        "الملف ما ذُكر في Content-Type. لملف آخر يمكن تسجيل رابط.",
        en="PDF, DOCX and XLSX without macros and passwords, CSV, text, PNG and JPEG are taken, where the "
        "content is what the Content-Type says. For another file, record a link.",
    )


class TooManyFiles(Problem):
    """There are as many files as there can be, of the thing or in the initiative."""

    status = 409
    code = "too-many-files"
    title = Message(he="אין מקום לעוד קבצים", ar="لا متسع لملفات أخرى", en="No room for more files")
    detail = Message(
        he="לכל מקור, הצהרה או אירוע עד 10 קבצים, ולכלל קובצי היוזמה יש נפח מרבי. אפשר להסיר קבצים או לרשום "
        "קישור.",
        ar="لكل مصدر أو تصريح أو حدث حتى 10 ملفات، ولمجموع ملفات المبادرة حجم أقصى. يمكن إزالة ملفات أو "
        "تسجيل رابط.",
        en="A source, statement or context event has up to 10 files, and all files of an initiative together "
        "are limited. Remove some, or record a link.",
    )


class NothingToAddTo(Problem):
    """There is no such source, statement or context event, or it was withdrawn."""

    status = 422
    code = "nothing-to-add-to"
    title = Message(he="אין למה לצרף", ar="لا شيء يُرفق به", en="Nothing to add it to")
    detail = Message(
        he="המקור, ההצהרה או האירוע שצוין אינו רשום ביוזמה או שנמשך.",
        ar="المصدر أو التصريح أو الحدث المذكور غير مسجّل في المبادرة أو سُحب.",
        en="The source, statement or context event named is not recorded in the initiative, or was "
        "withdrawn.",
    )
