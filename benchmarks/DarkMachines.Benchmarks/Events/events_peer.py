"""The tasks of EventsBenchmark: the same columns, by pandas in two reasonable ways, and by a plain loop."""
import pathlib
import sys

import numpy as np
import pandas as pd
from peer import serve

FILE = pathlib.Path(sys.argv[1]) / "share.csv"
HEADER = ["event_id", "process_id", "weight", "MET", "METphi"]
OBJECT = ["E", "pt", "eta", "phi"]
MOST_OBJECTS = 20


def pandas_wide():
    """One column for each place of an object; the places are split one after the other."""
    names = HEADER + [f"o{i}" for i in range(MOST_OBJECTS)]
    table = pd.read_csv(FILE, sep=";", header=None, names=names, index_col=False, engine="c")
    for i in range(MOST_OBJECTS):
        place = table.pop(f"o{i}").dropna()
        if len(place):
            parts = place.str.split(",", expand=True)
            table[[f"code{i}"]] = parts[[0]]
            table[[f"{name}{i}" for name in OBJECT]] = parts[[1, 2, 3, 4]].astype("f4")
    return table


def pandas_explode():
    """One row for each object."""
    lines = pd.DataFrame({"line": FILE.read_text().splitlines()})
    fields = lines["line"].str.rstrip(";").str.split(";", n=5, expand=True)
    events = fields[[0, 1, 2, 3, 4]].set_axis(HEADER, axis=1).astype({"weight": "f8", "MET": "f4", "METphi": "f4"})
    objects = fields[5].str.split(";").explode().str.split(",", expand=True)
    return events, objects[0], objects[[1, 2, 3, 4]].astype("f4")


def python_loop():
    offsets, codes, numbers, events = [0], [], [], []
    for line in open(FILE):
        fields = line.rstrip("\n;").split(";")
        events.append([float(x) for x in fields[2:5]])
        for field in fields[5:]:
            code, *values = field.split(",")
            codes.append(code)
            numbers.append([float(x) for x in values])
        offsets.append(len(codes))
    return np.array(offsets), np.array(codes), np.array(numbers, "f4"), np.array(events)


serve({
    "pandas-wide": (pandas_wide, None),
    "pandas-explode": (pandas_explode, None),
    "python-loop": (python_loop, None),
})
