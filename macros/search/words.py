"""Words as search compares them: without accents, elisions and endings, so that "l'évaluation" is "évaluer".

The rules are data: the index carries them to the browser (`docs/assets/js/search/words.js`), so that both sides apply
the same ones. Each is a pattern and what stands for it; patterns are written for Python and JavaScript alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from macros.model.folding import folded
from macros.model.language import Language
from macros.model.records import SearchLists

Rule = tuple[str, str]
"""A pattern, and what stands for it; `$1` is its first group."""

_EVERYWHERE: tuple[Rule, ...] = (
    ("[\u2018\u2019\u02bc`\u00b4]", "'"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("ß", "ss"),
    # A.S.B.L., BIN-Z, PLP i: one word.
    (r"\b([a-z])\.(?=[a-z]\b)", "$1"),
    (r"\b(bin|plp)[- ]([iz])\b", "$1$2"),
    (r"\bto[- ]do\b", "todo"),
)

# Catching, holding or following somebody oneself, in any words, is one question.
_FRENCH_CATCHING = (
    r"(?:arret|attach|attrap|bloqu|captur|chass|coinc|desarm|enferm|frapp|immobilis|intercept|interpel|ligot|maitris"
    r"|menott|neutralis|plaqu|poursui|rattrap|reten|retien|suiv|tabass)[a-z]*|cour[a-z]* apres|fai(?:re|s) fuir|garder?"
    r"|tenir"
)
_FRENCH_CAUGHT = "(voleu|cambrioleu|suspect|intrus|bandit|rodeu|malfaiteu|malfrat|delinquant|criminel|agresseu|fuyard)"
_DUTCH_CATCHING = (
    r"(?:aan|tegen|vast)(?: te )?(?:houden|grijpen|binden|pakken)|(?:achter|achterna)[a-z]*|afslaan|arresteren|grijpen"
    r"|neer(?: te )?slaan|onderscheppen|op(?: te )?(?:pakken|sluiten)|overmeesteren|pakken|slaan|stoppen|vangen|vatten"
    r"|volgen|weg(?: te )?jagen|boeien|klemrijden|ontwapenen"
)
_DUTCH_CAUGHT = (
    "(dief|dieven|inbrekers?|verdachten?|indringers?|insluipers?|bandiet|bandieten|overvallers?|daders?|crimineel)"
)

# What other services answer, where it is named by several words, each of which may be one of the guide: a word of
# `elsewhere` in data/search_lists.yml stands for them. Dutch mostly writes such a name as one word.
_FRENCH_ELSEWHERE: tuple[Rule, ...] = (
    # Identity papers. "Carte" alone is a map or a card.
    (r"\bcarte d'identite\b", "passeport"),
    # Insurances that a person buys. Whether one covers a coordinator, the guide says.
    (r"\bassurances? (?:auto|voiture|habitation|incendie|familiale|vie|maladie|voyage)\b", "assureur"),
    # Opening hours. "Quand ferme un PLP" is the end of one.
    (r"\ba quelle heure (?:ouvre|ferme|est ouverte?)\b", "guichet"),
    # An animal that is lost or found. "Notre chat" alone is a group of messages.
    (
        r"\bch(?:at|ien)(?:te|ne)?s? (?:(?:qui )?(?:a|est|s'est) )?"
        r"(?:disparu|perdu|(?:re)?trouve|errant|enfui|echappe|fugue)e?s?\b",
        "veterinaire",
    ),
    (r"\b(?:perdu|cherche|(?:re)?trouve) (?:un|mon|notre|le) ch(?:at|ien)\b(?! d[eu]\b)", "veterinaire"),
    (r"\bchiens? (?:agressif|dangereux|mechant|sans laisse)s?\b", "veterinaire"),
    # The collection of waste. Who looks into the bins of others may be suspect.
    (r"\b(?:camion|sac|jour|sortir)s?[- ](?:[a-z]{1,3} )?poubelles?\b", "eboueur"),
    # What one is paid for an alarm.
    (r"\bprimes? (?:(?:pour|d'|une?|mon|l') ?)*alarmes?\b", "taxe"),
    # A report of what was stolen. Who sees a theft may report it here.
    (r"\b(?:plainte|declar[a-z]*)(?: [a-z]{1,4})? vol\b", "guichet"),
    (r"\bmot de passe (?:oublie|perdu)\b", "pirate"),
    (r"\bchangement de domicile\b", "guichet"),
    # The police as a trade. A mandated officer is designated: that the guide says.
    (r"\bdevenir (?:une? )?(?:agent|inspect|policier)[a-z]*\b(?! mandate| (?:de )?referen)", "embauche"),
)
_DUTCH_ELSEWHERE: tuple[Rule, ...] = (
    # Opening hours. "Wanneer gaat" is also the beginning, and "wanneer sluit ik aan" who joins.
    (r"\bhoe ?laat (?:sluit|opent)\b", "openingsuren"),
    (r"\b(?:hoe ?laat (?:gaat|is)|wanneer gaat)((?: [a-z]+){1,3}) (?:open|dicht|toe)\b", "openingsuren$1"),
    # What one is paid for an alarm.
    (r"\bpremies? (?:voor )?(?:een |mijn )?alarm[a-z]*\b|\balarm(?:systeem|installatie)? premies?\b", "belasting"),
    (r"\b(?:agressieve|gevaarlijke|loslopende|valse) honde?n?\b", "dierenarts"),
    (r"\bwachtwoord (?:vergeten|kwijt)\b", "gehackt"),
    # The police as a trade. "Moet een agent worden gebeld" is none.
    (r"(?<!lid )\bword(?:en)?(?: (?:ik|je))? (?:een )?(?:politie)?agent\b", "sollicitatie"),
    (r"\b(?:politie)?agent (?:te )?worden\b(?! [a-z])", "sollicitatie"),
)

# Leaving a group, or being put out of it; what comes from a group, as a message, is neither.
_DUTCH_GROUP = r"uit (?:de|die|deze|het|dat|dit|onze|een) ((?:[a-z]+)?groep|bin)"
_DUTCH_LEAVING = (
    "stap(?:pen|t)?|ga(?:an|at)?|gestapt|gegaan|tre(?:edt?|den)|geraa?k(?:en)?|raken|weg|wil|kom(?:en)?|moet"
)
_DUTCH_EXPELLING = "zetten|gezet|gooien|gegooid|smijten|gesmeten|kicken|gekickt|sturen"

_SPLITTING: dict[Language, tuple[Rule, ...]] = {
    Language.FR: (
        *_EVERYWHERE,
        *_FRENCH_ELSEWHERE,
        (
            rf"(?<!police a )(?<!police )\b(?:{_FRENCH_CATCHING}) (?:(?:moi|soi|nous)[- ]?memes? )?"
            rf"(?:(?:un|une|le|la|les|des|ce|ces) |l')?{_FRENCH_CAUGHT}",
            "interposer $1",
        ),
        (r"\b(?:c'est|est-ce|est-il)(?: bien)? (?:permis|autorise|interdit)\b", ""),
        (r"\b(?:savoir|savent|sauront|saura|sait) que c'est moi\b", "anonyme"),
        (r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'", ""),
        ("est-ce qu?e? ?", ""),
        ("combien de temps", "duree"),
        (r"\ba partir d[eu]\b", ""),
        # A site is mostly that of a municipality; this one is a guide.
        (r"\b(?:ce|votre) site\b(?: web| internet)?", "guide"),
        (r"\b(etape|phase) ([1-4])\b", "$1 $1$2"),
        # Leaving and joining, said by what one no longer does, or is a part of.
        (r"\bplus (?:participer|faire partie|etre membre|recevoir)\b", "quitter"),
        (r"\b(?:faire?|fais|fait|faisons|faites|font) partie\b", "adherer"),
        (r"\bsor(?:s|t|tir|tez) d(?:u|e la|e ce) (?=groupe|plp)", "quitter "),
        (r"\ble droit\b(?: de)?", ""),
    ),
    Language.NL: (
        *_EVERYWHERE,
        *_DUTCH_ELSEWHERE,
        (r"'[stn]\b", ""),
        (r"\b([ld])'", ""),
        ("hoe ?lang", "termijn"),
        (r"\beruit (?:zetten|gooien|smijten|kicken)\b", "uitsluiten"),
        (r"\bachter (?:een|de|die|iemand) ?([a-z]*) (?:aan ?)(?:lopen|gaan|rennen|rijden)\b", "achtervolgen $1"),
        (rf"\b{_DUTCH_CAUGHT}(?: zelf| eens| zomaar| te)* (?:{_DUTCH_CATCHING})\b", "$1 burgerarrest"),
        (r"\ber(aan|af|bij|door|in|mee|op|uit)\b", "$1"),
        # A site is mostly that of a municipality; this one is a guide.
        (r"\b(?:deze|jullie) (?:web)?site\b", "gids"),
        (r"\b(stap|fase) ([1-4])\b", "$1 $1$2"),
        ("geen lid meer", "uitstappen"),
        (r"\bstop ik (?:er ?mee|met)\b", "uitstappen"),
        (r"\bniet (?:meer|langer) (?:mee ?doen|mee ?werken|deelnemen|krijgen|ontvangen)\b", "uitstappen"),
        (rf"\b{_DUTCH_GROUP} (?:te )?(?:{_DUTCH_EXPELLING})\b", "$1 uitsluiten"),
        (rf"\b{_DUTCH_GROUP} (?:te )?(?:{_DUTCH_LEAVING})\b", "$1 uitstappen"),
        (rf"\b(?:{_DUTCH_LEAVING})((?: (?:ik|je|we|wij|nu|zelf|mij|me))*) {_DUTCH_GROUP}\b", "uitstappen$1 $2"),
        (r"\bhet recht (?:om|te)\b", ""),
        # What is done to doors and cars: "open" alone is of data and of groups.
        (r"\bopen(?: te)? ?(?:doen|maken|krijgen)\b", ""),
        (r"\bwe(?:et|ten) dat ik (?:het (?:ben|was)|gebeld)\b", "anoniem"),
    ),
}

_FRENCH_NOUNS = (
    *("issement", "isation", "ateur", "atrice", "ation", "ition", "atoire?", "ature", "ance", "ence", "euse", "trice"),
    *("iste", "ique?", "able", "ible", "ive", "if", "age", "eur", "aire", "alite", "ite", "ial", "al", "ion", "iere?"),
    *("ier", "at"),
)
_FRENCH_VERBS = (
    *("issent", "issons", "issant", "issez", "issait", "eraient", "erait", "eront", "erons", "erez", "erai", "era"),
    *("aient", "ants", "ante", "ant", "ait", "ais", "ai", "ons", "iez", "ez", "ees", "ee", "ers", "er", "ir", "it"),
    *("is", "ies", "ie", "ent", "es", "e", "i", "ance", "ence"),
)
_DUTCH_BEFORE_GE = (
    "aan|achter|af|bekend|bij|binnen|buiten|deel|door|goed|in|mee|na|om|onder|op|open|over|samen|terug|toe|uit|vast"
    "|voor|weg"
)
_ENDINGS: dict[Language, tuple[Rule, ...]] = {
    Language.FR: (
        # Words that an ending would make another word of.
        ("^(plpi|binz|pays|politie)$", "$1#"),
        ("^(avantage|circulaire|fichier|fonctionnaire|formalite|objection|presence)s?$", "$1#"),
        ("^communi(?:c.*|ques?)$", "communic#"),
        ("^(.+)eaux$", "$1eau"),
        ("^(.{2,})aux$", "$1al"),
        ("^(.{2,}[^s])[sx]$", "$1"),
        ("^(?!reglement)(.{3,}?)e?ment$", "$1"),
        (f"^(?!signal$|quartier|partage|reglementation)(.{{4,}}?)(?:{'|'.join(_FRENCH_NOUNS)})$", "$1#"),
        (f"^(?!commence$)(.{{3,}}?)(?:{'|'.join(_FRENCH_VERBS)})$", "$1"),
        ("^commence$", "commenc"),
        ("#", ""),
        ("eau", "o"),
        ("au", "o"),
        ("ph", "f"),
        ("y", "i"),
        ("ck|k", "c"),
        ("qu", "q"),
        ("(^|[^c])h", "$1"),
        ("m([bp])", "n$1"),
        (r"([a-z])\1+", "$1"),
    ),
    Language.NL: (
        # Words that an ending would make another word of.
        ("^(plpi|binz|stad|reglementering)$", "$1#"),
        ("^maand(?:en|elijks)?$", "maand#"),
        ("^we(?:et|ten)$", "weten#"),
        ("^(.*beeld|bestand|duits|meerderheid|overheid)(?:en?|je|jes)?$", "$1#"),
        (f"^({_DUTCH_BEFORE_GE})ge(.{{2,}})(t|d|en)$", "$1$2$3"),
        ("^ge(?!acht|zich|beur|bied|bruik|deel|heim|luid|meen|noeg|recht|rust|tuig|vaar|woon|zond)(.{2,}[td])$", "$1"),
        ("^(.{3,}?)(?:etje|pje|tje|je)s?$", "$1"),
        ("^(.{3,})heden$", "$1heid"),
        ("^(.{4,}?)(?:atie|ator|iteit|ering|ing|erij|aar|ar)(?:en|s)?$", "$1"),
        ("^(.{4,}?)(?:elijk|lijk|baar|heid|schap)(?:e|en|s)?$", "$1"),
        ("^(.{4,}?)(?:eren|eert|eerd)$", "$1"),
        ("^(.{5,}?)(?:ers|er)$", "$1"),
        ("^(.{3,}?)(?:(?<!s)ten|den|te|de|ens|en|es|e|s)$", "$1"),
        ("^(.{3,}?)[sz]$", "$1"),
        (r"([a-z])\1+", "$1"),
        ("^((?!buurt$).{3,}?)(?:dt|t|d)$", "$1"),
        ("#", ""),
        ("ij|ei|y", "y"),
        ("au", "ou"),
        ("ph", "f"),
        ("th", "t"),
        ("qu", "kw"),
        ("x", "ks"),
        ("c(?![ehi])", "k"),
        ("v$", "f"),
        (r"([a-z])\1+", "$1"),
    ),
}

_FILLERS: dict[Language, str] = {
    Language.FR: (
        "a ai ainsi alors as au aussi autre autres aux avec avez avoir avons bien bonjour c ca ce cela ces cet "
        "cette chez chose comme d dans de des deux donc du elle elles en encore entre es est et etait ete etes "
        "etre eu eux faire fais fait font ici il ils j je juste l la le les leur leurs lui m ma mais me meme "
        "merci mes moi mon n ne nos notre nous on ont ou par pas petit plus pour qu que quelqu s sa sans se sera "
        "ses si soi sommes son sont suis sur svp t ta te tes toi ton tous tout toute toutes tres truc tu un une va "
        "vais vers veut veux voici voila vont vos votre vous y chuis jai pr ya"
    ),
    Language.NL: (
        "aan al alle allemaal als ander andere anderen bedankt ben bent bij d daar dag dan dat de deze die ding "
        "dit doe doen doet door dus een eens eigen eigenlijk en er ermee ervan ga gaan gaat geen graag haar had "
        "hallo heb hebben hebt heeft hem hen het hier hij hun iemand iets ik in is ja je jij jou jouw jullie kom "
        "komt l maar me mee meer men met mij mijn naar naartoe nee niet nog nu of om ons onze ook op over s t te "
        "tot u uit uw van veel via voor waren was we wel werd wil willen wilt word worden wordt ze zelf zich zij "
        "zijn zo zonder zou da den ge gij mijne ne nen ni nie uwen wa zijne"
    ),
}
_QUESTION_WORDS: dict[Language, str] = {
    Language.FR: (
        "1 2 3 4 5 6 7 8 9 afin ailleurs aime aimerais aller apres arrive assez aucun aucune aujourd aupres autant "
        "autrui avant beaucoup besoin car ceci celle celles celui certain certaine certaines certains ceux chacun "
        "chacune chaque comment concerne contre croire crois deja demain depuis devoir devons devrais devrait "
        "devrions dire dit dois doit doivent dont duquel durant enfin ensuite envers faudra faut femme hors "
        "hui jamais jusque koi laquelle lequel longtemps lorsque maintenant malgre maman mari matin mere met mets "
        "mettre mieux moins ni nuit nul obtenir papa parce parfois parmi passe passer pendant pense penser pere peu "
        "peut peuvent peux plusieurs plutot possible pourquoi pourrais pourrait pourtant pouvez pouvoir pouvons "
        "prend prendre presque puis puisque quand quel quelle quelles quelque quelques quels qui quiconque quoi "
        "quoique reste rester rien savoir selon semaine semble serait seulement signifie simplement soir soit "
        "souvent tandis tant tard tel telle telles tels tenir tot toujours trop trouve trouver utiliser venir "
        "viens vient vite voudrais vouloir vraiment actuellement agit bref cependant directement envie essaie "
        "essaye essayer exactement existe facon fois general gens heure heures hier jour jours laisse laisser lors "
        "maniere marre mauvais moment monde notamment parler propos sorte surtout vas"
    ),
    Language.NL: (
        "1 2 3 4 5 6 7 8 9 alles altijd alweer anders avond avonds beide bestaat betekent bijna binnen blijft "
        "blijven boven buiten daaraan daarbij daarmee daarna daarom daarop daarvan daarvoor denk denken dezelfde "
        "durf durven eerst elders elk elkaar elke enkel enkele erg ergens even gebeurt gebruiken gebruikt gedaan "
        "gegaan gehad gekomen geweest gewoon gezegd ging heel helemaal hetzelfde hierover hiervoor hoe hoef hoeft "
        "hoewel hoezo ieder iedereen indien jezelf juist kan kon krijg krijgen kunnen kunt kwam lang mag mama "
        "meestal mezelf misschien moeder moest moet moeten mogelijk mogen morgen nacht neem neemt nemen nergens "
        "niets noch nodig nogal nooit ofwel omdat ongeveer ooit papa pas precies reeds rond rondom sinds sommige "
        "soms soort tegen telkens terwijl tijdens toch toen tussen uzelf vaak vader vanaf vandaag vanuit verder "
        "vind vinden volgens vrouw waar waarmee waarvoor wanneer want wat week weet wegens weken welk welke weten "
        "wie wij zal zeg zegt zeker zelfs zet zoals zodat zodra zoiets zowel zulke zullen zult beetje beter beu bezig "
        "bijvoorbeeld constant dagen dingen eerder genoeg gisteren helaas houdt inderdaad keer laatste later ligt "
        "liggen manier mensen meteen momenteel natuurlijk net overal straks tegenwoordig uiteindelijk "
        "vanavond vannacht volgende voortdurend vooral vorige zei zitten"
    ),
}
"""Words of questions and of time, adverbs, and verbs that go with any matter."""
_PARTICLES: dict[Language, str] = {
    Language.FR: "",
    Language.NL: "aan af bij deel door goed in mee na om op over samen terug toe uit vast weg",
}
"""With what a verb begins that is written in two pieces: "ik schrijf me in"."""
_AFTER_PARTICLES: dict[Language, str] = {
    Language.FR: "",
    Language.NL: "als aub en graag met naar nu of tegen van via voor",
}
"""What may follow such a piece, which is a preposition before any other word."""
FILLER, QUESTION_WORD, TELLING = 0.06, 0.45, 1.0
WEIGHTS = FILLER, QUESTION_WORD, TELLING
"""What words weigh, by their kind: little, but never nothing, for "qui" alone must find something."""


@dataclass(frozen=True)
class WordRules:
    """How a language's words are found in a text, compared and weighed."""

    language: Language
    lists: SearchLists

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that say next to nothing."""
        return frozenset(_FILLERS[self.language].split())

    @cached_property
    def question_words(self) -> frozenset[str]:
        """Words of questions and of time, and others that go with any matter: they say less."""
        ordinary = map(folded, self.lists.ordinary[self.language])
        return frozenset((*_QUESTION_WORDS[self.language].split(), *ordinary))

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """Words of what the guide does not answer."""
        return tuple(map(folded, self.lists.elsewhere[self.language]))

    def importance(self, word: str) -> float:
        """How much a folded word says, by its kind: 1 for most."""
        return FILLER if word in self.fillers else QUESTION_WORD if word in self.question_words else TELLING

    def as_data(self) -> dict[str, Any]:
        """The rules for the browser; words have a space between, and weigh least in the order of the alphabet."""
        return {
            "splitting": _SPLITTING[self.language],
            "endings": _ENDINGS[self.language],
            "fillers": _FILLERS[self.language],
            "questions": " ".join(sorted(self.question_words)),
            "elsewhere": " ".join(self.elsewhere),
            "incidents": " ".join(map(folded, self.lists.incidents[self.language])),
            "particles": _PARTICLES[self.language],
            "afterParticles": _AFTER_PARTICLES[self.language],
        }


@cache
def _compiled(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern, re.ASCII), re.sub(r"\$(\d)", r"\\g<\1>", replacement)) for pattern, replacement in rules
    )


def _applied(rules: tuple[Rule, ...], text: str) -> str:
    for pattern, replacement in _compiled(rules):
        if pattern.search(text):  # mostly not, and replacing takes longer to find that
            text = pattern.sub(replacement, text)
    return text


@lru_cache(maxsize=50_000)  # the index reads each text twice
def words(text: str, language: Language) -> tuple[str, ...]:
    """The folded words of a text, without elisions.

    >>> words("L'évaluation d'un PLP-I", Language.FR)
    ('evaluation', 'un', 'plpi')
    """
    return tuple(re.findall(r"[^\W_]+", _applied(_SPLITTING[language], folded(text))))


@cache
def stem(word: str, language: Language) -> str:
    """A folded word without its ending, and with letters that sound alike made one.

    >>> stem("cotisations", Language.FR) == stem("cotiser", Language.FR)
    True
    """
    if len(word) < 4 or word.isdigit():
        return word
    return _applied(_ENDINGS[language], word)
