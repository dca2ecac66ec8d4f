"""How long drafting takes and what memory, for texts of three sizes in each language, up to that of three hundred pages.

    python benchmarks/drafting.py            # 100,000, 300,000 and 900,000 characters
    python benchmarks/drafting.py 900000 en  # one size, one language

Every text is drafted in a process of its own, so that the memory is its own. The texts are made here, of our own words: chapters
of articles with sub-clauses, days, sums, steps and places that change from article to article.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

SIZES = (100_000, 300_000, 900_000)

TEMPLATES = {
    "en": (
        "Agreement between the Government of Colombia and the Front of the Hills\n\nSigned in Bogotá on 1 March 2016\n\n"
        "The Government and the Front, hereinafter referred to as the Parties, have agreed as follows:\n\n",
        "Chapter {n}\n\n",
        "Article {n}\n\n",
        (
            "{n}. The Government shall open {k} schools in the villages of district {n} within {k} months after the signing, "
            "and shall pay {k} teachers from the fund for rural development.\n\n",
            "{n}. The Front shall hand over {k} rifles to the mission of the United Nations by {day}, in camps that are "
            "named in the protocol, and its members shall be registered one by one.\n\n",
            "{n}. A joint commission of {k} members shall be set up to verify the ceasefire; it shall meet every month and "
            "publish a report on what both sides have done since its last session.\n\n",
            "{n}. The Parties shall:\n\n(a) exchange lists of detained persons within {k} days;\n\n"
            "(b) let convoys with medicine and food pass on all roads;\n\n(c) clear the mines around the wells by {day}.\n\n",
            "{n}. All displaced families shall return to their homes in safety, under the supervision of the UNHCR, not "
            "later than {k} months after the end of the second phase.\n\n",
        ),
    ),
    "ru": (
        "Соглашение между Правительством Республики Армения и Правительством Азербайджанской Республики\n\n"
        "Подписано в Москве 1 марта 2016 года\n\nСтороны договорились о нижеследующем:\n\n",
        "Глава {n}\n\n",
        "Статья {n}\n\n",
        (
            "{n}. Правительство Республики Армения открывает {k} школ в районе {n} в течение {k} месяцев после подписания и "
            "оплачивает работу {k} учителей из средств общего фонда.\n\n",
            "{n}. Азербайджанская Республика передаёт {k} карт минных полей до {day} через представителей "
            "Международного комитета Красного Креста.\n\n",
            "{n}. Создаётся совместная комиссия из {k} членов по наблюдению за прекращением огня, которая собирается "
            "ежемесячно и публикует доклад о выполнении обязательств.\n\n",
            "{n}. Стороны обязуются:\n\nа) обменяться списками удерживаемых лиц в течение {k} дней;\n\n"
            "б) беспрепятственно пропускать гуманитарные грузы;\n\nв) завершить разминирование дорог до {day}.\n\n",
            "{n}. Все перемещённые лица возвращаются в свои дома под контролем Управления Верховного комиссара ООН по делам "
            "беженцев не позднее чем через {k} месяцев после завершения второго этапа.\n\n",
        ),
    ),
    "ar": (
        "اتفاق بين حكومة جمهورية السودان وحكومة جمهورية جنوب السودان\n\nوقع في جوبا في 1 مارس 2016\n\n"
        "اتفق الطرفان على ما يلي:\n\n",
        "الفصل {n}\n\n",
        "المادة {n}\n\n",
        (
            "{n}. تلتزم حكومة السودان بفتح {k} مدرسة في قرى المنطقة {n} خلال {k} شهراً من تاريخ التوقيع، وبدفع رواتب {k} "
            "معلماً من صندوق التنمية.\n\n",
            "{n}. تسلم حكومة جنوب السودان {k} قطعة سلاح إلى بعثة الأمم المتحدة قبل {day} في المعسكرات المذكورة في "
            "البروتوكول.\n\n",
            "{n}. تُشكَّل لجنة مشتركة من {k} عضواً لمراقبة وقف إطلاق النار، وتجتمع كل شهر وتنشر تقريراً عما نفذه الطرفان.\n\n",
            "{n}. يلتزم الطرفان بما يلي:\n\nأ) تبادل قوائم المحتجزين خلال {k} يوماً؛\n\nب) السماح بمرور قوافل الغذاء والدواء؛"
            "\n\nج) إزالة الألغام من الطرق قبل {day}.\n\n",
            "{n}. يعود جميع النازحين إلى ديارهم تحت إشراف المفوضية السامية للأمم المتحدة لشؤون اللاجئين في مدة لا تتجاوز {k} "
            "شهراً بعد انتهاء المرحلة الثانية.\n\n",
        ),
    ),
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "ar": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
}


def text(size: int, code: str) -> str:
    """An agreement of at least so many characters; the same for the same call."""
    head, chapter, article, clauses = TEMPLATES[code]
    dice = random.Random(7)
    out, length, number = [head], len(head), 0
    while length < size:
        if number % 20 == 0:
            out.append(chapter.format(n=number // 20 + 1))
            length += len(out[-1])
        number += 1
        out.append(article.format(n=number))
        for n in range(1, 6):
            day = date(2016, 4, 1) + timedelta(days=dice.randrange(1500))
            told = f"{day.day} {MONTHS[code][day.month - 1]} {day.year}" + (" года" if code == "ru" else "")
            out.append(dice.choice(clauses).format(n=n, k=dice.randrange(2, 90), day=told))
            length += len(out[-1])
    return "".join(out)


def one(size: int, code: str) -> None:
    """Draft one text and print what it took."""
    from mithaq.drafting.draft import draft
    from mithaq.drafting.write import yaml_of

    written = text(size, code)
    draft(text(3000, code), file="warm", sha256="0" * 64, code=code)  # loading the words is not counted
    begun = time.process_time()
    made = draft(written, file="long.txt", sha256="0" * 64, code=code)
    drafted = time.process_time() - begun
    yaml_of(made)
    whole = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{code} {len(written):>9,} characters {len(made.accord.provisions):>6,} clauses "
        f"{len(made.accord.stipulations):>6,} promises {drafted:>6.1f} s drafted {whole:>6.1f} s written {peak:>6.0f} MB",
        flush=True,
    )


def main() -> None:
    """Every size and language, or those named."""
    if len(sys.argv) == 3:
        one(int(sys.argv[1]), sys.argv[2])
        return
    for code in TEMPLATES:
        for size in SIZES:
            subprocess.run([sys.executable, __file__, str(size), code], check=True)


if __name__ == "__main__":
    main()
