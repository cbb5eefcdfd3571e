"""Writes the NPY files of NpyFileTests beside this script. Written with NumPy 1.24."""
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
EIGHTHS = np.arange(12) / 8 - 0.5

ARRAYS = {
    "float32-3x4": EIGHTHS.astype("<f4").reshape(3, 4),
    "float64-12": EIGHTHS,
    "float64-scalar": np.float64(0.1),
    "float32-no-rows": np.empty((0, 4), "<f4"),
    # So many axes that the header needs the next multiple of 64 bytes.
    "float32-18-axes": EIGHTHS.astype("<f4").reshape((12,) + (1,) * 17),
    "float64-fortran-2x3x2": np.asfortranarray(EIGHTHS.reshape(2, 3, 2)),
    "int64": np.arange(3),
    "big-endian": EIGHTHS.astype(">f8"),
    "record": np.zeros(2, dtype=[("x", "<f4")]),
}

for name, array in ARRAYS.items():
    np.save(FOLDER / f"{name}.npy", array)
np.savez(FOLDER / "archive.npz", x=EIGHTHS)
