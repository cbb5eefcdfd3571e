"""Runs a peer's script, or prints the name of the module that this Python lacks for it: run.py SCRIPT FOLDER."""
import runpy
import sys

del sys.argv[0]
try:
    runpy.run_path(sys.argv[0])
except ModuleNotFoundError as missing:
    print(missing.name.split(".")[0])
