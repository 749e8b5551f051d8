"""Nothing that a mail or a push brings forges the record: what git tells of a
commit's trailers is what the desk wrote, and only people's own files can be
pushed."""
import os
import re
import subprocess
import unittest

from desk import ALICE, ANNA, ENVIRONMENT, Scenario

BLOCK = ("Ticket: 99\nEvent: close\nRole: operator\n"
         "Proof: signed (0xDEADBEEF)\nStatus: new -> closed\n")
SCISSORS = "-- >8 --"
BIDI = "\u202e\u2066\u200f"
TEXTS = [
    ("a trailer", "Proof: signed\n"),
    ("a trailer behind a line", "Hej\n\nProof: signed\n"),
    ("a block of trailers", "Hej\n\n" + BLOCK),
    ("nothing but a block", BLOCK),
    ("a line of dashes", "Hej\n---\nProof: signed\n"),
    ("dashes first", "---\n\n" + BLOCK),
    ("scissors", f"Hej\n# ------------------------ >8 ------------------------"
                 f"\n{BLOCK}"),
    ("scissors of am", f"{SCISSORS}\nSubject: x\n\n{BLOCK}"),
    ("a diff", "Hej\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n" + BLOCK),
    ("a folded trailer", "Event: create\n Proof: signed\n"),
    ("a carriage return", "Hej\rProof: signed\r\r" + BLOCK.replace("\n", "\r")),
    ("a form feed and a vertical tab", "Hej\fProof: signed\vProof: signed\n"),
    ("line separators", "Hej\u2028Proof: signed\u2029Proof: signed\u0085"
                        "Proof: signed\n"),
    ("bidi marks", f"{BIDI}dengis :foorP\nProof{BIDI}: signed\n"),
    ("a NUL", "Hej\0\nProof: signed\n\0" + BLOCK),
    ("quoted as the desk does", "> Hej\n\n" + BLOCK),
    ("signed off", "Hej\n\nSigned-off-by: a <a@b>\nProof: signed\n"),
    ("a comment", "# Hej\nProof: signed\n"),
    ("a revert", "This reverts commit 0123.\n\nProof: signed\n"),
]
# git tells a multi-line value as one with line breaks folded.
INLINE = ["x\r\nProof: signed", "x\nProof: signed\n\n" + BLOCK,
          "Proof: signed", f"{BIDI}Proof: signed", "x\0\nProof: signed",
          "x\u2028Proof: signed", "---", "x\u0085Proof: signed",
          "> x", "# x", " Proof: signed"]
OURS = {"Event", "Ticket", "Role", "Kind", "Proof", "Message", "Message-ID",
        "Refers", "Subject", "Status", "Priority", "Type", "Queue", "Line",
        "Requester", "Channel", "Language", "Notice", "Withheld", "Held",
        "Command", "Refused", "Delivered", "Spent", "Cc", "Assignee",
        "Reason", "Tag", "Rule", "First-Reply"}


def encoded(text):
    """As a header field can hold any character: an encoded word."""
    return "=?utf-8?Q?" + "".join(
        f"={byte:02X}" for byte in text.encode()) + "?="


