"""What an erasure leaves, in words, with the law or rule that keeps it."""

from shared.localization.messages import Message

KEPT: dict[str, Message] = {
    "log-lines": Message(
        he="שורות היומן נשארות כפי שנכתבו: מזהה אקראי שאין לו משמעות מחוץ ליוזמה, סוג האירוע ומועדו, ובמקום "
        "כל ערך חתום טביעה קריפטוגרפית, שאינה מגלה דבר אחרי שהערך והמלח נמחקו. כך כל השותפים יכולים "
        "לבדוק שהיומן לא שונה.",
        ar="تبقى أسطر السجل كما كُتبت: معرّف عشوائي لا معنى له خارج المبادرة، ونوع الحدث ووقته، وبدلًا من كل "
        "قيمة مختومة بصمة تشفيرية لا تكشف شيئًا بعد محو القيمة والملح. بهذا يستطيع جميع الشركاء التحقق من أن "
        "السجل لم يتغير.",
        en="The lines of the log stay as they were written: a random id that means nothing outside the "
        "initiative, what kind of event it was and when, and in place of each sealed value a commitment, "
        "which reveals nothing now that value and salt are erased. So every partner can check that the log "
        "is unchanged.",
    ),
    "texts-of-others": Message(
        he="טקסטים שאחרים כתבו נשארים שלהם, גם אם הוזכר בהם שם. אפשר לבקש ממי שכתבו אותם לתקן.",
        ar="النصوص التي كتبها آخرون تبقى لهم حتى إن ورد فيها الاسم. يمكن الطلب ممن كتبوها تصحيحها.",
        en="What others wrote stays theirs, even where it mentions the name. They can be asked to "
        "correct it.",
    ),
    "facts-of-the-initiative": Message(
        he="מה שנרשם בשם היוזמה או בשם ארגון ולא כדבריו של אדם נשאר: תיאור היוזמה, שמות של ארגונים ושל "
        "המערכות שלהם, הפרופילים וההצהרות שלהם, מקורות וקבצים שצורפו להם, סעיפים של המצע, פעילויות, הגדרות "
        "של מדדים וקולות שהובאו בשם ארגון בלבד. לא רשום לצידם מי כתב אותם, אלא רק המזהה האקראי שבשורות "
        "היומן.",
        ar="ما دُوّن باسم المبادرة أو باسم منظمة، لا بوصفه كلام شخص، يبقى: وصف المبادرة وأسماء المنظمات "
        "وأنظمتها وملفاتها التعريفية وتصريحاتها والمصادر وما أُرفق بها من ملفات وأقسام الأجندة والأنشطة "
        "وتعريفات المؤشرات والأصوات التي طُرحت باسم منظمة وحدها. لا يُذكر معها من كتبها، سوى المعرّف "
        "العشوائي في أسطر السجل.",
        en="What was put down for the initiative or for an organization, not as a person's own words, stays: "
        "what the initiative says of itself, names of organizations and of their systems, their profiles and "
        "statements, sources and the files added to them, sections of the agenda, activities, definitions of "
        "indicators, and voices brought in an organization's name alone. Nothing beside them says who wrote "
        "them but the random id in the lines of the log.",
    ),
    "erasure-journal": Message(
        he="מזהה המחיקה ומזהה האדם רשומים מחוץ למסד הנתונים, כדי שהמחיקה תחול שוב אם ישוחזר גיבוי ישן.",
        ar="يُحفظ معرّف عملية المحو ومعرّف الشخص خارج قاعدة البيانات، ليُعاد تنفيذ المحو إذا استُعيدت نسخة "
        "احتياطية قديمة.",
        en="The ids of the erasure and of the person are noted outside the database, so that the erasure is "
        "repeated should an older backup be restored.",
    ),
}
