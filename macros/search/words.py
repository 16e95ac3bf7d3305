"""Words as search compares them: without accents, elisions and endings, so that "l'évaluation" is "évaluer".

The rules are data: the index carries them to the browser (`docs/assets/js/search/words.js`), so that both sides apply
the same ones. Each is a pattern and what stands for it; patterns are written for Python and JavaScript alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from macros.model.folding import folded
from macros.model.language import Language

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
# `_ELSEWHERE` stands for them. Dutch mostly writes such a name as one word.
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
    # The collection of waste. Who looks into the bins of others may be suspect.
    (r"\b(?:camion|sac|jour|sortir)s?[- ](?:[a-z]{1,3} )?poubelles?\b", "eboueur"),
    # The police as a trade. A mandated officer is designated: that the guide says.
    (r"\bdevenir (?:une? )?(?:agent|inspect|policier)[a-z]*\b(?! mandate| (?:de )?referen)", "embauche"),
)
_DUTCH_ELSEWHERE: tuple[Rule, ...] = (
    # Opening hours. "Wanneer gaat" is also the beginning, and "wanneer sluit ik aan" who joins.
    (r"\bhoe ?laat (?:sluit|opent)\b", "openingsuren"),
    (r"\b(?:hoe ?laat (?:gaat|is)|wanneer gaat)((?: [a-z]+){1,3}) (?:open|dicht|toe)\b", "openingsuren$1"),
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
        "vais vers veut veux voici voila vont vos votre vous y"
    ),
    Language.NL: (
        "aan al alle allemaal als ander andere anderen bedankt ben bent bij d daar dag dan dat de deze die ding "
        "dit doe doen doet door dus een eens eigen eigenlijk en er ermee ervan ga gaan gaat geen graag haar had "
        "hallo heb hebben hebt heeft hem hen het hier hij hun iemand iets ik in is ja je jij jou jouw jullie kom "
        "komt l maar me mee meer men met mij mijn naar naartoe nee niet nog nu of om ons onze ook op over s t te "
        "tot u uit uw van veel via voor waren was we wel werd wil willen wilt word worden wordt ze zelf zich zij "
        "zijn zo zonder zou"
    ),
}
_QUESTION_WORDS: dict[Language, str] = {
    Language.FR: (
        "1 2 3 4 5 6 7 8 9 afin ailleurs aime aimerais aller apres arrive assez aucun aucune aujourd aupres autant "
        "autrui avant beaucoup besoin car ceci celle celles celui certain certaine certaines certains ceux chacun "
        "chacune chaque comment concerne contre croire crois deja demain depuis devoir devons devrais devrait "
        "devrions dire dit dois doit doivent dont duquel durant enfin ensuite entre envers faudra faut femme hors "
        "hui jamais jusque koi laquelle lequel longtemps lorsque maintenant malgre maman mari matin mere met mets "
        "mettre mieux moins ni nuit nul obtenir papa parce parfois parmi passe passer pendant pense penser pere peu "
        "peut peuvent peux plusieurs plutot possible pourquoi pourrais pourrait pourtant pouvez pouvoir pouvons "
        "prend prendre presque puis puisque quand quel quelle quelles quelque quelques quels qui quiconque quoi "
        "quoique reste rester rien savoir selon semaine semble serait seulement signifie simplement soir soit "
        "souvent tandis tant tard tel telle telles tels tenir tot toujours trop trouve trouver utiliser venir veut "
        "viens vient vite voudrais vouloir vraiment actuellement agit bref cependant demain directement envie essaie "
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
_ORDINARY: dict[Language, str] = {
    Language.FR: (
        "absolument actuel actuelle aimerait aimerions allons amene amener ami amie amies amis apparemment "
        "appartient apporte apporter auquel aura aurais aurait auront autour autrement avaient avais avait avions "
        "avoue ayant bah beau belle ben bientot bon bonhomme bonne bonnes bons capable carrement cause cent "
        "certainement certes chance cherche cherchent chercher cherchons choses cinq clair clairement comprend "
        "comprendre comprends compris compte comptons concernant conjoint connais connait connaitre conneries "
        "content contente continue continuer contrairement convient cool copain copains copine cote coup cousin "
        "cousine croise croiser curieux dame dames davantage dedans definitivement dehors demi dernier derniere "
        "dernieres derniers derriere desole desolee desormais dessous dessus devait devenu deviennent devrai "
        "differente differentes differents dingue dis disait disant disent disons dommage donne donnent donner "
        "donnez drole effectivement effet egalement enormement entier entiere environ epouse epoux essaient "
        "essayait etaient etais etant etc etions euh evidemment evident explique expliquer facile faisait faisant "
        "faites fallait falloir faudrait femmes fera ferai ferait fille finalement forcement fou franchement frere "
        "garcon garcons gars genial geniale genre gentil gentille grace grand grande grandes grands gros grosse "
        "habitude haut hein heureusement homme hommes horrible huit immediatement immense important importante "
        "incroyable instant joli jolie justement laissent largement legerement lesquels lieu long madame magnifique "
        "mal malheureusement mamie mauvaise mec mecs meilleur meilleure memes merde mettait mettent mettez midi "
        "minutes mis mise moindre moments monsieur montre montrer moyen naturellement neanmoins niveau non normal "
        "normale normalement obtenu occupe ok oncle ouais oublie oublier oui outre papy parait parfaitement partout "
        "permet permettent permettre petite petites petits pire plait plein plupart pose posent poser pourra "
        "pourraient pourrons pouvaient pouvais pouvait precisement prends prenez principalement pris probable "
        "probablement prochain prochaine profondement propre puisse puissent putain quant quasi quasiment quinze "
        "raconte racontent raconter rarement recemment reellement regarde regardent regarder regrette regulierement "
        "relativement remettre remis remise rend rendre rends rentre rentrer reussi revenir reviens revient "
        "ridicule sache sais sait sauf savais savent savez savons seconde semblent sept serai serais serieusement "
        "serons seront sinon soeur soient sois souhaite souhaiter souhaiterais souhaitons soyez special speciale "
        "specialement stp suffisamment suffit super surement sympa tante tellement tentait tente tentent tenter "
        "terrible tete tiens tient tombe tomber tonton totalement toutefois trente triste trois trucs type types "
        "uniquement verra veulent vieille vieux vingt vis voudrait voudrions voulais voulait voulez voulons vrai "
        "vraie vu"
    ),
    Language.NL: (
        "aangezien aardig absoluut acht achter allebei allerlei alsjeblieft alsnog alsof alstublieft aub bedoel "
        "bedoelt begrijp begrijpen begrijpt behalve behoorlijk behoren beiden belachelijk belangrijk belangrijke "
        "benieuwd bepaald bepaalde besloten beste betreft binnenkort bleef bleek blij blijkbaar blijkt boel boos "
        "bovendien bracht breng brengen brengt broer daadwerkelijk daardoor daarin daarnaast dacht dame dames dank "
        "deden deed degene degenen denkt dergelijke dichtbij domme doordat drie duidelijk echt echter "
        "echtgenoot eenmaal eentje eenvoudig eerdere effe effen efkes elf enige enorm enorme enz enzo erger ervoor "
        "eveneens eventueel extra fantastisch fijn flink gaande gaf gast gasten gauw gebeurd gebeurde gebeuren "
        "gebracht gedurende geef geeft gegeven gehangen gehele gehouden gek gekeken gekke gekregen geleden gelegd "
        "gelegen geloof geloven gelukkig gelukt gemakkelijk genomen geprobeerd gestoken geval gevallen geven gevoel "
        "gevonden geweldig geweten gewone geworden gezellig gezellige gezet ginder ginds gingen gisteravond goed "
        "goede goeie gozer grappig groot grote grotere haast hadden halve handig hangen hangt he heer heet hele "
        "hield hierbij hierdoor hierin hiermee hieronder hiervan hing hoi honderd hoop hoor hopelijk hopen hou houd "
        "houden huidige ikzelf immers ineens inmiddels intussen jammer jarenlang jongen jongens juiste keek kerel "
        "kijk kijken kijkt klein kleine klopt komen komende konden kreeg kregen krijgt kwamen kwestie langer leek "
        "legde leggen legt letterlijk leuk leuke liep liepen lieve liever lijken lijkt logisch loop loopt lopen lui "
        "lukken lukt man mannen meisje meisjes meneer mevrouw middag minder minstens mocht mochten moesten "
        "mogelijkheden mogelijkheid momenten mooi mooie mooiste na naast nam namiddag nauwelijks netjes nieuw niks "
        "nieuwe nochtans noemen noemt nogmaals nonkel normaal normale nou ochtend ofzo ok oke oma ondanks ondertussen "
        "onderweg ongelooflijk onlangs onmiddellijk ontzettend onzin oom opa opeens overige overigens paar "
        "perfect persoon plezier plots plotseling probeer probeerde probeerden probeert proberen raar rare recent "
        "redelijk reden redenen regelmatig relatief rustig saai schijnt schoonzus sedert serieus simpel sindsdien "
        "slecht slechte snap snappen snapt sommigen sorry sowieso speciaal speciale spijt sta staan staat stak "
        "steeds steekt steken stond stonden stuk super tante tegelijkertijd tegenover tenminste tenzij terecht "
        "terug tevens tientallen toegelaten toegestaan toevallig totaal totdat triest trouwens twaalf uiteraard "
        "uitstekend vaker vanmiddag vanmorgen vanochtend vanwege vent venten vergeet vergeten verkeerd verkeerde "
        "verschrikkelijk vertel verteld vertelde vertellen vertelt vervelend vervelende verwacht vijf voel voelen "
        "voelt vol vond vonden voordat voornamelijk voortaan vorig vreselijk vreselijke vriend vrienden vriendin "
        "vroeger vrouwen waarbij waardoor waarin waarop waarschijnlijk waarvan weer wees wellicht werden wijze "
        "wilde wilden wist wou zag zat zaten zeer zeggen zeiden zekerheid zelden zette zetten zeven zichzelf "
        "zolang zomaar zouden zoveel zover zus"
    ),
}
"""People, and what they do with anything: such words stand in whole questions, and never tell one from another."""
_ELSEWHERE: dict[Language, str] = {
    Language.FR: (
        "abattage aboie aboiement aboiements aboient aboyer accouchement adoption aeroport allergie allocataire "
        "allocation allocations amende amendes antipoison antipoisons apiculteur architecte armurerie artifice "
        "assureur autobus autoroute avion avortement bail bailleur bibliotheque blindee bourse braderies brocante "
        "cabane cadastre cadenas camping cancer cannabis cantine caravane carnaval carwash celibataire chasseur "
        "chaton chaudiere chauffage chevaux chomage chomeur cimetiere cinema cirque coiffure compost consulat "
        "contravention contraventions covid cpas creche credit cremation crematorium crottes curatelle dechets "
        "dechetterie demenageurs dentiste depistage detective detenu diabete dialyse dietetique diplome "
        "discotheque divorce divorcer docstop douane eboueur eboueurs egouts elagage electricien embauche emplois "
        "employeur emprunt encombrants engie enterrement entorse equitation ergotherapie euthanasie examen "
        "fiancailles fiscal fiscale fiscalite foot football fourriere funerailles gagne gagner gagnera garagiste "
        "garderie garee garer greve grippe grossesse guepes guichet gynecologue hacke hackeur haie haies handball "
        "heritage heritier hockey hopital horoscope hospice huissier hypotheque immigration impot impots "
        "imprimante infirmier infirmiere inondation inondations interim internat invalidite isolation jardinage "
        "jobiste kermesse kine kinesitherapeute lapin loterie lotto loyer loyers lunettes marathon mariage marier "
        "massage matelas maternite medicament medicaments menuisier meteo metro miaule mitoyen musique mutualite "
        "mutuelle naturalisation noces noel notaires notariat nourrice oncologie onem opticien orage ordures ores "
        "orthophoniste pacs parcmetre passeport passeports patente peche pecheur pediatre peintre pension "
        "pensions piano piratage pirate piscine plombier pneu pneus pollution poney potager precompte prenom "
        "prison prisonnier procuration proximus psychiatre psychologue puericulture radar radars ralentisseur "
        "ramassage randonnee rats recette recyclage recypark refugie refugies remorquage renovation reserviste "
        "retraites rhume robinet roulage salaires salarial samu sanguin scolaire scouts sejour serrurier "
        "sibelga skate ski smog smur sncb solaire solaires soldat soldes spectacle sport sportif squat squatteurs "
        "stade stationnement stationner stib syndic syndicat tabac tatouage taxe taxes taxi tennis testament "
        "theatre thermique timbre toit toits toiture tondeuse tourisme train trains tram trottinette trottinettes "
        "tutelle tva urbanisme vaccin vaccination vendre vente veterinaire veuf veuve visa visas vitesse voirie "
        "yoga zoo"
    ),
    Language.NL: (
        "aanslagbiljet abortus accountant adoptie airco antigifcentrum architect asiel asielzoeker autobus "
        "autokeuring autosnelweg autoverzekering babysit ballet bankrekeningnummer barbecue bbq begraafplaats "
        "begrafenis bejaardentehuis belasting belastingaangifte belastingbrief belastingen bevalling "
        "bewonerskaart bibliotheek bijscholing biljart bioscoop blaffen blaffende blaft bloed blowen blowt "
        "boekhouder boete boetes bosbrand bouwvakker bouwvergunning brandverzekering bril bromfiets bruiloft "
        "burenruzie buurtfeest cadeaubon camping cannabis cao carnaval cilinderslot compost consulaat "
        "containerpark covid crematie crematorium dakloos dansles dialyse dierenarts dierenasiel diploma "
        "doktersbriefje douane duiven echtscheiding eid elektricien engie enkelband erfenis erfgenaam euthanasie "
        "examen examens fanfare feestzaal fietspad flitspaal fluvius garagist geblaf geboorte geboorteakte "
        "gehackt geparkeerd gerechtsdeurwaarder gevangene gevangenis gewonnen gft glasbak grasmaaier griep "
        "gynaecoloog haag hagen handbal hangslot hockey hondenschool horoscoop huisarts huisdier huisvuil "
        "huurcontract huurprijs huwelijk hypotheek identiteitskaart immigratie inkomen internetaansluiting "
        "invaliditeit jacht jachthond jager jeugdbeweging jobs judo kadaster katten kerkhof kermis kermiskraam "
        "kerst keuring kinderarts kinderbijslag kinderoppas kinderopvang kinesist kleuterschool konijn koopwoning "
        "kraakpand kraamzorg krakers krediet leerplicht leger lening logopedie loodgieter loterij lotto "
        "luchthaven luchtvervuiling makelaar marathon matras medicijn medicijnen meubels miauwt motorrijbewijs "
        "mutaliteit mutualiteit muziek muziekles naturalisatie notariskosten ocmw onderwijs onteigening oogarts "
        "openingsuren opera ophaaldag ophaling oppas orthodontist overlijdensakte paard paarden parkeer "
        "parkeerboete parkeerkaart parkeerplaats parkeert parkeren paspoort pensioen pensioenleeftijd pesten "
        "piano pony postzegel psychiater psycholoog ratten recept recyclage reservist revalidatie rijbewijs "
        "rijexamen rijles riolering rommelmarkt salaris samenwonen schaatsen scheiding scouts skaten ski "
        "slachtofferhulp slotenmaker sluikstort smog snelheid snelheidsboete snelheidsmeting snoeien sollicitatie "
        "solliciteren spaarrekening speelstraat sport sportclub stadion stedenbouw stroompanne studentenjob "
        "studiebeurs syndicus takelen takelwagen takken tandarts tattoo taxi tennis tennisclub testament theater "
        "toelatingsproeven toerisme trein treinen trouwboekje trouwen tuinafval turnen tweedehands uitkering "
        "uitvaart vacature vacatures vaccin vaccinatie vakantiejob vakbond veearts verbouwen verbouwing "
        "verhuisfirma verkeersboete verkeersdrempel verkoudheid verzekeraar vissen visum vliegtuig voedselbank "
        "voetbal vrederechter vuilnis vuilniswagen vuilzak vuurwerk wapenvergunning wasmachine waterfactuur "
        "waterleiding wedde weerbericht wegenbelasting wegenwerken werkloos werkloosheid werkzoekende wespen "
        "wespennest wiet winnen wint woningpas woonlening zangkoor zeden ziekenfonds ziekenhuis ziekteverlof "
        "zonnepaneel zonnepanelen zoo zorgverzekering zwangerschap zwembad"
    ),
}
"""Words, as typed, of what other services answer: they are never slips, and nothing here says them."""
_INCIDENTS: dict[Language, str] = {
    Language.FR: (
        "accident agresse agressee agresser agresseur agression arme armes attaque attaquee attaquent bagarre bat "
        "battent blesse blessee blesses braquage braquer brule brulent cambriolage cambriole cambriolent cambrioler "
        "cambrioles cambrioleur cambrioleurs coups couteau crie crient cris danger effraction enleve explosion feu "
        "flammes force forcent frappe frappent frapper fumee fusil hurle hurlements hurlent incendie inconscient "
        "inconsciente intrus kidnapping machete malaise menace menacee menacent menacer menaces meurt meurtre "
        "pistolet poignarde saigne sang secours suicide suicider tirent tue tuer urgence urgences urgent viol viole "
        "violee violence violences violent vitre vole volent voleur voleurs"
    ),
    Language.NL: (
        "aangerand aangevallen aanranding aanval aanvallen bedreigd bedreigen bedreiging bedreigt bewusteloos bloed "
        "bloedt brand brandt breekt breken dief dieven dringend explosie gasgeur gegil geschreeuw geslagen gestoken "
        "gevaar gevecht geweer geweld gewond gewonde gewonden gillen gilt glasgerinkel help hulpdiensten inbraak "
        "inbreken inbreker inbrekers indringer indringers ingebroken insluiper mes mishandeld mishandeling mishandelt "
        "moord neergestoken nood noodgeval ongeluk ongeval ontvoerd ontvoering overval overvallen overvaller pistool "
        "rook schiet schieten schoten schreeuwen schreeuwt slaan slaat spoed steelt stelen sterft stervende stikt "
        "vechten vechtpartij verkracht verkrachting vermoord vlammen vuur wapen wapens zelfdoding zelfmoord"
    ),
}
"""Words, as typed, of what may be happening now: before anything else, the search page then says whom to call."""
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
    """How a language's words are found in a text, and compared."""

    splitting: tuple[Rule, ...]
    endings: tuple[Rule, ...]
    fillers: tuple[str, ...]
    question_words: tuple[str, ...]
    """Words of questions and of time, and others that go with any matter: they say less."""
    elsewhere: str
    """Words of what the guide does not answer."""
    incidents: str
    """Words of what may be happening now."""
    particles: str
    """Of verbs in two pieces."""
    after_particles: str

    def as_data(self) -> dict[str, Any]:
        """The rules for the browser."""
        return {
            "splitting": self.splitting,
            "endings": self.endings,
            "fillers": " ".join(self.fillers),
            "questions": " ".join(self.question_words),
            "elsewhere": self.elsewhere,
            "incidents": self.incidents,
            "particles": self.particles,
            "afterParticles": self.after_particles,
        }


@cache
def word_rules(language: Language) -> WordRules:
    """The rules of a language."""
    return WordRules(
        _SPLITTING[language],
        _ENDINGS[language],
        tuple(_FILLERS[language].split()),
        tuple(f"{_QUESTION_WORDS[language]} {_ORDINARY[language]}".split()),
        _ELSEWHERE[language],
        _INCIDENTS[language],
        _PARTICLES[language],
        _AFTER_PARTICLES[language],
    )


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
    return tuple(re.findall(r"[^\W_]+", _applied(word_rules(language).splitting, folded(text))))


@cache
def stem(word: str, language: Language) -> str:
    """A folded word without its ending, and with letters that sound alike made one.

    >>> stem("cotisations", Language.FR) == stem("cotiser", Language.FR)
    True
    """
    if len(word) < 4 or word.isdigit():
        return word
    return _applied(word_rules(language).endings, word)


@cache
def importance(word: str, language: Language) -> float:
    """How much a folded word says, by its kind: 1 for most."""
    rules = word_rules(language)
    return FILLER if word in rules.fillers else QUESTION_WORD if word in rules.question_words else TELLING