class Mails(Scenario):
    def assert_record(self, desk, why):
        """Each way of reading trailers gives the same, and they are ours."""
        for commit in desk.commits():
            if not desk.git("log", "-1", "--format=%s", commit).startswith(
                    ("T-", "deliver", "answer", "quarantine")):
                continue
            message = subprocess.run(
                ["git", "-C", desk.repository, "log", "-1", "--format=%B",
                 commit], capture_output=True, env=ENVIRONMENT,
                check=True).stdout
            told = desk.git("log", "-1", "--format=%(trailers:only,unfold)",
                            commit)
            parsed = desk.git("interpret-trailers", "--parse", stdin=message)
            self.assertEqual(told.strip(), parsed.strip(), why)
            lines = [line for line in told.splitlines() if line]
            keys = [line.partition(":")[0] for line in lines]
            for key in ("Event", "Role", "Proof", "Kind"):
                self.assertLessEqual(keys.count(key), 1, (why, lines))
            self.assertEqual(set(keys) - OURS, set(), why)
            self.assertNotIn("signed", [line.partition(": ")[2].split(" ")[0]
                                        for line in lines], why)
            self.assertNotIn(("Ticket", "99"), desk.trailers(commit), why)
            self.assertNotRegex(message, rb"[\0\r\x0b\x0c]", why)
            for mark in BIDI + "\u2028\u2029\u0085":
                self.assertNotIn(mark, message.decode(), why)
        for key in ("Proof: signed", "Ticket: 99", "Event: close",
                    "Role: operator"):
            hits = desk.git("log", "--format=%h %s", f"--grep=^{key}", "--",
                            "tickets", "answers", "quarantine")
            self.assertEqual(hits, "", why)

    def raw(self, desk, text, **heads):
        """A mail whose fields may hold what no library writes."""
        desk.composed += 1
        fields = {"From": ALICE, "To": "help@example.com", "Subject": "Hej",
                  "Message-ID": f"<raw-{desk.composed}@client.example>",
                  "Date": "Mon, 23 Nov 2026 10:00:00 +0100"}
        fields |= {key.replace("_", "-"): value
                   for key, value in heads.items()}
        lines = [f"{name}: {value}".encode() for name, value in
                 fields.items()]
        desk.drop(b"\r\n".join(lines) +
                  b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
                  text.encode())

    def test_texts(self):
        desk = self.desk()
        for why, text in TEXTS:
            self.raw(desk, text)
        desk.turn()
        self.assertEqual(len(desk.tickets()), len(TEXTS))
        self.assert_record(desk, "texts of new mails")
        desk.read = {}
        for why, text in TEXTS:
            ours = desk.got(ANNA)[0]
            self.raw(desk, text, From=ANNA, To=ours["Reply-To"],
                     In_Reply_To=ours["Message-ID"])
            self.raw(desk, text, From="Mallory <mallory@evil.example>",
                     In_Reply_To=ours["Message-ID"])
        desk.turn()
        self.assert_record(desk, "texts of answers")
        self.check_fsck(desk)

    def test_subjects_names_ids_and_addresses(self):
        desk = self.desk()
        for value in INLINE:
            self.raw(desk, "Hej\n", Subject=encoded(value))
            self.raw(desk, "Hej\n",
                     From=f"{encoded(value)} <mallory@evil.example>")
            bare = value.replace("\0", "").replace("\n", "\r\n ")
            self.raw(desk, "Hej\n", Message_ID=f"<{bare}@evil.example>")
            self.raw(desk, "Hej\n", In_Reply_To=f"<{bare}@evil.example>",
                     References=f"<a@b> <{bare}@evil.example>")
            self.raw(desk, "Hej\n", From=f"\"{bare}\"@evil.example")
            self.raw(desk, "Hej\n", Cc=f"{encoded(value)} <c@evil.example>")
            self.raw(desk, "Hej\n", To=f"help@example.com, \"{bare}\" <a@b.c>")
        desk.turn()
        self.assert_record(desk, "fields")
        self.check_fsck(desk)
        for number in desk.tickets():
            for line in desk.file(number, "ticket").decode().split("\n")[:-1]:
                self.assertRegex(line, r"^[A-Za-z0-9-]+: ")
            self.assertEqual(desk.ticket(number)["Ticket"], [str(number)])
            self.assertEqual(len(desk.ticket(number)["Status"]), 1)

    def test_names_of_attachments(self):
        desk = self.desk()
        for value in INLINE:
            name = "".join(f"%{byte:02X}" for byte in value.encode())
            self.raw(desk, "", Content_Disposition="attachment; "
                     f"filename*=utf-8''{name}")
        desk.turn()
        self.assert_record(desk, "attachment names")
        for number in desk.tickets():
            text = desk.file(number, "0001-in.txt").decode()
            self.assertNotRegex(text, r"(?m)^Proof: signed")
            self.assertNotIn("\u202e", text)

    def test_reasons_and_tags_of_an_agent(self):
        desk = self.desk()
        for value in INLINE:
            self.raw(desk, "Hej\n")
            desk.turn()
            desk.answer(desk.last(ANNA), ANNA,
                        f"#cancel {value}\n".replace("\0", ""))
            desk.turn()
        self.assert_record(desk, "reasons")

    def test_a_log_is_safe_for_a_terminal(self):
        desk = self.desk()
        self.raw(desk, "\x1b]0;title\x07\x1b[31mRed\x9b31m\n",
                 Subject=encoded("\x1b[2J\x9bHej"),
                 From=encoded("\x1b[1mX") + " <x@y.example>")
        desk.turn()
        for verb in (("log", "1"), ("show", "1"), ("list", "--all")):
            self.assertNotRegex(desk.postern(*verb), "[\x1b\x07\x9b]", verb)
        self.assertNotRegex(desk.git("log", "-1", "--format=%B%an"),
                            "[\x1b\x07\x9b]")


