"""Wrong configuration: check names the place, the reason and the cure; run,
fetch and send refuse in the same words, and nothing is half started."""
import os
import re
import subprocess
import unittest

from daemon import processes_of
from desk import ANNA, DESK, ENVIRONMENT, POSTERN, Scenario

SERVER = """[mailbox "help"]
	url = imaps://localhost:1/INBOX
	user = help@example.com
"""

# title, what is added to postern.conf, what is done to the desk's files
# (path, content or None, mode), the words that must be told
BROKEN = [
    ("an unknown section", '[mailbx "help"]\n\turl = maildir:x\n', [],
     r"postern\.conf:3: unknown section \[mailbx \"help\"\] "
     r"\(expected mailbox\)"),
    ("an unknown key", "[smtp]\n\tcolour = red\n", [],
     r"postern\.conf:4: unknown key 'colour' in \[smtp\] \(expected url,"),
    ("a wrong unit", "[limits]\n\tmessage = 50X\n", [],
     r"postern\.conf:4: message: '50X' has a wrong unit "
     r"\(expected a size such as 50M"),
    ("no number", "[limits]\n\tparts = many\n", [],
     r"postern\.conf:4: parts: 'many' is no number"),
    ("an empty address of a mailbox", '[mailbox "help"]\n\turl =\n', [],
     r"postern\.conf:4: url: .*\(expected imaps://HOST/FOLDER"),
    ("a mailbox without address", '[mailbox "help"]\n\tuser = x\n', [],
     r"postern\.conf:3: .*url"),
    ("an include", "[include]\n\tpath = /etc/passwd\n", [],
     r"postern\.conf:3: .*include"),
    ("a password in the open", SERVER + "\tpassword-file = secrets/imap\n",
     [("secrets/imap", "secret\n", 0o644)],
     r"postern\.conf:3: mailbox \"help\": \S+/secrets/imap: others may read "
     r"it, mode 0644 \(mend it with: chmod 600 \S+/secrets/imap\)"),
    ("no password file", SERVER + "\tpassword-file = secrets/imap\n", [],
     r"postern\.conf:3: mailbox \"help\": \S+/secrets/imap: No such file or "
     r"directory \(mend it: write the password into it"),
    ("an empty password file", SERVER + "\tpassword-file = secrets/imap\n",
     [("secrets/imap", "\nsecret\n", 0o600)],
     r"postern\.conf:3: mailbox \"help\": \S+/secrets/imap: is empty "
     r"\(expected the password on its first line\)"),
    ("no CA file", SERVER + "\tpassword-file = secrets/imap\n"
     "\tca-file = secrets/ca.pem\n", [("secrets/imap", "secret\n", 0o600)],
     r"postern\.conf:3: mailbox \"help\": ca-file: \S+/secrets/ca\.pem: "
     r"No such file"),
    ("no password file of the mail server",
     "[smtp]\n\turl = smtp://localhost:1\n\tuser = x\n"
     "\tpassword-file = secrets/smtp\n", [],
     r"postern\.conf:3: smtp: \S+/secrets/smtp: No such file or directory"),
    ("no key", "", [("secrets/desk.key", None, 0)],
     r"\S+/secrets/desk\.key: No such file or directory \(mend it: bring it "
     r"back from a backup"),
    ("a key that others may read", "", [("secrets/desk.key", "", 0o640)],
     r"\S+/secrets/desk\.key: others may read it, mode 0640 "
     r"\(mend it with: chmod 600"),
    ("a key that is none", "", [("secrets/desk.key", "key\n", 0o600)],
     r"\S+/secrets/desk\.key: line 2 is no key \(expected number, time, 64 "
     r"hex digits\)"),
]


