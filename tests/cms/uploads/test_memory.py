"""All hostile files, and the largest honest ones, in a process that is measured."""

from __future__ import annotations

import json
import subprocess
import sys


def test_no_file_costs_more_than_is_there() -> None:
    command = [sys.executable, "-m", "tests.cms.uploads.memory"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    said = json.loads(done.stdout)
    assert said["errors"] == []
    assert said["files"] > 450
    assert said["files"] - said["refused"] >= 5  # the largest honest ones are taken
    assert said["peak"] <= 400
    assert said["longest"][0] < 10  # an honest picture at the limit, on a busy machine