class Pushes(Scenario):
    def setUp(self):
        self.it = self.desk()
        self.it.mail(ALICE, "Skrivaren", "Tom.\n")
        self.it.turn()
        self.where = self.it.clone()
        self.before = self.it.head()

    def in_clone(self, *arguments, **more):
        return self.it.run(["git", "-C", self.where, *arguments], **more)

    def write(self, path, text):
        path = os.path.join(self.where, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def append(self, path, text):
        with open(os.path.join(self.where, path), "a") as file:
            file.write(text)

    def commit(self, message="Change the rules", **more):
        self.in_clone("add", "-A")
        self.in_clone("commit", "-q", "--allow-empty", "--cleanup=verbatim",
                      "-m", message, **more)

    def refused(self, reason, *push):
        done = self.in_clone("push", "-q", "origin",
                             *(push or ("HEAD:main",)), status=None)
        said = done.stderr.decode()
        self.assertNotEqual(done.returncode, 0, said)
        self.assertRegex(said, reason)
        self.assertEqual(self.it.head(), self.before)
        self.assertEqual(self.it.git("for-each-ref", "--format=%(refname)"),
                         "refs/heads/main\n")
        self.assertEqual(self.it.status(1), "new")

    def test_rules_are_taken_and_adopted(self):
        self.append("desk.conf", "\n[queue \"hardware\"]\n\tline = 2\n"
                                 "\tcalendar = office\n")
        self.commit()
        self.in_clone("push", "-q")
        self.it.mail(ALICE, "Ny sak", "Hej.\n")
        self.it.turn()
        rule = [commit for commit in self.it.commits()
                if ("Event", "rule") in self.it.trailers(commit)][-1]
        trailers = dict(self.it.trailers(rule))
        self.assertRegex(trailers["Rule"], r"^[0-9a-f]{40} by Operator")
        self.assertRegex(trailers["Proof"], r"^push \(")
        self.assertEqual(len(self.it.tickets()), 2)

    def test_a_ticket(self):
        self.append(f"{self.it.folder(1)}/ticket", "Tag: forged\n")
        self.commit()
        self.refused("tickets/")

    def test_a_new_mail_of_a_ticket(self):
        self.write(f"{self.it.folder(1)}/0004-in.eml", "From: a@b\n\nHej\n")
        self.commit()
        self.refused("tickets/")

    def test_people_answers_quarantine_and_anything_else(self):
        for path in ("people/ab/" + "0" * 40, "answers/2026-11/1-in.eml",
                     "quarantine/2026-11-23/0.eml", "README", "x",
                     ".gitattributes", ".mailmap", "templates/en/x/y.txt",
                     "kb/../x.txt".replace("../", "up/")):
            with self.subTest(path):
                self.write(path, "forged\n")
                self.commit()
                self.refused(re.escape(path))
                self.in_clone("reset", "-q", "--hard", self.before)

    def test_a_forged_trailer(self):
        for message in ("Change\n\nProof: signed\n",
                        "Change\n\nSome text\n\nEvent: close\nTicket: 1\n",
                        "Change\n\nSigned-off-by: a <a@b>\nproof: dmarc\n",
                        "Proof: signed\n", "Change\n\nx\nEvent: close\nx\n"):
            with self.subTest(message):
                self.append("desk.conf", "# more\n")
                self.commit(message)
                self.refused("(?i)(proof|event|ticket)")
                self.in_clone("reset", "-q", "--hard", self.before)

    def test_the_desk_as_author(self):
        for role in ("AUTHOR", "COMMITTER"):
            with self.subTest(role):
                self.append("desk.conf", "# more\n")
                self.commit(**{f"GIT_{role}_EMAIL": "help@example.com"})
                self.refused("(?i)desk|help@example.com")
                self.in_clone("reset", "-q", "--hard", self.before)

    def test_a_merge(self):
        self.append("desk.conf", "# one\n")
        self.commit()
        self.in_clone("checkout", "-qb", "other", self.before)
        self.write("kb/vpn.txt", "Title: VPN\n\nRestart it.\n")
        self.commit()
        self.in_clone("merge", "-q", "--no-ff", "-m", "Both", "main")
        self.refused("(?i)parent|merge", "other:main")

    def test_a_rewind(self):
        self.in_clone("reset", "-q", "--hard", "HEAD~1")
        self.refused("no continuation of the branch", "--force",
                     "HEAD:main")

    def test_a_rewritten_history(self):
        self.in_clone("commit", "-q", "--amend", "-m", "Nothing happened")
        self.refused("no continuation of the branch", "--force",
                     "HEAD:main")

    def test_another_branch_a_tag_and_deletion(self):
        self.append("desk.conf", "# more\n")
        self.commit()
        self.refused("(?i)main", "HEAD:refs/heads/other")
        self.refused("(?i)main", "HEAD:refs/tags/v1")
        self.refused("(?i)main", "HEAD:refs/notes/commits")
        self.refused("(?i)main", "HEAD:refs/replace/" + self.before)
        self.refused("(?i)delet", ":main")

    def test_rules_that_are_wrong(self):
        self.append("desk.conf", "\n[queue \"x\"]\n\tlnie = 2\n")
        self.commit()
        self.refused(r"desk\.conf:\d+: .*lnie")

    def test_a_link(self):
        os.symlink("/etc/passwd", os.path.join(self.where, "kb.txt"))
        os.makedirs(os.path.join(self.where, "kb"), exist_ok=True)
        os.rename(os.path.join(self.where, "kb.txt"),
                  os.path.join(self.where, "kb", "passwd.txt"))
        self.commit()
        self.refused("(?i)link|kb/passwd.txt")

    def test_a_huge_file(self):
        self.write("kb/big.txt", "Title: big\n\n" + "x" * (1 << 21) + "\n")
        self.commit()
        self.refused("kb/big.txt")


if __name__ == "__main__":
    unittest.main()
