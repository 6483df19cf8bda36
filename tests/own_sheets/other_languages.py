"""One row per application, in German, French, Spanish and Chinese, in words that the given sheets have not."""

import datetime as dt
import random

from stories import answer_of_some_kind, names, stories
from writing import Linked, Sheet

DAY = dt.timedelta(days=1)
MONTHS_FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
MONTHS_ES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]

TITLES_DE = [
    ("Sachbearbeiter Einkauf (m/w/d)", None),
    ("Werkstudentin Marketing", "intern"),
    ("Senior Controller (m/w/d)", "senior"),
    ("Praktikant Produktmanagement", "intern"),
    ("Technische Redakteurin", None),
    ("Junior Entwickler (m/w/d)", "entry"),
    ("Bilanzbuchhalterin", None),
]
FIRMS_DE = names("""
Brückhölz Maschinen GmbH, Sölmer & Söhne KG, Tannwörth Logistik AG, Kühlmeier Feinkost, Öchsbach Verlag, Grünwerth
Energie, Rothäuser Klinik, Wörlemann Bau, Dähnrich Optik, Fürstbach Textil, Hägelin Papier, Jöstweiler Chemie, Läutner
Holz, Mäuswald Software, Nüßthal Metall, Pfähler Druck, Quästbach Stahl, Rülkens Moden, Schönwarth Glas, Tüllberg Kabel
""")


def bewerbungsliste(folder, rng):
    """German with other words, cp1252 and semicolons; days with and without a leading nought."""
    sheet = Sheet(
        "bewerbungsliste",
        [
            "German, cp1252, semicolons",
            "D.M.YY beside DD.MM.YYYY",
            "=HYPERLINK with a semicolon",
            "Wiedervorlage is a plan",
            "Eingangsbestätigung: a day or ja",
            "not sent yet",
        ],
        ambiguous=(
            "Zusage may be an offer or its acceptance (status_also); eingeladen with a day is an answer of some "
            "kind (events_also)."
        ),
    )
    sheet.header(
        "Unternehmen",
        "Stelle",
        "Ansprechpartner",
        "Beworben am",
        "Bewerbung per",
        "Eingangsbestätigung",
        "Nachgefragt am",
        "Vorstellungsgespräch",
        "Antwort am",
        "Ergebnis",
        "Wiedervorlage",
    )
    ways = [("E-Mail", "email"), ("Post", "post"), ("Online-Formular", "portal"), ("LinkedIn", "linkedin")]
    words = {
        "rejected": ["Absage", "leider Absage", "Absage erhalten"],
        "offer": ["Zusage"],
        "accepted": ["Vertrag unterschrieben"],
        "declined": ["von mir abgelehnt"],
        "withdrawn": ["zurückgezogen"],
        "ghosted": ["keine Rückmeldung", "nie gemeldet"],
        "cancelled": ["Stelle anderweitig besetzt"],
    }

    def day(d, number):
        return "" if not d else f"{d.day}.{d.month}.{d:%y}" if number % 3 == 0 else f"{d:%d.%m.%Y}"

    for number, s in enumerate(stories(rng, 20, dt.date(2026, 2, 2), titles=TITLES_DE, firms=FIRMS_DE)):
        way, medium = ways[number % 4]
        firm = f'=HYPERLINK("https://www.firma{number}.example/karriere";"{s.company}")' if number in (3, 12) else s.company
        if number == 8:
            cells = [firm, s.role, "", "", way, "", "", "", "", "noch nicht abgeschickt", "1.6.26"]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        talk = s.interviews[:1]
        events = [*s.first, *s.checks, *[(d, "interview") for d in talk]]
        receipt = day(s.receipt, number) if number % 4 else "ja" if s.receipt else ""
        if s.receipt and number % 4:
            events.append((s.receipt, "acknowledgement"))
        outcome, answered, also, other = rng.choice(words.get(s.end, ["offen", ""])), s.ended, [], []
        status = s.status
        if s.end == "open":
            status = "interviewing" if talk else "active"
            if talk:
                outcome, answered = "eingeladen", talk[0] - 4 * DAY
                also = answer_of_some_kind(answered)
        elif s.end == "rejected":
            events.append((answered, "rejection"))
        elif s.end == "offer":
            events.append((answered, "offer"))
            other = ["accepted"]
        elif s.end == "withdrawn":
            also = [*answer_of_some_kind(answered), (answered, "withdrawal")]
        elif s.end in ("accepted", "declined"):
            also = [*answer_of_some_kind(answered), (answered, "offer"), (answered, "acceptance"), (answered, "withdrawal")]
            other = ["closed"] if s.end == "declined" else []
        else:
            answered, other = None, ["rejected"] if s.end == "cancelled" else []
        sheet.entry(
            [
                firm,
                s.role,
                "Frau Kessenich" if number % 5 == 1 else "",
                day(s.applied, number),
                way,
                receipt,
                ", ".join(day(d, 1) for d in s.chased),
                day(talk[0], 1) if talk else "",
                day(answered, number),
                outcome,
                day(s.applied + 14 * DAY, number) if s.end == "open" else "",
            ],
            status=status,
            events=events,
            medium=medium,
            events_also=also,
            status_also=other,
            **s.name,
        )
    sheet.text(folder, delimiter=";", encoding="cp1252", newline="\r\n")


