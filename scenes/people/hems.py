"""How garments are edged: turned in, or folded over as collars, lapels and hoods. Rows are as in `tailoring.trimmed`.

All take the border's vertices on the mean body, E×3, and give E×4×2 metres; `narrow` and `padded` ones E×2×2,
`banded` ones E×1×2.
"""

from __future__ import annotations

import numpy as np

from .anatomy import Points
from .regions import Mask
from .tailoring import Values

NARROW = ((0.0, -0.003), (0.022, -0.004))
TURNED_IN = ((0.0, -0.003), (0.012, -0.004), (0.022, -0.004), (0.03, -0.004))
PADDED = ((-0.003, -0.003), (-0.001, -0.010))
BANDED = ((0.0, -0.005),)
RIB = ((-0.010, 0.002), (-0.013, -0.001), (-0.004, -0.005), (0.02, -0.006))
STANDING = ((-0.018, 0.0), (-0.030, 0.001), (-0.029, 0.007), (0.0, 0.012))
NECK_FROM_M = 0.44  # heights on the mean body where borders are those of the neck


def plain(rim: Points) -> Values:
    """Return hems that are turned in."""
    return np.broadcast_to(np.array(TURNED_IN), (len(rim), 4, 2)).copy()


def narrow(rim: Points) -> Values:
    """Return hems that are turned in, of few triangles."""
    return np.broadcast_to(np.array(NARROW), (len(rim), 2, 2)).copy()


def padded(rim: Points) -> Values:
    """Return the rounded edges of a strap a centimetre thick."""
    return np.broadcast_to(np.array(PADDED), (len(rim), 2, 2)).copy()


def banded(rim: Points) -> Values:
    """Return the edges of a belt, a pocket or another thing some millimetres thick that lies on cloth."""
    return np.broadcast_to(np.array(BANDED), (len(rim), 1, 2)).copy()


def ribbed(rim: Points) -> Values:
    """Return a narrow standing edge at the neck."""
    return _at(_neck(rim), np.array(RIB), plain(rim))


def collared(rim: Points) -> Values:
    """Return a shirt's collar: it stands, is folded over, and has points in front with a gap between."""
    rows = np.broadcast_to(np.array(STANDING), (len(rim), 4, 2)).copy()
    front = np.clip((-0.02 - rim[:, 1]) / 0.06, 0, 1)
    rows[:, 3, 0] += 0.040 * front
    rows[:, 3, 1] -= 0.004 * front
    rows *= np.where(front > 0, np.clip(np.abs(rim[:, 0]) / 0.018, 0.15, 1), 1.0)[:, None, None]
    return _at(_neck(rim), rows, plain(rim))


def hooded(rim: Points) -> Values:
    """Return a hood that lies on the back."""
    back = np.clip((rim[:, 1] + 0.045) / 0.075, 0.1, 1)[:, None, None]
    hood = np.array(((-0.014, 0.012), (-0.016, 0.048), (0.04, 0.080), (0.14, 0.035))) * back + (0.0, 0.004)
    return _at(_neck(rim), hood, plain(rim))


def lapelled(rim: Points) -> Values:
    """Return the edge of an open jacket: a collar at the neck runs into lapels, folded out as far as the button."""
    z = rim[:, 2]
    wide = np.interp(z, (0.20, 0.24, 0.42, 0.50), (0.0, 0.02, 0.075, 0.05))[:, None, None]
    lapel = np.array(((0.02, 0.010), (0.5, 0.013), (0.97, 0.009), (0.99, 0.002)))
    folded = np.concatenate([wide * lapel[:, :1], np.broadcast_to(lapel[:, 1:], (len(rim), 4, 1))], axis=2)
    rows = _at(_front(rim) & (z > 0.22), folded, plain(rim))
    return _at(_neck(rim) & (rim[:, 1] > -0.06), np.broadcast_to(np.add(STANDING, (0.0, 0.003)), rows.shape), rows)


def zipped(rim: Points) -> Values:
    """Return the edge of a jacket with a standing collar."""
    return _at(_neck(rim), np.array(((-0.02, 0.001), (-0.045, 0.006), (-0.046, 0.0), (-0.01, -0.004))), plain(rim))


def _neck(rim: Points) -> Mask:
    return (rim[:, 2] > NECK_FROM_M) & (np.abs(rim[:, 0]) < 0.13)


def _front(rim: Points) -> Mask:
    return (rim[:, 1] < 0.0) & (np.abs(rim[:, 0]) < 0.12)


def _at(where: Mask, rows: Values, otherwise: Values) -> Values:
    return np.where(where[:, None, None], rows, otherwise)
