"""What counts as a word, in languages with and without blanks between words."""

from __future__ import annotations

import re

# Han characters and kana: Chinese and Japanese set no blanks, and each character counts as a word, as BLEU has it.
SINGLE = "\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W_{SINGLE}]+"
_WORD = re.compile(rf"[{SINGLE}]|{_LETTERS}(?:['’-]{_LETTERS})*")


def word_list(text: str) -> list[str]:
    """Return the words of a text in small letters, without punctuation.

    "child's" and "t-shirt" are one each; so is each character of Chinese and Japanese, whatever the text's language.
    """
    return _WORD.findall(text.casefold())
