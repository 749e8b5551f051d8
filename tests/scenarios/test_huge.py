"""Huge mail: kept whole in quarantine, its sender told once, the lead told; and
no process holds it in memory, but for its deflated form."""
import os
import subprocess
import sys
import threading
import unittest

from desk import ALICE, ANNA, ENVIRONMENT, NILS, POSTERN, Scenario

# ASan keeps for a while what is freed, and its own notes.
SANITIZED = os.environ.get("SANITIZED") == "1"
MEGA = 1 << 20
SIZE = int(os.environ.get("POSTERN_HUGE_MB", "100")) * MEGA
AGENTS = (ANNA, (NILS, {"lead": "true"}))


class Watch(threading.Thread):
    """The peak of RssAnon, in bytes, of each process below one."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.root, self.peak, self.over = root, {}, threading.Event()

    def look(self, process):
        try:
            with open(f"/proc/{process}/status", encoding="utf-8") as file:
                text = file.read()
            name = text.split()[1]
            anon = int(text.partition("RssAnon:")[2].split()[0]) * 1024
            self.peak[name] = max(self.peak.get(name, 0), anon)
            with open(f"/proc/{process}/task/{process}/children",
                      encoding="utf-8") as file:
                return file.read().split()
        except (OSError, IndexError, ValueError):
            return []

    def run(self):
        while not self.over.wait(0.005):
            waiting = [self.root]
            while waiting:
                waiting += self.look(waiting.pop())


def huge_mail(sender=ALICE, name="huge"):
    """A hundred megabytes that cannot be made smaller."""
    head = (f"From: {sender}\r\nTo: help@example.com\r\nSubject: {name}\r\n"
            f"Message-ID: <{name}@client.example>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: application/octet-stream\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n").encode()
    line = os.urandom(36).hex().encode() + b"\r\n"
    block = b"".join(os.urandom(36).hex().encode() + b"\r\n"
                     for _ in range(MEGA // len(line)))
    return head + block * (SIZE // len(block) + 1)


class Huge(Scenario):
    def watched(self, *verb, stdin=None):
        process = subprocess.Popen(
            [POSTERN, "-C", self.it.path, *verb], env=ENVIRONMENT,
            stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        watch = Watch(process.pid)
        watch.start()
        said, _ = process.communicate()
        watch.over.set()
        watch.join()
        self.assertEqual(process.returncode, 0, said)
        print({name: f"{peak / SIZE:.2f}" for name, peak
               in watch.peak.items()}, file=sys.stderr)
        for name, peak in watch.peak.items():
            self.assertLess(peak, SIZE if not SANITIZED else 8 * SIZE, (name, watch.peak))
        return watch.peak

    def check_kept(self, *raws, tickets=0):
        found = [self.it.blob(path) for path in self.it.files("quarantine")
                 if path.endswith(".eml")]
        self.assertEqual(sorted(map(hash, found)), sorted(map(hash, raws)))
        self.assertEqual(len(self.it.tickets()), tickets)
        self.it.postern("send")
        self.assertEqual(len([got for got in self.it.got(NILS)
                              if "size limit" in got.text]), 1)

    def file(self, raw, name="huge.eml"):
        path = os.path.join(self.it.root, name)
        with open(path, "wb") as file:
            file.write(raw)
        return path

    def setUp(self):
        self.it = self.desk(AGENTS)

    def test_out_of_a_maildir(self):
        raw = self.it.drop(huge_mail())
        self.it.mail(ALICE, "Small", "Hello.\n")
        self.watched("fetch")
        self.check_kept(raw, tickets=1)
        self.assertEqual(len(self.it.got(ALICE)), 2)
        # The same once more is known; nobody is told again.
        self.it.drop(raw)
        self.it.postern("fetch")
        self.check_kept(raw, tickets=1)
        self.assertEqual(len(self.it.got(ALICE)), 2)

    def test_through_a_pipe(self):
        raw = huge_mail()
        with open(self.file(raw), "rb") as file:
            self.watched("deliver", stdin=file)
        self.check_kept(raw)
        self.assertEqual(len(self.it.got(ALICE)), 1)

    def test_out_of_an_archive(self):
        raw = huge_mail()
        self.watched("import", self.file(raw))
        self.check_kept(raw)

    def test_out_of_an_archive_live(self):
        raw = huge_mail()
        self.watched("import", "--live", self.file(raw))
        self.check_kept(raw)


if __name__ == "__main__":
    unittest.main()
