"""The words that the rules know: reporting verbs, titles, roles. Tables, read once."""

from __future__ import annotations

import re

SAID = """
considered considers accuse accuses estimate estimates telling jokes quips recalls remembers replies answers responds reflects
concedes agrees laughs sighs grins shouts shouted whispers whispered said says say saying told tells tell added adds adding stated
states warned warns warning announced announces claimed claims argued argues insisted insists noted notes stressed stresses
emphasized emphasised explained explains replied responded answered declared declares confirmed confirms denied denies wrote writes
tweeted posted remarked observed acknowledged admitted admits conceded suggested suggests urged urges demanded demands promised
vowed pledged complained complains accused described describes commented reiterated repeated testified predicted hinted cautioned
quipped joked lamented recounted revealed disclosed contended maintained asserted alleged recalled continued concluded indicated
signalled signaled pointed asked reported reports believes proposed rejected agreed reaffirmed reminded estimated informed assured
spoke argued sighed shrugged underlined underscored underlines expressed remembered learned argued arguing insisting claiming noting
explaining suggesting stating announcing denying believing replying responding complaining predicting promising vowing cautioning
maintains called calls explain dismissed objected cited opined countered interjected mused thundered snapped fumed exclaimed
""".split()
"""Verbs after which, or before which, somebody's words stand."""
CONTENT = frozenset(
    """considered considers estimate estimates telling recalls remembers replies concedes said says say saying told tells tell added
    adds adding stated states warned warns announced announces claimed claims argued argues insisted insists noted notes stressed
    stresses emphasized emphasised explained explains explain replied responded answered declared declares confirmed confirms denied
    denies wrote writes tweeted remarked observed acknowledged admitted admits conceded suggested suggests promised vowed pledged
    complained complains commented reiterated repeated testified predicted hinted cautioned lamented recounted revealed disclosed
    contended maintained asserted alleged recalled concluded indicated signalled signaled reported reports believes agreed
    reaffirmed proposed reminded estimated informed assured underlined underscored underlines expressed remembered responded replied
    arguing insisting claiming noting explaining suggesting stating announcing denying believing replying responding predicting
    promising vowing cautioning maintains""".split()
) | {"let it be known"}
"""Those that a clause without quotation marks may follow."""
FOREIGN = (
    "warnt|erklärt|betont|meint|entgegnet|entgegnete|antwortet|antwortete|fordert|forderte|kritisiert|kritisierte|ergänzt|ergänzte|"
    "berichtet|schreibt|findet|räumte ein|kündigte an|s[’']indigne|s[’']inquiète|rappelle|répond|souligne|précise|ajoute|estime|regrette|"
    "insiste|conclut|indique|assure|déplore|confie|raconte|a (?:répondu|souligné|précisé|indiqué|estimé|assuré|rappelé|regretté|conclu)|"
    "dice|afirma|declara|explica|añade|señala|señaló|aseguró|indicó|subrayó|respondió|afferma|spiega|aggiunge|"
    "говорит|сообщает|пишет|ответил|ответила|"
    "let it be known|sprach von|sprachen|hieß es|"
    "sagte|sagt|sagten|erklärte|erklärten|betonte|meinte|teilte mit|fügte hinzu|fügte|warnte|schrieb|a déclaré|a dit|déclare|affirme|a affirmé|"
    "a ajouté|explique|a expliqué|a averti|ont déclaré|dijo|afirmó|declaró|añadió|explicó|advirtió|ha detto|ha dichiarato|ha aggiunto|"
    "сказал|сказала|заявил|заявила|заявили|отметил|отметила|добавил|добавила|подчеркнул|подчеркнула|сообщил|сообщила|"
    "сказав|заявив|зазначив|наголосив|додав|powiedział|powiedziała|oświadczył"
)
VERB = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(set(SAID), key=len, reverse=True))}|{FOREIGN})(?!\w)(?!-(?!(?:t-)?(?:il|elle|on)s?\b))")
ACCORDING = re.compile(
    r"\b[Aa]ccording to\b|\b[Ii]n the words of\b|\b(?:[Ss]elon|[Ss]egún|[Ss]econdo|[Ll]aut)\b|[Пп]о словам|[Зз]а словами"
)

TITLES = frozenset(
    """President Vice Prime Minister Foreign Defence Defense Finance Interior Deputy Special Envoy Secretary General Chancellor King Queen
    Prince Ambassador Senator Representative Congressman Congresswoman Governor Mayor Judge Justice Commissioner Speaker Chairman
    Chairwoman Chair Director Chief Lt Lt. Gen Gen. Col Col. Maj Maj. Captain Capt. Sgt Admiral Adm. Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Prof
    Prof. Professor Sir Lord Lady Sheikh Imam Pope Archbishop Bishop Father Sister Sen. Rep. Gov. State Press Spokesman Spokeswoman
    Spokesperson Herr Frau Monsieur Madame M. Señor Señora Minister-President Premier Councillor Cllr Attorney Treasurer Negotiator
    Dictator Tyrant Despot Warlord Strongman Puppet Regime Lieutenant Colonel Major Brigadier Marshal Commander Sergeant Emir Sultan""".split()
)
ROLES = frozenset(
    """official officials diplomat diplomats spokesman spokeswoman spokesperson spokespeople minister ministers ministry government
    president aide aides source sources negotiator negotiators envoy envoys leader leaders officer officers statement union company
    board council commission mediator mediators chair chairman chairwoman delegation delegations representative representatives
    administration office parties party sides side lawyer lawyers resident residents mayor secretary judge expert experts analyst
    analysts adviser advisers advisor advisors person people executive executives commander commanders ambassador ambassadors
    chancellor premier director directors manager managers member members worker workers senator senators lawmaker lawmakers
    coordinator participant participants delegate delegates agency report newspaper magazine outlet insider insiders
    bloc alliance association federation committee court tribunal army military bank regulator employer employers staff
    farmer farmers owner owners tenant tenants neighbour neighbours group coalition secretariat facilitator mediation""".split()
)
LOWER = ROLES | frozenset(
    """former the a an chief deputy senior acting two three four several some other many his her its their our top another one unnamed
    anonymous western european foreign prime special interim outgoing newly elected general of for who""".split()
)
"""Words in lower case that may stand in what names a speaker."""
PARTICLES = frozenset("de da di du del della der den van von zu bin ibn al el la le of and & y the".split())
PRONOUNS = frozenset("he she they it He She They It".split())
NOT_NAMES = frozenset(
    """The A An In On At By For But And Or If When While After Before As Since Until Although Though Because However Meanwhile Earlier Later
    This That These Those There Here It He She They We I You His Her Their Our My Its Some Many Most All Both Neither Either Each Every No
    Not Yes So Then Thus Also Still Yet Even Asked Speaking Responding Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Today Yesterday Tomorrow Preceding Following During
    According With Without From To What Who Which Where Why How One Two Three Four Five Another Other Such Only Just Now Once
    Last Next Q A Scoop Our Let Constantly Q: A:""".split()
)
GROUPS = frozenset(
    """Star Sun Mirror Mail Record Argus Echo Bulletin Dispatch Wire Agency Islands Ministry Department Union Council Commission News
    Daily Times Post House Office Agency Party Front Movement Army League Organisation Organization Forces Institute Nations Union's
    Committee Court Parliament Congress Senate Government Administration Group Bank Coalition Alliance Company Association
    Federation Board Staff Journal Herald Courier Guardian Atlantic Reuters Press Television TV Radio Telegraph Gazette Observer
    Tribune Chronicle Region City Plan""".split()
)
"""A name with one of these is no person's."""
