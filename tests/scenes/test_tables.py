"""Tables are merged in their order, and a name that two of them have is refused."""

import pytest

from cavendish.scenes.tables import merged


def test_all_entries_in_their_order() -> None:
    assert list(merged([{"b": 1}, {"a": 2}, {}]).items()) == [("b", 1), ("a", 2)]


def test_a_double_is_refused() -> None:
    with pytest.raises(ValueError, match="'a' is registered twice"):
        merged([{"a": 1, "b": 1}, {"a": 2}])
