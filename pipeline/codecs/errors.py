"""The one error of the codecs."""


class CodecError(ValueError):
    """Input that no codec can mean: the sentence names the value and what is allowed."""
