"""`doctor` says which device was chosen, and why."""

import pytest

from cavendish.pipeline.render.doctor import reason

BACKENDS = ("OPTIX", "CUDA", "HIP")


@pytest.mark.parametrize(
    ("device", "found", "why"),
    [
        ("OPTIX", {"OPTIX": ["H200"], "CUDA": ["H200"]}, "OPTIX finds H200"),
        ("CUDA", {"OPTIX": [], "CUDA": ["P40", "P40"]}, "OPTIX finds no device; CUDA finds P40, P40"),
        (
            "CPU",
            {"OPTIX": [], "CUDA": []},
            "OPTIX finds no device; CUDA finds no device; HIP is not in this Blender; so the CPU is left",
        ),
    ],
)
def test_why_a_device_was_chosen(device: str, found: dict[str, list[str]], why: str) -> None:
    assert reason(device, BACKENDS, found) == why
