"""Nothing automatic is answered: bounces, vacation notes, complaints, lists and
bulk mail of real servers come in as if they just arrived; agents are told as of
any mail, and nobody else gets a word.

The mail is not ours to keep: it is read from $POSTERN_CORPUS.
"""
import csv
import os
import re
import sys
import tarfile
import unittest

from desk import ANNA, DESK, Scenario

CORPUS = os.environ.get("POSTERN_CORPUS")
SKIP = 77
# It came without any mark of the list.
UNMARKED = 1


def folder_of(*names):
    folder = os.path.join(CORPUS, *names)
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                yield name, file.read()


def bounces():
    """Of one peer all, of the other what it calls a bounce, an automatic reply
    or a challenge."""
    yield from folder_of("sisimai", "bounces")
    path = os.path.join(CORPUS, "bounceparser", "expected.tsv")
    with open(path, encoding="utf-8") as file:
        kinds = {row[0]: row[1] for row in csv.reader(file, delimiter="\t")
                 if row and not row[0].startswith("#")}
    for name, raw in folder_of("bounceparser"):
        if kinds.get(name) in ("bounce", "autoreply", "challenge-response") \
                and not name.startswith("spam-"):
            yield name, raw


def archive(folder):
    path = os.path.join(CORPUS, folder)
    name = next(one for one in sorted(os.listdir(path))
                if one.endswith(".tar.gz"))
    with tarfile.open(os.path.join(path, name)) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith(".eml"):
                yield (os.path.basename(member.name),
                       tar.extractfile(member).read())


def has_list_mark(raw):
    """An oracle of its own: what RFC 3834 and RFC 2369 name."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    return re.search(rb"(?im)^(List-[a-z]+:|Mailing-List:|X-BeenThere:|"
                     rb"Precedence:\s*(bulk|list|junk)\b)", head) is not None


class Automatic(Scenario):
    def answered(self, mails, what):
        """Drops them all; whom the desk wrote to, but its agents."""
        desk = self.desk()
        count = 0
        for number, (_, raw) in enumerate(mails):
            desk.drop(raw, f"{number:05d}.eml")
            count += 1
        desk.turn()
        agents = {ANNA.split("<")[-1].rstrip(">"), DESK}
        got = [(mail["To"], mail["Subject"]) for mail in desk.outbox()
               if not any(one in mail["To"] for one in agents)]
        print(f"{what}: {count} mails, {len(got)} answered", file=sys.stderr)
        return count, got

    def test_bounces_and_automatic_replies(self):
        count, got = self.answered(bounces(), "bounces, automatic replies")
        self.assertGreater(count, 250)
        self.assertEqual(got, [])

    def test_a_mailing_list(self):
        count, got = self.answered(archive("linux-mips-2001"), "a list")
        self.assertGreater(count, 3700)
        self.assertLessEqual(len(got), UNMARKED)

    def test_lists_and_bulk_among_ordinary_mail(self):
        mails = ((name, raw)
                 for name, raw in archive("spamassassin-easy-ham-1")
                 if has_list_mark(raw))
        count, got = self.answered(mails, "lists among ordinary mail")
        self.assertGreater(count, 1500)
        self.assertEqual(got, [])


if __name__ == "__main__":
    if not CORPUS:
        print("POSTERN_CORPUS is not set")
        sys.exit(SKIP)
    unittest.main()
