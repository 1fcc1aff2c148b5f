"""Platforms say what bytes depend on, and name their differences."""

from cavendish.manifests import current_platform


def test_equal_here_and_now() -> None:
    assert current_platform("CPU") == current_platform("CPU")
    assert current_platform("CPU").differences(current_platform("CPU")) == []


def test_differences_are_named() -> None:
    ours = current_platform("CPU")
    theirs = ours.model_copy(update={"device": "OPTIX", "packages": {**ours.packages, "numpy": "9.9"}})
    assert ours.differences(theirs) == ["device: CPU / OPTIX", f"numpy: {ours.packages['numpy']} / 9.9"]