class Configuration(Scenario):
    def broken_desk(self, settings, files):
        it = self.desk()
        with open(os.path.join(it.path, "postern.conf"), "a",
                  encoding="utf-8") as file:
            file.write(settings)
        for name, content, mode in files:
            path = os.path.join(it.path, name)
            if content is None:
                os.unlink(path)
                continue
            with open(path, "a", encoding="utf-8") as file:
                file.write(content)
            os.chmod(path, mode)
        it.drop(it.compose("eve@example.net", "Waits", "Still here?\n"))
        return it

    def check_verb(self, it, verb, words):
        """It refuses at once and leaves nothing running, locked or taken."""
        process = subprocess.Popen(
            [POSTERN, "-C", it.path, verb], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=ENVIRONMENT, start_new_session=True)
        said, _ = process.communicate(timeout=20)
        said = said.decode()
        self.assertRegex(said, words)
        self.assertNotIn(process.returncode, (0, 1), said)
        self.assertEqual(processes_of(process.pid), {}, said)
        waiting = os.listdir(os.path.join(it.path, "spool", "in", "new"))
        self.assertEqual(len(waiting), 1)
        for lock in ("write.lock", "outbox.lock"):
            done = it.run(["flock", "--nonblock", os.path.join(
                it.path, "state", lock), "true"], status=None)
            self.assertEqual(done.returncode, 0, f"{verb} left {lock} locked")

    def test_is_told_by_check_and_refused_by_all_others(self):
        for title, settings, files, words in BROKEN:
            with self.subTest(title):
                it = self.broken_desk(settings, files)
                said = it.postern("check", "--offline", status=1)
                self.assertRegex(said, f"(?m)^error +[^:]+: {words}")
                for verb in ("fetch", "send", "run"):
                    self.check_verb(it, verb, words)

    def test_all_errors_are_told_at_once(self):
        it = self.broken_desk(
            "[limits]\n\tparts = many\n\tdepth = 3X\n[smtp]\n\tcolour = 1\n",
            [])
        said = it.postern("check", "--offline", status=1)
        for line in (4, 5, 7):
            self.assertIn(f"postern.conf:{line}:", said)
        self.assertIn("3 errors", said)

    def test_all_secrets_are_told_at_once(self):
        it = self.broken_desk(
            SERVER + "\tpassword-file = secrets/imap\n[smtp]\n"
            "\turl = smtp://localhost:1\n\tuser = x\n"
            "\tpassword-file = secrets/smtp\n",
            [("secrets/desk.key", "", 0o644)])
        for verb in ("check", "fetch"):
            done = it.postern(verb, status=None)
            said = (done.stdout + done.stderr).decode()
            for name in ("imap", "smtp", "desk.key"):
                self.assertIn(f"secrets/{name}: ", said)

    def test_an_unreachable_server_is_named(self):
        it = self.broken_desk(
            SERVER + "\tpassword-file = secrets/imap\n[smtp]\n"
            "\turl = smtp://localhost:1\n",
            [("secrets/imap", "secret\n", 0o600)])
        said = it.postern("check", status=1)
        self.assertRegex(said, r"error +mailbox \"help\": postern\.conf:3: "
                         r".*localhost.*Connection refused")
        self.assertRegex(said, r"error +smtp: postern\.conf:7: .*localhost")
        it.postern("fetch", status=75)

    def test_a_queue_without_agent_is_a_warning_and_no_more(self):
        it = self.desk(rules='[queue "sales"]\n\tline = 1\n'
                       "\tcalendar = office\n")
        said = it.postern("check", status=0)
        self.assertRegex(said, r"(?m)^warning rules: desk\.conf:\d+: .*sales.*"
                         "no agent")
        self.assertIn("0 errors", said)
        it.mail("eve@example.net", "Hello", "Is it on?\n")
        it.turn()
        self.assertEqual(it.tickets(), [1])

    def test_broken_rules_cannot_be_pushed_and_name_their_line(self):
        it = self.desk()
        with self.assertRaises(AssertionError) as refused:
            it.push_rules("[desk]\n\taddress = help@example.com\n"
                          "\tlanguage = klingon\n\tcolour = red\n")
        said = str(refused.exception)
        self.assertRegex(said, r"desk\.conf:3: .*klingon")
        self.assertRegex(said, r"desk\.conf:4: .*colour")

    def test_rules_are_checked_before_the_push(self):
        it = self.desk()
        path = os.path.join(it.root, "desk.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write("[desk]\n\taddress = nowhere\n")
        said = it.postern("check", "--rules", path, status=1)
        self.assertRegex(said, r"desk\.conf:2: .*nowhere")

    def test_rules_broken_past_the_hook_are_refused_with_their_line(self):
        it = self.desk()
        os.unlink(os.path.join(it.repository, "hooks", "pre-receive"))
        it.push_rules("[desk]\n\taddress = help@example.com\n\tcolour = red\n")
        words = r"desk\.conf:3: unknown key 'colour'"
        said = it.postern("check", "--offline", status=1)
        self.assertRegex(said, words)
        it.drop(it.compose("eve@example.net", "Waits", "Still here?\n"))
        for verb in ("fetch", "send", "run"):
            self.check_verb(it, verb, words)

    def test_a_right_desk_has_no_findings(self):
        it = self.desk([(ANNA, {"lead": "true"})], authserv=True)
        said = it.postern("check")
        self.assertIn("0 errors, 0 warnings", said)
        self.assertFalse(re.search("(?m)^(error|warning)", said), said)


class Init(Scenario):
    def test_a_desk_is_made_once(self):
        it = self.desk()
        before = it.head()
        it.postern("init", it.path, "--address", DESK, status=73)
        self.assertEqual(it.head(), before)

    def test_a_key_is_never_written_over(self):
        it = self.desk()
        key = os.path.join(it.path, "secrets", "desk.key")
        with open(key, "rb") as file:
            before = file.read()
        os.unlink(os.path.join(it.path, "postern.conf"))
        it.postern("init", it.path, "--address", DESK, status=73)
        with open(key, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_other_files_in_the_folder_stay(self):
        it = self.desk()
        path = os.path.join(it.root, "other")
        os.mkdir(path)
        with open(os.path.join(path, "notes"), "w", encoding="utf-8") as file:
            file.write("mine")
        it.postern("init", path, "--address", DESK)
        self.assertIn("notes", os.listdir(path))

    def test_what_is_wrong_leaves_nothing_behind(self):
        it = self.desk()
        for why, arguments in [
                ("no address", []),
                ("not an address", ["--address", "nonsense"]),
                ("a line break", ["--address", "a@b.example\nc"]),
                ("a bad agent", ["--address", DESK, "--agent", "anna"]),
                ("two folders", ["--address", DESK, "more"])]:
            path = os.path.join(it.root, "bad")
            with self.subTest(why):
                it.postern("init", path, *arguments, status=64)
                self.assertFalse(os.path.exists(path))

    def test_a_folder_that_cannot_be_made_is_named(self):
        it = self.desk()
        path = os.path.join(it.path, "postern.conf", "desk")
        done = it.postern("init", path, "--address", DESK, status=None)
        self.assertIn(path.encode()[:-5], done.stderr)
        self.assertNotEqual(done.returncode, 0)

    def test_all_is_for_its_owner_alone(self):
        it = self.desk()
        path = os.path.join(it.root, "private")
        it.run([POSTERN, "init", path, "--address", DESK, "--agent",
                "anna@example.com"])
        for name in ("postern.conf", "secrets", "secrets/desk.key", "state",
                     "spool/in/new"):
            mode = os.stat(os.path.join(path, name)).st_mode
            self.assertEqual(mode & 0o077, 0, name)


if __name__ == "__main__":
    unittest.main()
