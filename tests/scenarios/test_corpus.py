"""Every mail of the corpus through `import`, whatever is wrong with it.

Line ends LF and CRLF, out of a Maildir and out of an mbox: what is stored is
what came, byte for byte; the same mails in another order, and after a kill in
the middle, are the same tickets. The mail is not ours to keep: it is read from
$POSTERN_CORPUS.
"""
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import tarfile
import time
import unittest

from desk import ENVIRONMENT, POSTERN, Scenario

CORPUS = os.environ.get("POSTERN_CORPUS")
SEED = int(os.environ.get("POSTERN_SEED", "6239"))
SKIP = 77
LEAST = 6800
NO_MAIL = (".json", ".tsv", ".xml", ".out", ".bin", ".md", ".gz")
NO_MAIL_FOLDERS = {"trimmed", "elided", "embedded", "before", "output"}
FROM_LINE = b"From corpus@example.com Thu Jan  2 10:00:00 2020"


def is_mail(path):
    folder, name = os.path.split(path)
    return not (name.endswith(NO_MAIL) or "_decoded" in name
                or name in ("LICENCE", "COPYING")
                or re.fullmatch(r"thread\d*|.*\.mbox\.txt", name)
                or NO_MAIL_FOLDERS & set(folder.split(os.sep)))


def split(mbox):
    return [part for part in re.split(rb"(?m)^From .*\n", mbox) if part]


def corpus():
    """Every mail, with LF."""
    mails = []
    for folder, _, names in sorted(os.walk(CORPUS)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".tar.gz"):
                with tarfile.open(path) as tar:
                    mails += [tar.extractfile(one).read() for one in tar
                              if one.isfile() and one.name.endswith(".eml")]
            elif is_mail(path):
                with open(path, "rb") as file:
                    raw = file.read()
                mails += split(raw) if name.endswith(".mbox") else [raw]
    return [raw.replace(b"\r\n", b"\n") for raw in mails if raw]


def with_crlf(mails):
    return [raw.replace(b"\n", b"\r\n") for raw in mails]


def blob_id(raw):
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()


def in_mbox(raw, end):
    """A mail as it stands in an mbox, which quotes it and ends its last line;
    its own From line is the mbox's."""
    raw = re.sub(rb"\AFrom [^\n]*\n", b"", raw)
    raw = re.sub(rb"(?m)^(>*From )", rb">\1", raw)
    return raw if raw.endswith(end) else raw + end


class Kept:
    """What a desk has kept."""

    def __init__(self, desk):
        self.tickets = {}       # blob -> ticket
        self.quarantine = set()
        self.into = self.merged(desk)
        for line in desk.git("ls-tree", "-r", "main", "tickets",
                             "quarantine").splitlines():
            meta, path = line.split("\t")
            if re.search(r"/\d+-in\.eml$", path):
                self.tickets[meta.split()[2]] = int(path.split("/")[3])
            elif path.startswith("quarantine/") and path.endswith(".eml"):
                self.quarantine.add(meta.split()[2])

    def merged(self, desk):
        done = desk.git("grep", "^Merged-Into:", "main", "--", "tickets",
                        status=None)
        lines = done.stdout.decode().splitlines()
        return {int(line.split("/")[3]): int(line.rpartition(" ")[2])
                for line in lines}

    def lead(self, ticket):
        while ticket in self.into:
            ticket = self.into[ticket]
        return ticket

    def __contains__(self, blob):
        return blob in self.tickets or blob in self.quarantine


def threads(desk, kept):
    """The tickets, each as the set of its mails: (Message-ID, digest)."""
    text = desk.git("log", "--format=%x01%(trailers:unfold,only)", "main")
    tickets = {}
    for commit in text.split("\x01"):
        said = dict(line.split(": ", 1) for line in commit.splitlines()
                    if ": " in line)
        if said.get("Event") != "import":
            continue
        body = said["Message"].partition("body=")[2]
        ticket = kept.lead(int(said["Ticket"]))
        tickets.setdefault(ticket, set()).add((said.get("Message-ID"), body))
    return {frozenset(mails) for mails in tickets.values()}


class Corpus(Scenario):
    @classmethod
    def setUpClass(cls):
        cls.mails = corpus()

    def maildir(self, desk, mails, name="archive"):
        folder = os.path.join(desk.root, name)
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(folder, part))
        for number, raw in enumerate(mails):
            with open(os.path.join(folder, "cur", f"{number:06d}:2,S"),
                      "wb") as file:
                file.write(raw)
        return folder

    def mbox(self, desk, mails, end):
        path = os.path.join(desk.root, "archive.mbox")
        with open(path, "wb") as file:
            for raw in mails:
                file.write(FROM_LINE + end + raw + end)
        return path

    def check_kept(self, mails, path_of):
        """Each is stored as it came. One that is not is the same mail as one
        that is: alone on a desk it is stored."""
        waiting = {blob_id(raw): raw for raw in mails}
        first = None
        for _ in range(6):
            desk = self.desk()
            desk.postern("import", path_of(desk, list(waiting.values())))
            kept = Kept(desk)
            first = first or (desk, kept)
            self.assertTrue(all(blob in waiting for blob in kept.tickets))
            waiting = {blob: raw for blob, raw in waiting.items()
                       if blob not in kept}
            if not waiting:
                break
        self.assertEqual(waiting, {})
        print(f"{len(mails)} mails, {len(first[1].tickets)} in "
              f"{len(set(first[1].tickets.values()))} tickets, "
              f"{len(first[1].quarantine)} in quarantine", file=sys.stderr)
        return first

    def kill_in_the_middle(self, desk, archive):
        before = int(desk.git("rev-list", "--count", "main"))
        process = subprocess.Popen(
            [POSTERN, "-C", desk.path, "import", archive], env=ENVIRONMENT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            count = int(desk.git("rev-list", "--count", "main"))
            if count - before > len(self.mails) // 3:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.05)
        self.assertEqual(process.wait(), -signal.SIGKILL)

    def test_files_with_lf_and_again_and_shuffled_after_a_kill(self):
        self.assertGreater(len(self.mails), LEAST)
        desk, kept = self.check_kept(self.mails, self.maildir)
        self.check_fsck(desk)
        before = desk.head()
        mixed = list(self.mails)
        random.Random(SEED).shuffle(mixed)
        desk.postern("import", self.maildir(desk, mixed, "again"))
        self.assertEqual(desk.head(), before, "the same mails again")
        self.assertEqual(desk.outbox(), [])

        other = self.desk()
        archive = self.maildir(other, mixed)
        self.kill_in_the_middle(other, archive)
        other.postern("import", archive)
        self.check_fsck(other)
        apart = threads(desk, kept) ^ threads(other, Kept(other))
        self.assertEqual(apart, set(), f"seed {SEED}")

    def test_files_with_crlf(self):
        self.check_kept(with_crlf(self.mails), self.maildir)

    def test_an_mbox_with_lf(self):
        mails = [in_mbox(raw, b"\n") for raw in self.mails]
        self.check_kept(mails, lambda desk, some: self.mbox(
            desk, some, b"\n"))

    def test_an_mbox_with_crlf(self):
        mails = [in_mbox(raw, b"\r\n") for raw in with_crlf(self.mails)]
        self.check_kept(mails, lambda desk, some: self.mbox(
            desk, some, b"\r\n"))


if __name__ == "__main__":
    if not CORPUS:
        print("POSTERN_CORPUS is not set")
        sys.exit(SKIP)
    unittest.main()
