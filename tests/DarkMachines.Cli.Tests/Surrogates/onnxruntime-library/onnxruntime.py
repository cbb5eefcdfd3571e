"""The few calls of the package onnxruntime that a script of the documentation makes, on the library's C interface.

For machines where the package is not to be had, but the library is: its path is in ONNXRUNTIME_LIBRARY. The places of the
functions are those of OrtApi in onnxruntime_c_api.h, which only ever grows at its end.
"""
import ctypes
import os
from types import SimpleNamespace

import numpy as np

GET_ERROR_MESSAGE, CREATE_ENV, CREATE_SESSION, RUN, CREATE_SESSION_OPTIONS = 2, 3, 7, 9, 10
INPUT_NAME, CREATE_TENSOR, TENSOR_DATA, DIMENSIONS_COUNT, DIMENSIONS, TYPE_AND_SHAPE = 36, 49, 51, 61, 62, 65
CPU_MEMORY, DEFAULT_ALLOCATOR, METADATA, METADATA_LOOKUP = 69, 78, 111, 116
OLD_ENOUGH, WARNING, FLOAT, ARENA, DEFAULT_MEMORY = 16, 2, 1, 1, 0

_library = ctypes.CDLL(os.environ["ONNXRUNTIME_LIBRARY"])
_library.OrtGetApiBase.restype = ctypes.POINTER(ctypes.c_void_p)
_get_api = ctypes.CFUNCTYPE(ctypes.POINTER(ctypes.c_void_p), ctypes.c_uint32)(_library.OrtGetApiBase()[0])
_api = _get_api(OLD_ENOUGH)


def _call(place, *arguments):
    """Calls a function whose last argument takes the result, which is returned."""
    result = ctypes.c_void_p()
    status = ctypes.CFUNCTYPE(ctypes.c_void_p, *[ctypes.c_void_p] * (len(arguments) + 1))(_api[place])(*arguments, ctypes.addressof(result))
    if status:
        raise RuntimeError(ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)(_api[GET_ERROR_MESSAGE])(status).decode())
    return result.value or 0


def _text(text):
    return ctypes.cast(ctypes.c_char_p(text.encode()), ctypes.c_void_p)


class InferenceSession:
    def __init__(self, path, providers):
        self._env = _call(CREATE_ENV, WARNING, _text("script"))
        self._session = _call(CREATE_SESSION, self._env, _text(path), _call(CREATE_SESSION_OPTIONS))
        self._allocator = _call(DEFAULT_ALLOCATOR)

    def get_inputs(self):
        name = _call(INPUT_NAME, self._session, 0, self._allocator)
        return [SimpleNamespace(name=ctypes.string_at(name).decode())]

    def get_modelmeta(self):
        metadata, allocator = _call(METADATA, self._session), self._allocator

        class Lookup:
            def __getitem__(self, key):
                return ctypes.string_at(_call(METADATA_LOOKUP, metadata, allocator, _text(key))).decode()

        return SimpleNamespace(custom_metadata_map=Lookup())

    def run(self, outputs, feed):
        (name, rows), = feed.items()
        rows = np.ascontiguousarray(rows, np.float32)
        shape = (ctypes.c_int64 * rows.ndim)(*rows.shape)
        memory = _call(CPU_MEMORY, ARENA, DEFAULT_MEMORY)
        tensor = _call(CREATE_TENSOR, memory, rows.ctypes.data, rows.nbytes, ctypes.addressof(shape), rows.ndim, FLOAT)
        names, inputs = (ctypes.c_char_p * 1)(name.encode()), (ctypes.c_void_p * 1)(tensor)
        wanted = (ctypes.c_char_p * 1)(outputs[0].encode())
        answer = _call(RUN, self._session, None, ctypes.addressof(names), ctypes.addressof(inputs), 1, ctypes.addressof(wanted), 1)
        information = _call(TYPE_AND_SHAPE, answer)
        count = _call(DIMENSIONS_COUNT, information)
        dimensions = (ctypes.c_int64 * count)()
        status = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)(_api[DIMENSIONS])(
            information, ctypes.addressof(dimensions), count)
        assert not status
        data = ctypes.cast(_call(TENSOR_DATA, answer), ctypes.POINTER(ctypes.c_float))
        return [np.ctypeslib.as_array(data, tuple(dimensions)).copy()]