TITLES_FR = [
    ("Stagiaire communication", "intern"),
    ("Gestionnaire de paie", None),
    ("Directrice commerciale", "director"),
    ("Technicien de maintenance (H/F)", None),
    ("Développeur junior", "entry"),
    ("Assistante juridique", None),
    ("Ingénieur qualité senior", "senior"),
]
FIRMS_FR = names("""
Brétignol Systèmes, Cassandreux SA, Dorvémont Santé, Éperlin Optique, Fougerelle Bois, Grandvèze Transports, Hortansac
Vins, Jouvémine Textile, Lorcelle Édition, Maravoux Énergie, Nérondelle Verre, Orphélac Chimie, Pontrévin Assurances,
Quéménard Béton, Rosancelle Fleurs, Sauvérin Conseil, Tréfouel Acier, Vaugirelle Presse
""")


def suivi_candidatures(folder, rng):
    """French, the log on the second worksheet; real dates mixed with days in words."""
    sheet = Sheet(
        "suivi_candidatures",
        [
            "French words unlike the given ones",
            "log on the second worksheet",
            "Excel dates mixed with 3 mars 2026 and 1er avril 2026",
            "real hyperlinks",
            "formatted title row above the header",
        ],
        worksheet="Suivi",
        ambiguous=(
            "Réponse positive may be an invitation, an offer or its acceptance; classée sans suite may be a "
            "refusal (status_also, events_also)."
        ),
    )
    sheet.line("Mes candidatures - année 2026")
    sheet.header(
        "Société",
        "Intitulé du poste",
        "Date d'envoi",
        "Moyen d'envoi",
        "Accusé de réception",
        "Relancé le",
        "Entretien RH",
        "Entretien technique",
        "Suite donnée",
        "Date de réponse",
        "À relancer le",
    )
    ways = [("Courriel", "email"), ("LinkedIn", "linkedin"), ("Site de l'entreprise", "portal"), ("Courrier postal", "post")]
    words = {
        "rejected": "Réponse négative",
        "offer": "Réponse positive",
        "accepted": "Embauchée",
        "declined": "Offre déclinée par moi",
        "withdrawn": "Désistement",
        "ghosted": "Pas de nouvelles",
        "cancelled": "Classée sans suite",
    }

    def day(d, in_words):
        if not d:
            return ""
        number = "1er" if d.day == 1 else d.day
        return f"{number} {MONTHS_FR[d.month - 1]} {d.year}" if in_words else dt.datetime(d.year, d.month, d.day)

    for number, s in enumerate(stories(rng, 18, dt.date(2026, 2, 24), titles=TITLES_FR, firms=FIRMS_FR)):
        way, medium = ways[number % 4]
        words_here = number % 4 == 1 or s.applied.day == 1
        hr, technical = [*s.interviews[:2], None, None][:2]
        events = [*s.first, *s.checks, *s.talks, *([(s.receipt, "acknowledgement")] if s.receipt else [])]
        answered, also, other = s.ended, [], []
        if s.end == "rejected":
            events.append((answered, "rejection"))
        elif s.end == "withdrawn":
            also = [*answer_of_some_kind(answered), (answered, "withdrawal")]
        elif s.end == "offer":
            also, other = [*answer_of_some_kind(answered), (answered, "offer")], ["accepted", "interviewing"]
        elif s.end in ("accepted", "declined"):
            also = [*answer_of_some_kind(answered), (answered, "offer"), (answered, "acceptance"), (answered, "withdrawal")]
            other = ["closed"] if s.end == "declined" else []
        else:
            answered, other = None, ["rejected"] if s.end == "cancelled" else []
        firm = Linked(s.company, f"https://www.societe{number}.example") if number % 6 == 2 else s.company
        sheet.entry(
            [
                firm,
                s.role,
                day(s.applied, words_here),
                way,
                day(s.receipt, False),
                day(s.chased[0] if s.chased else None, words_here),
                day(hr, False),
                day(technical, False),
                words.get(s.end, "En attente"),
                day(answered, words_here),
                day(s.applied + 15 * DAY, False) if s.end == "open" else "",
            ],
            status=s.status,
            events=events,
            medium=medium,
            events_also=also,
            status_also=other,
            **s.name,
        )
    guide = [
        ["Mode d'emploi"],
        ["1. Une ligne par candidature."],
        ["2. Relancer après quinze jours."],
        ["3. Noter chaque réponse."],
    ]
    lists = [["Suites", "Moyens"], *[[word, way] for word, (way, _) in zip(words.values(), ways * 2, strict=False)]]
    sheet.workbook(folder, before={"Mode d'emploi": guide}, after={"Listes": lists})


