"""Hebrew names of organizations, generated: as many as wanted, always the same."""

from random import Random


def _listed(words: str) -> list[str]:
    return words.split()


_KINDS = _listed("עמותת מרכז קרן בית המרכז האגודה תנועת מכון רשת איגוד המועצה הפורום ידידי יד לב כולל גן")
_DEEDS = _listed("לקידום למען לפיתוח לשיקום לחינוך לרווחת להעצמת לשילוב לטיפוח לסיוע לחקר לתרבות לבריאות")
_WHOM = _listed("הנוער הצעירים נשים ילדים הקהילה משפחות קשישים עולים תלמידים סטודנטים הורים נכים חולים")
_WHERE = _listed("בנגב בגליל בירושלים בחיפה ביפו בלוד בצפון בדרום בשרון באילת בעכו ברמלה בטבריה בצפת")
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"


def generated_names(count: int, seed: int = 7) -> list[str]:
    """Names such as registers have them: common words, and names of people and places; some twice."""
    random = Random(seed)
    own = ["".join(random.choices(_LETTERS, k=random.randint(3, 6))) for _ in range(3_000)]
    names = []
    for _ in range(count):
        parts = [random.choice(_KINDS), *random.sample(own, random.choice((1, 1, 2)))]
        if random.random() < 0.5:
            parts += [random.choice(_DEEDS), random.choice(_WHOM)]
        if random.random() < 0.4:
            parts.append(random.choice(_WHERE))
        if random.random() < 0.3:
            parts.append("(ע״ר)")
        names.append(" ".join(parts))
    return names
