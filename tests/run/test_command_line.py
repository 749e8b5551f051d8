"""The command line: every verb's help, wrong calls, what it prints and how it
ends."""
import fcntl
import json
import os
import sqlite3
import unittest

from desk import ALICE, ANNA, POSTERN, Scenario

VERBS = ("init", "run", "fetch", "send", "tick", "deliver", "import", "list",
         "show", "log", "do", "check", "reindex")

REQUEST = (b"From: Alice <alice@customer.example>\nTo: help@example.com\n"
           b"Subject: Printer\nMessage-ID: <one@client.example>\n\n"
           b"It is broken.\n")


class Calls(Scenario):
    def setUp(self):
        self.it = self.desk()

    def test_help_of_all_and_of_each(self):
        said = self.it.run([POSTERN, "--help"])
        for verb in VERBS:
            self.assertRegex(said, rf"(?m)^  {verb} +\w")
            self.assertIn(f"postern {verb}",
                          self.it.run([POSTERN, verb, "--help"]))
        self.assertIn("postern ", self.it.run([POSTERN, "--version"]))

    def test_wrong_calls_say_so_and_end_with_64(self):
        for arguments in [
                [], ["frob"], ["-C"], ["list", "--frob"], ["list", "more"],
                ["show"], ["show", "one"], ["show", "0"], ["show", "-1"],
                ["show", "99999999999999999999"], ["log"], ["do"],
                ["do", "1"], ["do", "x", "#close"], ["init"],
                ["init", "folder"], ["tick", "--now", "yesterday"],
                ["deliver", "--queue", "none"], ["list", "--queue", "none"],
                ["show", "1", "--message", "x"], ["import"],
                ["run", "more"]]:
            with self.subTest(arguments):
                done = self.it.run([POSTERN, *arguments], status=None,
                                   stdin=REQUEST, POSTERN_DESK=self.it.path)
                self.assertEqual(done.returncode, 64, done.stderr)
                self.assertTrue(done.stderr)

    def test_where_no_desk_is_every_verb_says_how_to_make_one(self):
        for verb in ("run", "fetch", "send", "tick", "list", "reindex"):
            self.it.run([POSTERN, "-C", self.it.root, verb], status=66)
        for verb in (["show", "1"], ["log", "1"], ["do", "1", "#close"]):
            done = self.it.run([POSTERN, "-C", self.it.root, *verb],
                               status=None)
            self.assertEqual(done.returncode, 66)
            self.assertIn(b"postern init", done.stderr)

    def test_what_is_not_there_is_66(self):
        for arguments in [["show", "9"], ["log", "9"], ["do", "9", "#close"],
                          ["import", "/nowhere"]]:
            with self.subTest(arguments):
                self.it.postern(*arguments, status=66)

    def test_the_desk_is_named_by_option_environment_or_folder(self):
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.it.postern("fetch")
        for arguments, more in [(["-C", self.it.path], {}),
                                ([], {"POSTERN_DESK": self.it.path})]:
            said = self.it.run([POSTERN, *arguments, "list"], **more)
            self.assertIn("T-1", said)


