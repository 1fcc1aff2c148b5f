"""What no prompt may say: rules for all languages, and for each one a table of its inflected forms."""

import re
from collections.abc import Iterator
from functools import cache

from cavendish.pipeline.tasks.words.language import words

COMPARED = {"large": ("larger", "largest", "bigger", "biggest", "smaller", "smallest")}
COMPARED["small"] = COMPARED["large"]
# English words whose first letter does not say how they begin.
SPOKEN_VOWEL = {"hour", "heir", "honest"}
SPELT_VOWEL = "AEFHILMNORSX"
SPOKEN_CONSONANT = {"utensil", "utility", "unique", "uniform", "used", "one", "united", "european"}
HAN_OR_KANA = r"[\u3040-\u30ff\u4e00-\u9fff]"
# How German sentences begin that may stand after a colon.
SENTENCE = r": (?:auf der Skala|als Grauwert|in Graustufen|was nach|nah ist|von nah|die Skala|die Grau|[a-z]+ reicht)"
CHARSETS = {"zh": "gb2312", "ja": "shift_jis"}  # simplified characters, and those that Japan writes
# What stands beside a singular, and beside a plural.
VERBS = {
    "en": {"is": False, "gets": False, "are": True, "get": True},
    "de": {
        **dict.fromkeys(("ist", "wird", "erscheint"), False),
        **dict.fromkeys(("sind", "werden", "erscheinen"), True),
    },
    "fr": {
        **dict.fromkeys(("est", "apparaît", "doit"), False),
        **dict.fromkeys(("sont", "apparaissent", "doivent"), True),
    },
    "es": {**dict.fromkeys(("es", "aparece", "se"), False), **dict.fromkeys(("son", "aparecen"), True)},
}
# German compounds take gender and plural from their head.
GERMAN_HEADS = {
    "der": "tisch schrank stuhl sessel hocker ständer halter kasten korb topf kübel baum zaun schalter körper eimer "
    "becher teller spender automat stapel karton ring stein schirm schlauch pfosten binder",
    "die": "lampe leuchte bank leiste stange tafel wand platte haube wanne tonne markierung stele palette rolle matte "
    "maschine flasche tüte dose maus ente laterne kante pflanze liege schale kanne kiste tür",
    "das": "regal kissen bild brett schild becken glas feld beet möbel gerät zeichen hütchen häuschen haus auto tuch "
    "stück buch band rad tor pult",
}
GERMAN_EXCEPTIONS = {"Monitor", "Projektor", "Ventilator"}  # no gates
# Spanish nouns whose ending says another gender than they have.
SPANISH_OTHER = {"mano", "moto", "sofá", "agua", "portalápices", "teléfono"}
SPANISH_ENDINGS = (("o", "el"), ("or", "el"), ("aje", "el"), ("ción", "la"), ("dad", "la"), ("a", "la"))
# French nouns before whose h nothing is elided, and those whose ending says another gender than they have.
FRENCH_ASPIRATED = {
    "haie",
    "haies",
    "haut-parleur",
    "haut-parleurs",
    "hot-dog",
    "hot-dogs",
    "hotte",
    "hottes",
    "hotte aspirante",
    "hottes aspirantes",
}
FRENCH_OTHER = {"transpalette", "lave-vaisselle"}
FRENCH_ENDINGS = (
    ("tion", "la"),
    ("ette", "la"),
    ("elle", "la"),
    ("eau", "le"),
    ("ment", "le"),
    ("age", "le"),
    ("oir", "le"),
)


def faults(prompt: str, language: str, *, casual: bool = False) -> list[str]:
    """Return what is wrong with a prompt, each as a rule and where it is broken; `casual` ones need no capitals."""
    rules = (_form, _doubles, _articles, _numbers, _prepositions)
    found = [fault for rule in rules for fault in rule(prompt, language)]
    return found if casual else found + list(_capitals(prompt, language))


