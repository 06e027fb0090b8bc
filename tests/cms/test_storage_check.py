"""A folder that cannot be written is told before the work begins, in both languages."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cms.storage_check import VarUnusable, ensure_writable

Mount = Callable[[Path, str], None]


@pytest.fixture
def mount_tmpfs() -> Iterator[Mount]:
    """Mounts a small file system in memory on a folder, for root; unmounts it afterwards."""
    if os.geteuid() != 0:
        pytest.skip("mounting a file system needs root")
    with ExitStack() as cleanup:

        def mount(folder: Path, options: str) -> None:
            folder.mkdir()
            command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
            mounted = subprocess.run(command, capture_output=True, text=True, check=False)
            if mounted.returncode:
                pytest.skip(f"this machine does not let root mount: {mounted.stderr.strip()}")
            cleanup.callback(subprocess.run, ["umount", str(folder)], check=True)

        yield mount


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Permissions do not bind root: for a while the process acts for a user without rights."""
    caller = os.geteuid()
    if caller == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(caller)


def test_a_missing_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "media"
    ensure_writable(folder)
    assert folder.is_dir()
    assert list(folder.iterdir()) == []


def test_a_second_check_of_the_same_folder_passes(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    ensure_writable(tmp_path)
    ensure_writable(tmp_path)
    assert (tmp_path / "kept.txt").read_text() == "kept"


def test_a_path_below_a_regular_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(tmp_path / "file" / "var")
    assert raised.value.reason == "it is not a folder"


def test_a_regular_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(tmp_path / "var")
    assert raised.value.reason == "it is not a folder"


def test_the_message_names_the_folder_and_the_way_out_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(tmp_path / "var")
    arabic, english = str(raised.value).split("\n")
    for line in (arabic, english):
        assert str(tmp_path / "var") in line
        assert "make demo VAR=" in line
    assert arabic.startswith("لا يمكن الكتابة")
    assert english.startswith("The folder")


def test_a_disk_with_too_little_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(tmp_path, room=2**62)
    assert "MiB left" in raised.value.reason
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_refused(tmp_path: Path, mount_tmpfs: Mount) -> None:
    folder = tmp_path / "full"
    mount_tmpfs(folder, "size=64k")
    with pytest.raises(OSError, match="No space left"):
        (folder / "filler").write_bytes(b"x" * 200_000)
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(folder, room=0)
    assert raised.value.reason == "the disk is full"


def test_a_read_only_file_system_is_refused(tmp_path: Path, mount_tmpfs: Mount) -> None:
    folder = tmp_path / "read-only"
    mount_tmpfs(folder, "ro,size=64k")
    with pytest.raises(VarUnusable) as raised:
        ensure_writable(folder)
    assert raised.value.reason == "the file system is read-only"


def test_a_folder_without_permission_is_refused() -> None:
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        folder = Path(base) / "closed"
        folder.mkdir(mode=0o555)
        with as_somebody_else(), pytest.raises(VarUnusable) as raised:
            ensure_writable(folder)
    assert raised.value.reason == "writing there is not permitted"
