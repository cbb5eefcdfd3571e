"""Writes events.npz with NumPy, in the layout of EventCache: three events, the second without objects."""
import pathlib

import numpy as np

np.savez(
    pathlib.Path(__file__).parent / "events.npz",
    offsets=np.array([0, 2, 2, 3]),
    code=np.array([0, 5, 6], "u1"),
    E=np.array([150, 250, 350], "f4"),
    pt=np.array([100, 200, 300], "f4"),
    eta=np.array([1, -1, 0.5], "f4"),
    phi=np.array([0, 3, -3], "f4"),
    event_id=np.array([7, 8, 9]),
    process_id=np.array([0, 1, 0], "i4"),
    weight=np.array([1, 0.5, 1e-7]),
    MET=np.array([10, 20, 30], "f4"),
    METphi=np.array([0, 1, 2], "f4"),
    process_names=np.array(["njets", "Z\u2032 + jet"]),
    code_names=np.array(["j", "b", "e-", "e+", "m-", "m+", "g"]),
)