def _form(prompt: str, language: str) -> Iterator[str]:
    if prompt != " ".join(prompt.split()):
        yield f"a blank too many: {prompt}"
    if re.search(r"\{\w*\}", prompt):
        yield f"a field that is not filled in: {prompt}"
    apart = "" if language == "fr" else ";:?!"  # before which French has a blank
    if re.search(rf" [.,{apart}]|,,|\.\.|[,;:]$|[.,;:][.,;]|[、。，：；？][、。，：；？]|[、，：；]$", prompt):
        yield f"points that do not go together: {prompt}"
    if language == "de" and (found := re.search(SENTENCE, prompt)):
        yield f"{found[0]!r}, where a sentence begins with a capital: {prompt}"
    if language in CHARSETS and (found := re.search(rf"{HAN_OR_KANA}[,.?!]|[、。，：；？] ", prompt)):
        yield f"{found[0]!r}, where full-width points stand without blanks: {prompt}"
    if language in CHARSETS and not _is_written(prompt, CHARSETS[language]):
        yield f"a character of another script: {prompt}"


def _is_written(prompt: str, charset: str) -> bool:
    try:
        prompt.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _capitals(prompt: str, language: str) -> Iterator[str]:
    if not re.match(r"[¿¡]?[A-ZÄÖÜÁÉÍÓÚÀÇ]", prompt) and language not in CHARSETS:
        yield f"no capital at the beginning: {prompt}"
    if re.search(r"[^.][.?!] [a-zäöüáéíóúñàçèê]", prompt):
        yield f"no capital after a full stop: {prompt}"


def _doubles(prompt: str, language: str) -> Iterator[str]:
    if found := re.search(r"\b([^\W\d]+) \1\b", prompt, re.IGNORECASE):
        yield f"{found[0]!r}: {prompt}"
    for size, compared in COMPARED.items():
        if found := re.search(rf"\b(?:{'|'.join(compared)})(?: \w+)? {size}\b", prompt):
            yield f"{found[0]!r}: {prompt}"
    if found := re.search(r"\b(?:most|more) \w+(?:est|er)\b|\b\w+est \w+est\b", prompt):
        yield f"{found[0]!r}: {prompt}"


def _articles(prompt: str, language: str) -> Iterator[str]:
    if language == "en":
        for article, noun in re.findall(r"\b([Aa]n?) (\w+)", prompt):
            if article.lower() != _indefinite(noun):
                yield f"'{article} {noun}': {prompt}"
        return
    if not _definite(language):
        return
    dative = r"(?<!mit )(?<!in )(?<!nach )(?<!aus )(?<!von )" if language == "de" else ""  # "mit der Palette"
    for article, noun in re.findall(rf"\b{dative}({'|'.join(_definite(language))}) ((?:\w|-)+)", prompt):
        known = _table(language).get(noun)
        if known and article.lower() not in known:
            yield f"'{article} {noun}': {prompt}"


def _numbers(prompt: str, language: str) -> Iterator[str]:
    verbs = VERBS.get(language, {})
    if not verbs:
        return  # nothing agrees in number
    sentences = re.findall(rf"(?:^|[.?!] )(\w+ [^.?!:;]+?) ({'|'.join(verbs)})\b", prompt)
    for name, verb in sentences:
        known = _subjects(language).get(name[0].lower() + name[1:])
        if known is not None and verbs[verb] not in known and verb != "se":
            yield f"'{name} {verb}': {prompt}"


def _prepositions(prompt: str, language: str) -> Iterator[str]:
    """Yield German codes of colours that stand where only a word could: "der Boden #ff0000"."""
    before = rf"\b(?:{'|'.join(VERBS['de'])}|(?:der|die|das) [\w -]+?)"
    if language == "de" and (found := re.search(rf"{before}(?<! in) (?:#[0-9a-f]|RGB\(|\(\d|<\d)", prompt)):
        yield f"{found[0]!r}: {prompt}"


