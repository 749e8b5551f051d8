"""At its work each role tries what its row of the table forbids, and fails."""
import os
import re
import unittest

from desk import ALICE, ANNA, Scenario

DENIED = "Permission denied"
STORE = ["desk.git/HEAD", "desk.git/config", "secrets/desk.key",
         "secrets/other", "state/index.sqlite", "postern.conf",
         "desk.git/hooks/new"]


class Roles(Scenario):
    def tried(self, *verb, stdin=b""):
        """{(role, what): how it ended}, one answer for each."""
        done = self.it.postern(*verb, stdin=stdin, status=None,
                               POSTERN_TRY=self.it.path)
        said = set(re.findall(r"(?m)^(fetcher|mailer|desk): (.+): (.+)$",
                              done.stderr.decode()))
        found = {(role, what): how for role, what, how in said}
        self.assertEqual(len(found), len(said))
        return found

    def setUp(self):
        self.it = self.desk((ANNA,))
        other = os.path.join(self.it.path, "secrets", "other")
        with open(other, "w", encoding="ascii") as file:
            file.write("x\n")
        self.has_landlock = "no Landlock" not in self.it.postern(
            "check", "--offline", status=None).stdout.decode()

    def assert_desk_is_fenced_in(self, tried):
        for what in ("internet", "internet 6", "packets", "netlink"):
            self.assertEqual(tried.get(("desk", what)), DENIED, what)
        self.assertEqual(tried[("desk", "this machine")], "done")

    def assert_sees_no_store(self, tried, role):
        if not self.has_landlock:
            return
        for what in STORE:
            self.assertEqual(tried.get((role, what)), DENIED, what)

    def test_fetcher_mailer_and_desk(self):
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        tried = self.tried("fetch")
        self.assert_sees_no_store(tried, "fetcher")
        self.assert_desk_is_fenced_in(tried)
        tried = self.tried("send")
        self.assert_sees_no_store(tried, "mailer")
        self.assert_desk_is_fenced_in(tried)
        self.assertEqual(len(self.it.got(ALICE)), 1)

    def test_the_desk_of_every_verb(self):
        raw = self.it.compose(ALICE, "Printer", "It is broken.\n")
        path = os.path.join(self.it.root, "one.eml")
        with open(path, "wb") as file:
            file.write(self.it.compose(ALICE, "Mouse", "It is dead.\n"))
        for verb, stdin in ((("deliver",), raw), (("import", path), b""),
                            (("import", "--live", path), b""),
                            (("do", "1", "#take"), b""), (("tick",), b"")):
            with self.subTest(verb=verb):
                self.assert_desk_is_fenced_in(self.tried(*verb, stdin=stdin))

    def test_check_says_what_this_machine_grants(self):
        said = self.it.postern("check", "--offline", status=None)
        self.assertRegex(said.stdout.decode(), r"sandbox: .*seccomp.*Landlock")


if __name__ == "__main__":
    unittest.main()