class Reading(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()

    def setUp(self):
        self.it = self.desk()
        self.it.mail(ALICE, "Skrivaren \x1b[31m", "Den är trasig.\n")
        self.it.mail("bo@other.example", "Password", "I forgot it.\n")
        self.it.turn()
        self.it.answer(self.it.last(ANNA), ANNA, "#take\n#priority P2\n")
        self.it.turn()

    def test_list(self):
        said = self.it.postern("list")
        self.assertIn("T-1", said)
        self.assertIn("T-2", said)
        self.assertNotIn("\x1b", said)
        rows = json.loads(self.it.postern("list", "--json"))
        self.assertEqual({row["number"] for row in rows}, {1, 2})
        first = [row for row in rows if row["number"] == 1][0]
        self.assertEqual(first["ticket"], "T-1")
        self.assertEqual(first["status"], "new")
        self.assertRegex(first["updated"],
                         r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_list_chooses(self):
        for arguments, expected in [
                (["--unassigned"], {1}), (["--assignee", "anna@example.com"],
                                          {2}),
                (["--requester", "bo@other.example"], {2}),
                (["--queue", "support"], {1, 2}), (["--tag", "none"], set()),
                (["--overdue"], set()), (["--max", "1"], {2})]:
            rows = json.loads(self.it.postern("list", "--json", *arguments))
            self.assertEqual({row["number"] for row in rows}, expected,
                             arguments)

    def test_closed_ones_only_where_asked_for(self):
        self.it.postern("do", "1", "#close")
        self.assertNotIn("T-1", self.it.postern("list"))
        self.assertIn("T-1", self.it.postern("list", "--all"))

    def test_show(self):
        for name in ("1", "T-1"):
            said = self.it.postern("show", name)
            self.assertIn("Status: new", said)
            self.assertIn("Den är trasig.", said)
            self.assertNotIn("\x1b", said)
        value = json.loads(self.it.postern("show", "2", "--json"))
        self.assertEqual(value["number"], 2)
        self.assertEqual(value["fields"]["Priority"], ["P2"])
        self.assertIn("I forgot it.", value["messages"][0]["text"])

    def test_show_a_message_as_each_person_got_it(self):
        stored = self.it.postern("show", "1", "--message", "2")
        self.assertNotIn("\nReply-To: ", stored)
        self.assertNotIn("help+", stored)
        got = self.it.postern("show", "1", "--message", "2", "--to",
                              "alice@customer.example")
        self.assertEqual(got.encode(), self.it.got(ALICE)[0].raw)
        self.it.postern("show", "1", "--message", "2", "--to",
                        "eve@example.net", status=66)
        self.it.postern("show", "1", "--message", "77", status=66)

    def test_log(self):
        said = self.it.postern("log", "2")
        self.assertIn("Anna Berg", said)
        self.assertIn("Proof: token", said)
        entries = json.loads(self.it.postern("log", "2", "--json"))
        commits = [entry["commit"] for entry in entries]
        self.assertEqual(commits, self.it.commits(
            "main", "--", self.it.folder(2)), said)
        self.assertEqual(sum("Command: #priority P2" in entry["trailers"]
                             for entry in entries), 1)

    def test_answers_are_no_ticket_but_are_shown_by_git(self):
        self.it.mail(ANNA, "#list", "\n")
        self.it.turn()
        self.assertEqual(self.it.tickets(), [1, 2])

    def test_reindex_comes_to_the_same(self):
        self.it.postern("do", "1", "#close")
        self.it.turn()
        before = dump(self.it)
        for suffix in ("", "-wal", "-shm"):
            path = os.path.join(self.it.path, "state",
                                "index.sqlite" + suffix)
            if os.path.exists(path):
                os.unlink(path)
        self.it.postern("reindex")
        self.assertEqual(dump(self.it), before)
        self.it.postern("reindex")
        self.assertEqual(dump(self.it), before)


def dump(desk):
    """The index as text, whatever the order of its rows."""
    path = os.path.join(desk.path, "state", "index.sqlite")
    with sqlite3.connect(path) as base:
        return sorted(line for line in base.iterdump())


class Doing(Scenario):
    def setUp(self):
        self.it = self.desk()
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.it.turn()

    def test_do_is_the_operators_word(self):
        said = self.it.postern("do", "1", "#close")
        self.assertIn("ok", said)
        self.assertEqual(self.it.status(1), "closed")
        trailers = dict(self.it.trailers())
        self.assertEqual(trailers["Role"], "operator")
        self.assertRegex(trailers["Proof"], r"^local \(\w+\)$")
        self.it.turn()
        self.assertEqual(len(self.it.got(ALICE)), 2)

    def test_do_takes_several_with_and_without_sign(self):
        self.it.postern("do", "T-1", "priority P2", "#tag vpn")
        self.assertEqual(self.it.ticket(1)["Priority"], ["P2"])
        self.assertEqual(self.it.ticket(1)["Tag"], ["vpn"])

    def test_do_is_all_or_nothing(self):
        before = self.it.ticket(1)
        done = self.it.postern("do", "1", "#priority P2", "#clsoe",
                               status=None)
        self.assertEqual(done.returncode, 65)
        self.assertIn(b"#close?", done.stdout)
        self.assertEqual(self.it.ticket(1)["Priority"], before["Priority"])

    def test_do_never_runs_two_lines_of_one_argument(self):
        self.it.postern("do", "1", "#title a\n#close", status=64)
        self.assertNotEqual(self.it.status(1), "closed")

    def test_tick_changes_nothing_where_nothing_is_due(self):
        before = self.it.head()
        self.it.postern("tick")
        self.it.postern("tick", "--now", "2027-01-01T00:00:00Z")
        self.assertEqual(self.it.head(), before)

    def test_tick_outlives_the_lock_of_a_git_that_was_killed(self):
        folder = os.path.join(self.it.repository, "objects", "info",
                              "commit-graphs")
        lock = os.path.join(folder, "commit-graph-chain.lock")
        os.makedirs(folder, exist_ok=True)
        for age, stays in ((0, True), (3600, False)):
            with open(lock, "wb"):
                pass
            when = os.stat(lock).st_mtime - age
            os.utime(lock, (when, when))
            self.it.postern("tick")
            self.assertEqual(os.path.exists(lock), stays)

    def test_tick_adopts_what_was_pushed(self):
        text = self.it.git("show", "main:desk.conf")
        self.it.push_rules(text + "# more\n")
        self.it.postern("tick")
        self.assertEqual(dict(self.it.trailers())["Event"], "rule")


class Delivering(Scenario):
    def setUp(self):
        self.it = self.desk(rules='[queue "sales"]\n\tline = 1\n'
                            "\tcalendar = office\n")

    def test_a_mail_from_a_pipe(self):
        self.it.postern("deliver", stdin=REQUEST)
        self.assertEqual(self.it.file(1, "0001-in.eml"), REQUEST)
        self.it.postern("deliver", stdin=REQUEST)
        self.assertEqual(self.it.tickets(), [1])

    def test_its_queue_may_be_named(self):
        self.it.postern("deliver", "--queue", "sales", stdin=REQUEST)
        self.assertEqual(self.it.ticket(1)["Queue"], ["sales"])

    def test_nothing_is_no_mail(self):
        self.it.postern("deliver", status=66)

    def test_any_bytes_are_kept(self):
        for raw in (b"\0\n\n\0", b"\n", b"From: \xff\xfe\n\n\xff",
                    b"x" * 100000, b"From " * 10000):
            self.it.postern("deliver", stdin=raw)
        self.check_fsck(self.it)

    def test_limits_of_the_settings_count(self):
        with open(os.path.join(self.it.path, "postern.conf"), "a",
                  encoding="utf-8") as file:
            file.write("[limits]\n\tmessage = 1K\n")
        self.it.postern("deliver", stdin=REQUEST + b"x" * 2000)
        self.assertEqual(self.it.tickets(), [])
        self.assertTrue(any(path.startswith("quarantine/")
                            for path in self.it.files()))

    def test_trouble_of_the_machine_is_75(self):
        for name in ("postern.conf", "desk.git", "secrets/desk.key"):
            with self.subTest(name):
                path = os.path.join(self.it.path, name)
                os.rename(path, path + "-away")
                self.it.postern("deliver", stdin=REQUEST, status=75)
                os.rename(path + "-away", path)

    def test_a_desk_that_stays_locked_is_75(self):
        path = os.path.join(self.it.path, "state", "write.lock")
        with open(path, "a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = self.it.head()
            done = self.it.postern("deliver", stdin=REQUEST, status=None)
            self.assertEqual(done.returncode, 75, done.stderr)
            self.assertIn(b"lock", done.stderr)
            self.assertEqual(self.it.head(), before)


if __name__ == "__main__":
    unittest.main()
