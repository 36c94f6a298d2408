"""Round lines through given points."""

import numpy as np

from clinic_app.figures.geometry import Array


def rounded(points: Array, pieces: int, *, closed: bool) -> Array:
    """A curve (m, k) through ``points`` (n, k), Catmull and Rom's, with that many pieces between two points.

    An open curve ends in its last point; a closed one does not repeat its first.
    """
    if closed:
        before, start = np.roll(points, 1, axis=0)[:, None], points[:, None]
        end, after = np.roll(points, -1, axis=0)[:, None], np.roll(points, -2, axis=0)[:, None]
    else:
        line = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
        before, start, end, after = line[:-3, None], line[1:-2, None], line[2:-1, None], line[3:, None]
    share = (np.arange(pieces) / pieces)[:, None]
    curve: Array = 0.5 * (
        2 * start
        + (end - before) * share
        + (2 * before - 5 * start + 4 * end - after) * share**2
        + (3 * start - before - 3 * end + after) * share**3
    )
    flat = curve.reshape(-1, points.shape[1])
    return flat if closed else np.concatenate([flat, points[-1:]])