TITLES_ES = [
    ("Becaria de comunicación", "intern"),
    ("Contable", None),
    ("Directora de operaciones", "director"),
    ("Administrativo de almacén", None),
    ("Ingeniero de datos sénior", "senior"),
    ("Programadora júnior", "entry"),
    ("Técnica de laboratorio", None),
]
FIRMS_ES = names("""
Albarcán Logística, Berruelos Textil, Cantaluz Energía, Dehesón Alimentos, Espinarte Diseño, Fontamar Puertos, Guijarral
Cementos, Hontanés Papel, Jaralillo Salud, Larrumbide Acero, Montañuela Seguros, Navalcuén Agua, Olivarte Aceites,
Peñazul Minas, Quintarral Vidrio, Retamoso Obras, Sotolín Bebidas, Torrecuna Banca
""")


def busqueda_empleo(folder, rng):
    """Spanish, pipes and a byte-order mark; days in short and in long words."""
    sheet = Sheet(
        "busqueda_empleo",
        [
            "Spanish words unlike the given ones",
            "pipes",
            "UTF-8 with BOM",
            "12-mar-2026 beside 12 de marzo de 2026",
            "Próximo paso is a plan",
            "not sent yet",
        ],
        ambiguous="An offer or its acceptance with a day of the answer (events_also).",
    )
    sheet.header(
        "Compañía",
        "Vacante",
        "Enviado el",
        "Vía",
        "Situación",
        "Fecha de respuesta",
        "Seguimiento enviado",
        "Primera entrevista",
        "Segunda entrevista",
        "Próximo paso",
    )
    ways = [
        ("Correo electrónico", "email"),
        ("LinkedIn", "linkedin"),
        ("Página web de la empresa", "portal"),
        ("En mano", "in_person"),
    ]
    words = {
        "rejected": ["Descartada", "No seleccionada"],
        "offer": ["Oferta recibida"],
        "accepted": ["Oferta aceptada"],
        "declined": ["Oferta rechazada por mí"],
        "withdrawn": ["Me retiré"],
        "ghosted": ["Nunca contestaron"],
        "cancelled": ["Proceso cancelado"],
        "open": ["En espera"],
    }

    def day(d, number=1):
        if not d:
            return ""
        month = MONTHS_ES[d.month - 1]
        return f"{d.day} de {month} de {d.year}" if number % 5 == 0 else f"{d.day}-{month[:3]}-{d.year}"

    for number, s in enumerate(stories(rng, 18, dt.date(2025, 11, 3), titles=TITLES_ES, firms=FIRMS_ES)):
        way, medium = ways[number % 4]
        if number == 13:
            cells = [s.company, s.role, "", way, "Pendiente de enviar", "", "", "", "", "pulir la carta"]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        one, two = [*s.interviews[:2], None, None][:2]
        events, also, other, answered = [*s.first, *s.checks, *s.talks], [], [], s.ended
        if s.end == "rejected":
            events.append((answered, "rejection"))
        elif s.end == "withdrawn":
            also = [*answer_of_some_kind(answered), (answered, "withdrawal")]
        elif s.end == "offer":
            events.append((answered, "offer"))
        elif s.end in ("accepted", "declined"):
            also = [*answer_of_some_kind(answered), (answered, "offer"), (answered, "acceptance"), (answered, "withdrawal")]
            other = ["closed"] if s.end == "declined" else []
        else:
            answered, other = None, ["rejected"] if s.end == "cancelled" else []
        sheet.entry(
            [
                s.company,
                s.role,
                day(s.applied, number),
                way,
                rng.choice(words[s.end]),
                day(answered),
                " y ".join(map(day, s.chased)),
                day(one),
                day(two),
                f"escribir el {day(s.applied + 10 * DAY)}" if s.end == "open" else "",
            ],
            status=s.status,
            events=events,
            medium=medium,
            events_also=also,
            status_also=other,
            **s.name,
        )
    sheet.text(folder, "txt", delimiter="|", encoding="utf-8-sig")


