"""Records NPZ files for the tests. Run by hand: /usr/bin/python3 make_tables.py. Recorded with NumPy 1.24.2."""
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
matrix = np.arange(1, 7).reshape(2, 3)
np.savez_compressed(
    HERE / "tables.npz", matrix=matrix.astype(np.float32), whole=np.array([-1, 0, 300], dtype=np.int64),
    truth=np.array([True, False, True]), fortran=np.asfortranarray(matrix.astype(float)), cube=matrix.reshape(1, 2, 3).astype(float),
    text=np.array(["one", "two"]))
np.savez(HERE / "single.npz", values=np.array([0.5, 0.25]))
