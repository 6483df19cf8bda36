"""Holds the numeric libraries to one thread; imported before them."""

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS", "ARROW_IO_THREADS"):
    os.environ[_variable] = "1"

import pyarrow as pa  # noqa: E402 - the settings above have to come first

pa.set_cpu_count(1)
pa.set_io_thread_count(1)
