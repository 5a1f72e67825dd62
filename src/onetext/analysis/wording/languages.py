"""What depends on the language: a table for each. English is full; the others are short, and a rule without its words is not asked.

Words are pieces of regular expressions, alternatives in the order in which they are tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Modals:
    """Words that bind beside words that do not."""

    binding: str
    other: str


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language.

    `plural`: which forms of the words for articles may have a list of numbers behind them. `of`: what stands between a
    number and another instrument; `own`: what stands there when the instrument is this one. `instruments`: other texts
    that have articles. `prefix` letters may stand before a word as part of it, and `ending` letters behind its stem.
    """

    name: str
    articles: str
    annexes: str
    paragraphs: str
    of: str
    own: str
    joined: str
    modals: tuple[Modals, ...]
    means: str
    introducing: frozenset[str]
    hereinafter: str
    plural: str = ""
    instruments: str = ""
    local: str = ""
    same_subject: tuple[str, ...] = ()
    conditions: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    deadlines: str = ""
    adds: bool = False
    doubles: frozenset[str] = frozenset()
    open_words: str = r"\bTBD\b|\bTBC\b"
    defined_in: str = ""
    capitals: bool = False
    common: frozenset[str] = frozenset()
    cased: bool = True
    prefix: int = 0
    ending: int = 3


def _numbers(*words: str, tens: str = "", above: Mapping[str, int] | None = None) -> dict[str, int]:
    """Number words: 1, 2, 3, ... in order, then tens from 20 on, then the rest."""
    found = {word: i for i, said in enumerate(words, 1) for word in said.split("|")}
    found.update({word: 10 * i for i, said in enumerate(tens.split(), 2) for word in said.split("|")})
    return {**found, **(above or {})}


