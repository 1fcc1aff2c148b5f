"""The kinds of weather: all that has to be known of them to read a recipe."""

from __future__ import annotations

from typing import get_args

from .lighting import WeatherName

WEATHERS: tuple[WeatherName, ...] = get_args(WeatherName)
CLEAR: WeatherName = "clear"