TITLES_ZH = [
    ("数据工程师", None),
    ("市场专员（实习）", "intern"),
    ("高级会计", "senior"),
    ("采购助理", None),
    ("测试工程师", None),
    ("产品运营实习生", "intern"),
]
FIRMS_ZH = [
    "岚汀食品",
    "栎川物流",
    "澄屿医药",
    "沐峰机械",
    "砚湖出版",
    "榕渡银行",
    "霁野能源",
    "珂溪纺织",
    "皓岭软件",
    "泊林汽车",
    "棠浦电子",
    "澜岳建材",
    "桉谷水务",
    "鹭洲仪器",
    "荻原家居",
    "昀泽光学",
]


def qiuzhi_jilu(folder, rng):
    """Chinese, UTF-16 with tabs as Excel writes its Unicode text; days with 年月日 or slashes."""
    sheet = Sheet(
        "qiuzhi_jilu",
        [
            "Chinese words unlike the given ones",
            "UTF-16 with tabs",
            "2026年3月5日 beside 2026/3/5 and 2026.03.05",
            "not sent yet",
        ],
        ambiguous="",
    )
    sheet.header("企业", "应聘职位", "投递日期", "投递方式", "进度", "初试时间", "复试时间", "拒信日期", "已跟进日期", "备注")
    ways = [("邮箱投递", "email"), ("官网", "portal"), ("领英", "linkedin"), ("现场招聘会", "in_person")]
    words = {
        "rejected": "未通过",
        "offer": "收到录用通知",
        "accepted": "已接受offer",
        "declined": "拒绝offer",
        "withdrawn": "主动放弃",
        "ghosted": "石沉大海",
        "cancelled": "岗位取消",
        "open": "等待回复",
    }

    def day(d, number=1):
        if not d:
            return ""
        return [f"{d.year}年{d.month}月{d.day}日", f"{d.year}/{d.month}/{d.day}", f"{d:%Y.%m.%d}"][number % 3]

    for number, s in enumerate(stories(rng, 16, dt.date(2026, 3, 2), titles=TITLES_ZH, firms=FIRMS_ZH)):
        way, medium = ways[number % 4]
        if number == 6:
            sheet.entry(
                [s.company, s.role, "", way, "准备投递", "", "", "", "", ""],
                s.company,
                s.role,
                None,
                "wishlist",
                seniority=s.seniority,
                optional=True,
            )
            continue
        one, two = [*s.interviews[:2], None, None][:2]
        over = s.ended if s.end == "rejected" else None
        sheet.entry(
            [
                s.company,
                s.role,
                day(s.applied, number),
                way,
                words[s.end],
                day(one),
                day(two),
                day(over),
                day(s.chased[0] if s.chased else None, number),
                "",
            ],
            status=s.status,
            events=[*s.first, *s.checks, *s.talks, *([(over, "rejection")] if over else [])],
            medium=medium,
            status_also=["closed"] if s.end in ("declined", "withdrawn") else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder, "txt", delimiter="\t", encoding="utf-16", newline="\r\n")


SHEETS = [bewerbungsliste, suivi_candidatures, busqueda_empleo, qiuzhi_jilu]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS, start=3):
        sheet(folder, random.Random(100 + number))
