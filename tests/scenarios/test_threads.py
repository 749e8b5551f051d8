"""Which mails an import puts on one ticket, against what their headers join:
every pair that they join, and no other. The oracle is of its own: union-find
over Message-ID with References, or else the first id of In-Reply-To.

The mail is not ours to keep: it is read from $POSTERN_CORPUS.
"""
import hashlib
import itertools
import os
import re
import sys
import tarfile
import tempfile
import unittest

from desk import Scenario

CORPUS = os.environ.get("POSTERN_CORPUS")
SKIP = 77

# Figures of the archives that a peer counted.
ARCHIVES = {
    "linux-mips-2001": (3739, 982, 66),
    "spamassassin-easy-ham-1": (2500, 1533, 29),
}

# A dialogue's answer that is not ours, and why.
REASONS = {
    ("thread", 0): "References name the first: a loop parts no thread",
    ("thread2", 0): "two mails of one Message-ID are one conversation",
    ("thread4", 0): "a subject alone joins nothing (routing.md, evidence F)",
}


def fields(raw, name):
    """The values of the fields of that name, as they stand, unfolded."""
    if raw.startswith((b"From ", b">From ")):
        raw = raw.split(b"\n", 1)[1]
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    head = re.sub(rb"\r?\n[ \t]+", b" ", head)
    return [line.split(b":", 1)[1].strip() for line in head.split(b"\n")
            if line.lower().startswith(name.lower() + b":")]


def ids(raw, name):
    return [one for value in fields(raw, name)
            for one in re.findall(rb"<([^<>\s]+)>", value)]


class Oracle:
    def __init__(self, mails):
        self.parent = {}
        self.mails = mails
        for key, raw in mails.items():
            own = ids(raw, b"Message-ID")[:1]
            refers = ids(raw, b"References") or ids(raw, b"In-Reply-To")[:1]
            for one in own + refers:
                self.join(("mail", key), ("id", one))

    def find(self, one):
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, a, b):
        self.parent[self.find(a)] = self.find(b)

    def threads(self):
        found = {}
        for key in self.mails:
            found.setdefault(self.find(("mail", key)), set()).add(key)
        return {frozenset(keys) for keys in found.values()}


def blob_id(raw):
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()


class Threads(Scenario):
    def import_mails(self, mails):
        """The tickets: each the set of the keys of its mails. Bytes that are
        equal are one mail."""
        desk = self.desk()
        with tempfile.TemporaryDirectory(dir=desk.root) as folder:
            for part in ("new", "cur", "tmp"):
                os.mkdir(os.path.join(folder, part))
            for number, raw in enumerate(mails.values()):
                path = os.path.join(folder, "cur", f"{number:05d}.eml")
                with open(path, "wb") as file:
                    file.write(raw)
            desk.postern("import", folder)
        keys = {}
        for key, raw in mails.items():
            keys.setdefault(blob_id(raw), []).append(key)
        tickets = {}
        for line in desk.git("ls-tree", "-r", "main",
                             "tickets").splitlines():
            meta, path = line.split("\t")
            if re.search(r"/\d+-in\.eml$", path):
                number = int(path.split("/")[3])
                tickets.setdefault(number, set()).update(
                    keys[meta.split()[2]])
        return {frozenset(found) for found in tickets.values()}

    def check_archive(self, folder):
        count, threads, largest = ARCHIVES[folder]
        mails = archive(folder)
        expected = Oracle(mails).threads()
        self.assertEqual(len(mails), count)
        self.assertEqual(len(expected), threads)
        self.assertEqual(max(map(len, expected)), largest)
        found = self.import_mails(mails)
        # The list sent a few mails twice: equal ones are stored once.
        stored = {key for one in found for key in one}
        expected = {one & stored for one in expected} - {frozenset()}
        joined = {pair for one in expected
                  for pair in itertools.combinations(sorted(one), 2)}
        together = {pair for one in found
                    for pair in itertools.combinations(sorted(one), 2)}
        print(f"{folder}: {len(found)} tickets, {len(together)} pairs on one, "
              f"{len(joined - together)} missing, "
              f"{len(together - joined)} too many", file=sys.stderr)
        self.assertGreaterEqual(len(stored), count - 5)
        self.assertEqual(joined - together, set())
        self.assertEqual(together - joined, set())
        self.assertEqual(len(found), threads)

    def test_a_mailing_list(self):
        self.check_archive("linux-mips-2001")

    def test_ordinary_mail(self):
        self.check_archive("spamassassin-easy-ham-1")

    def test_dialogues_of_a_peer(self):
        folder = os.path.join(CORPUS, "imaptest-thread")
        agree = 0
        unlike = []
        for name in sorted(os.listdir(folder)):
            if not re.fullmatch(r"thread\d*", name):
                continue
            for number, (mails, expected) in enumerate(
                    dialogue(os.path.join(folder, name))):
                found = self.import_mails(mails)
                if found == expected:
                    self.assertNotIn((name, number), REASONS)
                    agree += 1
                elif (name, number) in REASONS:
                    print(f"{name}, answer {number + 1}: "
                          f"{REASONS[name, number]}", file=sys.stderr)
                else:
                    unlike.append((name, number, found, expected))
        print(f"imaptest: {agree} answers agree, {len(REASONS)} do not",
              file=sys.stderr)
        self.assertEqual(unlike, [])
        self.assertGreaterEqual(agree, 10)


def archive(folder):
    path = os.path.join(CORPUS, folder)
    name = next(one for one in sorted(os.listdir(path))
                if one.endswith(".tar.gz"))
    with tarfile.open(os.path.join(path, name)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar
                if member.isfile() and not member.name.endswith(".md")}


def groups(answer):
    """"(1 (2)(3))(4)" -> {{1, 2, 3}, {4}}"""
    found, depth, now = set(), 0, set()
    for token in re.findall(r"[()]|\d+", answer):
        if token == "(":
            depth += 1
        elif token == ")":
            depth -= 1
            if not depth:
                found.add(frozenset(now))
                now = set()
        else:
            now.add(int(token))
    return found


def dialogue(path):
    """For each answer of an IMAP dialogue: the mails that are there then, by
    their number, each with a line of its own; and the threads expected."""
    with open(path + ".mbox", "rb") as file:
        mails = re.split(rb"(?m)^From user@domain[^\n]*\n", file.read())[1:]
    with open(path, encoding="ascii") as file:
        lines = file.read().lower().splitlines()
    waiting = [b"X-Number: %d\n" % number + raw
               for number, raw in enumerate(mails)]
    there, gone = [], []
    if "messages: all" in lines:
        there, waiting = waiting, []
    for line in lines:
        stored = re.match(r"ok store ([\d,]+) \+flags \\deleted", line)
        if line == "ok append":
            there.append(waiting.pop(0))
        elif stored:
            gone = [int(one) - 1 for one in stored.group(1).split(",")]
        elif line == "ok expunge":
            there = [one for number, one in enumerate(there)
                     if number not in gone]
        elif line.startswith("* thread"):
            yield dict(enumerate(there, 1)), groups(line)


if __name__ == "__main__":
    if not CORPUS:
        print("POSTERN_CORPUS is not set")
        sys.exit(SKIP)
    unittest.main()
