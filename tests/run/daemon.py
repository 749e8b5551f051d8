"""`postern run` beside a test: started, watched, killed.

Waiting here always is for something that must happen, looked for again and
again, and fails with what was logged; nothing is a fixed pause.
"""
import os
import signal
import subprocess
import time

from desk import ENVIRONMENT, POSTERN

PATIENCE = float(os.environ.get("PATIENCE", "30"))


def until(holds, what, patience=PATIENCE):
    """Waits until holds() is true; its value."""
    end = time.monotonic() + patience
    while True:
        value = holds()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for: "
                                 f"{what() if callable(what) else what}")
        time.sleep(0.02)


def processes_of(group):
    """The living processes of a process group: {id: name}."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8",
                      errors="replace") as file:
                text = file.read()
        except OSError:
            continue
        title, _, rest = text.partition("(")[2].rpartition(")")
        state, _, its_group = rest.split()[:3]
        if state != "Z" and int(its_group) == group:
            found[int(name)] = title
    return found


class Daemon:
    """`postern run` on a desk, in a process group of its own."""

    def __init__(self, path, before=(), **environment):
        self.log_path = os.path.join(os.path.dirname(path), "log")
        self.seen = 0
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*before, POSTERN, "-C", path, "run"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=ENVIRONMENT | environment, start_new_session=True)
        self.group = self.process.pid

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def until_logged(self, text, times=1, patience=PATIENCE):
        return until(lambda: self.log().count(text) >= times,
                     lambda: f"{times} x {text!r} in the log:\n{self.log()}",
                     patience)

    def processes(self):
        return processes_of(self.group)

    def role(self, name):
        """The process of a role, once there is one."""
        def find():
            return [pid for pid, title in self.processes().items()
                    if title == name]
        return until(find, lambda: f"a {name}: {self.processes()}")[0]

    def is_gone(self):
        return not self.processes()

    def stop(self, patience=PATIENCE):
        """SIGTERM; the exit status, when every process is gone."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(patience)
        until(self.is_gone, lambda: f"the end of {self.processes()}")
        return status

    def kill(self):
        """SIGKILL to all of it, wherever it is."""
        try:
            os.killpg(self.group, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        until(self.is_gone, lambda: f"the end of {self.processes()}")