EN = Language(
    name="English",
    articles=r"articles|article|arts\.|art\.",
    plural=r"articles|arts\.",
    annexes=r"annexes|annex",
    paragraphs=r"paragraphs|paragraph|paras\.|para\.",
    of=r"of|to|thereof|annexed",
    own=r"(?:of|to) (?:this|the present)\b|hereof|hereto",
    joined=r"and|or|to|through",
    instruments=r"Charter|Convention|Covenant|Statute|Constitution|Protocol|[Rr]esolution|Code|Act|Regulation|Treaty|Pact|Declaration|Law"
    r"|Rules|Accords?|Memorandum",
    modals=(Modals("shall|must", "should"),),
    same_subject=("shall", "will", "must"),
    conditions=r"\b(?:if|lest|whether|in case|unless|provided|when|where|as|than|why|how"
    r"|(?:agreed|intend\w*|consider\w*|establish\w*|decid\w*|principle|opinion|so|order) that)\b",
    means=r"(?:shall )?means?|(?:shall )?refers? to|(?:shall )?denotes?|(?:shall )?ha(?:s|ve) the (?:same )?meaning|designates?",
    introducing=frozenset(
        "the a an each every any and or together collectively individually jointly hereinafter hereafter henceforth referred to as "
        "called known in this agreement treaty protocol collective individual singular plural below".split()
    ),
    hereinafter=r"(?:hereinafter|hereafter|henceforth),?(?: (?:also )?(?:referred to|called|known|designated))?(?: as)?,?(?: the| an?)?",
    local=r"for (?:the )?purposes? of (?:this|the present) (?:article|annex|paragraph|section|chapter|part)|\bin this (?:article|annex|paragraph)\b",
    numbers=_numbers(
        *"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        tens="twenty thirty forty|fourty fifty sixty seventy eighty ninety",
        above={"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    ),
    adds=True,
    months=tuple("january february march april may june july august september october november december".split()),
    deadlines=r"on or before|no later than|not later than|at the latest (?:on|by)|prior to|by|before|until|on",
    doubles=frozenset({"that", "had", "is", "do"}),
    open_words=r"\bTBD\b|\bTBC\b|\bT\.B\.D\.|\bto be (?:completed|determined|inserted|agreed upon later|negotiated)\b(?=\s*(?:[\])]|$))",
    defined_in=r"(?:as |is |are )?defined in|within the meaning of",
    capitals=True,
    common=frozenset(
        "party parties state states government governments agreement treaty convention protocol charter article articles annex annexes "
        "president minister ministers ministry parliament parliaments member members republic kingdom union council assembly court "
        "strait sea river north south east west side sides secretary chair chairs depositary organization organisation world world's "
        "territory region province city capital bank secretariat preamble paragraph text signatories signatory date law "
        "first second third fourth final international general universal statute covenant constitution conference office".split()
    ),
)

DE = Language(
    name="German",
    articles=r"artikeln|artikels|artikel|art\.",
    annexes=r"anhangs|anhang|anlagen|anlage",
    paragraphs=r"absätze|absatzes|absatz|abs\.",
    of=r"der|des|von|vom|zur|zum",
    own=r"(?:dieses|dieser|des vorliegenden|der vorliegenden)\b",
    joined=r"und|oder|bis",
    instruments=r"Charta|Konvention|Übereinkommens?|Satzung|Verfassung|Resolution|Gesetz(?:es)?|Protokolls?",
    modals=(Modals("muss|müssen|hat zu|haben zu", "sollte|sollten"),),
    means=r"bezeichnet|bezeichnen|bedeutet|bedeuten|ist|sind",
    introducing=frozenset(
        "der die das den dem ein eine im in folgenden nachfolgend nachstehend und zusammen gemeinsam jeweils kurz".split()
    ),
    hereinafter=r"(?:im folgenden|nachfolgend|nachstehend)(?: als)?(?: der| die| das)?",
    local=r"im sinne dieses (?:artikels|anhangs)|für die zwecke dieses (?:artikels|anhangs)",
    numbers=_numbers(
        *"ein|eine|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn "
        "neunzehn".split(),
        tens="zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    ),
    months=tuple("januar februar märz april mai juni juli august september oktober november dezember".split()),
    deadlines=r"spätestens (?:am|bis zum)|bis spätestens(?: zum)?|bis zum|vor dem|am",
    doubles=frozenset("der die das den dem sie wir ihr uns".split()),
)

FR = Language(
    name="French",
    articles=r"articles|article|art\.",
    plural=r"articles",
    annexes=r"annexes|annexe",
    paragraphs=r"paragraphes|paragraphe|alinéas|alinéa|par\.",
    of=r"de|du|des|d['’]",
    own=r"(?:du présent|de la présente|de ce|de cet|de cette)\b",
    joined=r"et|ou|à",
    instruments=r"Charte|Convention|Pacte|Statut|Constitution|Protocole|[Rr]ésolution|Code|Loi|Règlement|Traité",
    modals=(Modals("doit|doivent", "devrait|devraient"),),
    means=r"désigne|désignent|signifie|signifient|s['’]entend(?:ent)? d[eu]s?",
    introducing=frozenset("le la les l un une ci-après ci après dénommé dénommée dénommés dénommées et ou ensemble chacune chacun".split()),
    hereinafter=r"ci-après,?(?: (?:dénommée?s?|appelée?s?|désignée?s?))?,?(?: les?| la| l['’])?",
    local=r"aux fins (?:du présent article|de la présente annexe)",
    numbers=_numbers(
        *"un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
        tens="vingt trente quarante cinquante soixante",
    ),
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    deadlines=r"au plus tard le|avant le|jusqu['’]au|le",
    doubles=frozenset({"nous", "vous"}),
)

ES = Language(
    name="Spanish",
    articles=r"artículos|artículo|arts\.|art\.",
    plural=r"artículos|arts\.",
    annexes=r"anexos|anexo",
    paragraphs=r"párrafos|párrafo|apartados|apartado",
    of=r"de|del",
    own=r"(?:del presente|de la presente|de este|de esta)\b",
    joined=r"y|e|o|a",
    instruments=r"Carta|Convención|Convenio|Pacto|Estatuto|Constitución|Protocolo|[Rr]esolución|Código|Ley|Reglamento|Tratado",
    modals=(Modals("deberán|deberá|deben|debe", "deberían|debería"),),
    means=r"significan?|designan?|se entiende(?:n)? por|se refieren? a",
    introducing=frozenset("el la los las un una en adelante denominado denominada denominados denominadas y o".split()),
    hereinafter=r"en (?:adelante|lo sucesivo),?(?: denominad[oa]s?)?,?(?: el| la| los| las)?",
    local=r"a los efectos del presente (?:artículo|anexo)",
    numbers=_numbers(
        *"un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
        "diecinueve".split(),
        tens="veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    ),
    months=tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),
    deadlines=r"a más tardar el|antes del|hasta el|el",
)

RU = Language(
    name="Russian",
    articles=r"стать(?:ями|ям|ях|ей|ёй|ья|я|и|е|ю)|ст\.",
    plural=r"стать(?:ями|ям|ях|и)|статей",
    annexes=r"приложени(?:ями|ями|ем|ях|й|е|я|ю)",
    paragraphs=r"пункт(?:ами|ам|ах|ов|ом|а|у|е|ы)?|п\.",
    of=r"к",
    own=r"(?:к )?(?:настоящего|настоящей|настоящему|этого)\b",
    joined=r"и|или|по",
    instruments=r"Устава?|Конвенци[ияей]|Пакта?|Статута?|Конституци[ияей]|Протокола?|[Рр]езолюци[ияей]|Закона?|Договора?",
    modals=(Modals("должны|должен|должна|должно|обязаны|обязан|обязана|обязуются|обязуется", "следует|рекомендуется"),),
    means=r"означает|означают|обозначает|обозначают",
    introducing=frozenset(
        "далее именуемый именуемая именуемые именуемое именуется именуются совместно вместе по отдельности и или".split()
    ),
    hereinafter=r"(?:далее|в дальнейшем)(?: именуем\w+| именуются| именуется)?,?(?: как)?(?: [—–-])?",
    local=r"для целей настояще(?:й статьи|го приложения)",
    numbers=_numbers(
        *"один|одного два|двух три|трех|трёх четыре|четырех|четырёх пять|пяти шесть|шести семь|семи восемь|восьми девять|девяти "
        "десять|десяти одиннадцать двенадцать тринадцать четырнадцать пятнадцать|пятнадцати шестнадцать семнадцать восемнадцать "
        "девятнадцать".split(),
        tens="двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти "
        "восемьдесят|восьмидесяти девяносто",
    ),
    months=tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()),
    deadlines=r"не позднее|до",
    ending=4,
)

UK = Language(
    name="Ukrainian",
    articles=r"статт(?:ями|ям|ях|ею|я|і|ю)|статей|ст\.",
    plural=r"статт(?:ями|ям|ях|і)|статей",
    annexes=r"додатк(?:ами|ами|ом|ах|ів|и|у|а)|додаток",
    paragraphs=r"пункт(?:ами|ам|ах|ів|ом|а|у|і|и)?|п\.",
    of=r"до",
    own=r"(?:до )?(?:цього|цієї|цьому)\b",
    joined=r"та|і|й|або|по",
    instruments=r"Статуту?|Конвенці[їяє]|Пакту?|Конституці[їяє]|Протоколу?|[Рр]езолюці[їяє]|Закону?|Договору?",
    modals=(
        Modals(
            "повинні|повинен|повинна|повинно|зобов['’]язані|зобов['’]язаний|зобов['’]язана|зобов['’]язуються", "слід|рекомендується|варто"
        ),
    ),
    means=r"означає|означають|позначає|позначають",
    introducing=frozenset("далі надалі іменований іменована іменовані іменується іменуються разом спільно окремо та і або".split()),
    hereinafter=r"(?:далі|надалі)(?: іменован\w+| іменуються| іменується)?,?(?: як)?(?: [—–-])?",
    local=r"для цілей ці(?:єї статті|ього додатка)",
    numbers=_numbers(
        *"один|одного два|двох три|трьох чотири|чотирьох п'ять|п'яти шість|шести сім|семи вісім|восьми дев'ять|дев'яти десять|десяти "
        "одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять".split(),
        tens="двадцять|двадцяти тридцять|тридцяти сорок|сорока п'ятдесят|п'ятдесяти шістдесят|шістдесяти сімдесят|сімдесяти "
        "вісімдесят|вісімдесяти дев'яносто",
    ),
    months=tuple("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()),
    deadlines=r"не пізніше|до",
    ending=4,
)

AR = Language(
    name="Arabic",
    articles=r"المواد|المادتين|المادة|مادة",
    plural=r"المواد|المادتين",
    annexes=r"الملحق|ملحق|المرفق|مرفق",
    paragraphs=r"الفقرات|الفقرتين|الفقرة|فقرة",
    of=r"من",
    own=r"من (?:هذا|هذه)\b",
    joined=r"و|أو|إلى",
    instruments=r"ميثاق|الميثاق|اتفاقية|العهد|النظام الأساسي|دستور|الدستور|قرار|القرار|بروتوكول|قانون",
    modals=(Modals("يجب|يتعين|تلتزم|يلتزم|يلتزمان", "ينبغي"),),
    means=r"يعني|تعني|يقصد به|يقصد بها|يقصد ب",
    introducing=frozenset("المشار إليه إليها إليهم إليهما فيما يلي ب باسم يسمى تسمى ويشار".split()),
    hereinafter=r"(?:المشار إلي\w+ )?فيما يلي(?: ب[ـ\w]*)?",
    cased=False,
    prefix=3,
)

LANGUAGES: Mapping[str, Language] = {"en": EN, "de": DE, "fr": FR, "es": ES, "ru": RU, "uk": UK, "ar": AR}
"""By the first part of a language tag."""
