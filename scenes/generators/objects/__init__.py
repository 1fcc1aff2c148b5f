"""Small things that a hand can hold."""