def _indefinite(noun: str) -> str:
    if noun.isupper():
        return "an" if noun[0] in SPELT_VOWEL else "a"  # spelt: "an RGB picture", "a TV"
    vowel = noun[0].lower() in "aeiou" and noun.lower() not in SPOKEN_CONSONANT
    return "an" if vowel or noun.lower() in SPOKEN_VOWEL else "a"


def _definite(language: str) -> list[str]:
    said = [article.strip() for article in words(language).articles]
    return [*said, *(article.capitalize() for article in said)]


@cache
def _table(language: str) -> dict[str, set[str]]:
    """Return the definite articles of every noun of one word, in the cases that prompts use."""
    table: dict[str, set[str]] = {}
    for form in _forms(language):
        article = form.definite.removesuffix(form.bare).strip()
        if " " not in form.bare:
            table.setdefault(form.bare, set()).add(article)
    return table


@cache
def _subjects(language: str) -> dict[str, set[bool]]:
    """Return for every name with its article whether it can be a singular, a plural, or both."""
    table: dict[str, set[bool]] = {}
    for form in _forms(language):
        table.setdefault(form.definite, set()).add(form.many)
    return table


def _forms(language: str) -> list:
    said = words(language)
    return [form for concept in said.names for forms in said.forms(concept) for form in forms] + said.rest()


def german_gender_faults() -> list[str]:
    """Return the German names whose article is not that of their head, or that begin with an adjective."""
    found = [form.definite for form in _forms("de")[:-1] if not form.bare[0].isupper() and form.bare != "übrige Fläche"]
    singular = [form for form in _forms("de") if not form.many]
    for article, heads in GERMAN_HEADS.items():
        for form in singular:
            head = next((head for head in heads.split() if form.bare.lower().endswith(head)), None)
            longer = any(
                form.bare.lower().endswith(other) and len(other) > len(head or "")
                for others in GERMAN_HEADS.values()
                for other in others.split()
            )
            if head and not longer and not form.definite.startswith(article) and form.bare not in GERMAN_EXCEPTIONS:
                found.append(form.definite)
    return found


def spanish_gender_faults() -> list[str]:
    """Return the Spanish names whose article does not agree with the noun's ending, or with its plural."""
    found = []
    for concept in words("es").names:
        for forms in words("es").forms(concept):
            articles = [form.definite.split()[0] for form in forms]
            if articles not in (["el", "los"], ["la", "las"]) and len(forms) == 2:
                found.append(forms[0].definite)
            noun = forms[0].bare.split()[0]
            ending = next((gender for end, gender in SPANISH_ENDINGS if noun.endswith(end)), None)
            if not forms[0].many and noun not in SPANISH_OTHER and ending and articles[0] != ending:
                found.append(forms[0].definite)
    return found


def french_article_faults() -> list[str]:
    """Return the French names that are elided wrongly, or whose article is not that of their number or ending."""
    found = []
    for concept in words("fr").names:
        for forms in words("fr").forms(concept):
            one, many = forms[0], forms[-1]
            article = one.definite.removesuffix(one.bare)
            elided = one.bare[0].lower() in "aeiouéèêâœh" and one.bare not in FRENCH_ASPIRATED
            if one.many != (article == "les ") or (not one.many and elided != (article == "l'")):
                found.append(one.definite)
            if many.many and not many.definite.startswith("les "):
                found.append(many.definite)
            ending = next((gender for end, gender in FRENCH_ENDINGS if one.bare.split()[0].endswith(end)), None)
            if article in ("le ", "la ") and ending and article.strip() != ending and one.bare not in FRENCH_OTHER:
                found.append(one.definite)
    return found


def french_gender_faults() -> list[str]:
    """Return the French names listed as feminine whose article says their gender already."""
    shown = {form.bare for form in _forms("fr") if form.definite.startswith(("le ", "la "))}
    return sorted(words("fr").feminine & shown)
