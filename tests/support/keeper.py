"""Runs a program for as long as another process lives.

The workers of one test run share a database server. It must outlive the worker that happened to start it and must not
outlive the run, however the run ends: `python keeper.py PID USER FOLDER COMMAND...` ends the command once PID is gone,
and removes its folder.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from typing import Any


def keep(pid: int, user: str, folder: str, command: list[str]) -> int:
    program = subprocess.Popen(command, **as_user(user))
    try:
        while program.poll() is None and alive(pid):
            time.sleep(0.2)
        if program.poll() is None:
            program.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        return program.wait(20)
    finally:
        program.kill()
        shutil.rmtree(folder, ignore_errors=True)


def as_user(user: str) -> dict[str, Any]:
    """Popen's arguments for another user; none for an empty name."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]))
