"""`postern run`: it works without being asked, ends when told to, begins again
where a part of it dies, and one bad mailbox or a full disk stops nothing else.
"""
import os
import signal
import socket
import subprocess
import threading
import time
import unittest

import desk as desk_module
from daemon import Daemon, until
from desk import ALICE, ANNA, Desk, Scenario


class Started(Scenario):
    """A desk with a daemon on it."""

    def run_desk(self, *arguments, **options):
        self.it = self.desk(*arguments, **options)
        return self.start()

    def start(self):
        daemon = Daemon(self.it.path)
        self.addCleanup(daemon.kill)
        return daemon

    def until_answered(self, daemon, person, count=1):
        until(lambda: len(self.it.got(person)) >= count,
              lambda: f"{count} mails for {person}; log:\n{daemon.log()}")


class Running(Started):
    def test_mail_is_taken_and_answered_at_once(self):
        daemon = self.run_desk()
        daemon.role("fetcher")
        began = time.monotonic()
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.until_answered(daemon, ALICE)
        self.assertLess(time.monotonic() - began, 20, "was it polled for?")
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(self.it.tickets(), [1])
        self.assertEqual([event for event in self.it.events()
                          if event == "deliver"], ["deliver"])

    def test_it_ends_when_told_to(self):
        for kind in (signal.SIGTERM, signal.SIGINT):
            daemon = self.run_desk()
            daemon.role("mailer")
            began = time.monotonic()
            daemon.process.send_signal(kind)
            self.assertEqual(daemon.process.wait(20), 0)
            until(daemon.is_gone, "the end of all roles")
            self.assertLess(time.monotonic() - began, 10)
            self.assertIn("event=stop", daemon.log())

    def test_it_ends_at_once_even_while_beginning(self):
        daemon = self.run_desk()
        daemon.until_logged("event=start")
        self.assertEqual(daemon.stop(), 0)

    def test_a_terminal_ends_the_whole_group_cleanly(self):
        daemon = self.run_desk()
        daemon.role("mailer")
        os.killpg(daemon.group, signal.SIGINT)
        self.assertEqual(daemon.process.wait(20), 0)
        until(daemon.is_gone, "the end of all roles")

    def test_a_role_that_dies_is_replaced(self):
        daemon = self.run_desk()
        for count, name in enumerate(("fetcher", "mailer", "nursery"), 1):
            os.kill(daemon.role(name), signal.SIGKILL)
            daemon.until_logged("event=team-ended", count)
            self.it.mail(ALICE, f"Printer {count}", f"Number {count}.\n")
            self.until_answered(daemon, ALICE, count)
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(self.it.tickets(), [1, 2, 3])
        waits = [line.split("again-in-sec=")[1].split()[0]
                 for line in daemon.log().splitlines()
                 if "again-in-sec=" in line]
        self.assertEqual(waits, ["1", "2", "4"])

    def test_a_maintainer_that_dies_is_replaced(self):
        daemon = self.run_desk()
        before = daemon.role("maintainer")
        os.kill(before, signal.SIGKILL)
        daemon.until_logged("event=team-ended")
        until(lambda: daemon.role("maintainer") != before, daemon.log)
        self.assertEqual(daemon.stop(), 0)

    def test_nothing_outlives_a_killed_supervisor(self):
        daemon = self.run_desk()
        daemon.role("mailer")
        daemon.process.kill()
        daemon.process.wait()
        until(daemon.is_gone, lambda: f"the end of {daemon.processes()}")

    def test_verbs_work_beside_it(self):
        daemon = self.run_desk()
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.until_answered(daemon, ALICE)
        self.it.postern("do", "1", "#priority P2")
        self.it.postern("deliver", stdin=self.it.compose(
            "bo@other.example", "Password", "I forgot it.\n"))
        self.until_answered(daemon, "bo@other.example")
        self.it.postern("send")
        text = self.it.git("show", "main:desk.conf")
        self.it.push_rules(text.replace("name = Helpdesk", "name = Hjälpen"))
        self.it.mail("eve@example.net", "Screen", "It is dark.\n")
        self.until_answered(daemon, "eve@example.net")
        self.assertIn("Hjälpen", self.it.last("eve@example.net")["From"])
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(self.it.tickets(), [1, 2, 3])

    def test_mailboxes_have_queues_of_their_own(self):
        settings = "".join(
            f'[mailbox "{name}"]\n\turl = maildir:spool/{name}\n'
            f"\tqueue = {queue}\n" for name, queue in
            [("in", "support"), ("invoices", "sales")])
        self.it = self.desk(rules='[queue "sales"]\n\tline = 1\n'
                            "\tcalendar = office\n", settings=settings)
        for folder in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.it.path, "spool", "invoices",
                                     folder))
        daemon = self.start()
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.until_answered(daemon, ALICE)
        with open(os.path.join(self.it.path, "spool", "invoices", "new", "1"),
                  "wb") as file:
            file.write(self.it.compose("bo@other.example", "Invoice", "1 €\n"))
        self.until_answered(daemon, "bo@other.example")
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual([self.it.ticket(number)["Queue"]
                          for number in (1, 2)], [["support"], ["sales"]])

    def test_a_log_line_is_one_event(self):
        daemon = self.run_desk()
        self.it.drop(b"From: Alice <alice@customer.example>\r\n"
                     b"To: help@example.com\r\n"
                     b"Message-ID: <x@y event=forged>\r\n"
                     b"Subject: =?utf-8?Q?x=0Aevent=3Dforged?=\r\n\r\nx\r\n")
        self.until_answered(daemon, ANNA)
        daemon.stop()
        for line in daemon.log().splitlines():
            self.assertRegex(line, "^event=[a-z-]+( |$)")
            self.assertNotIn("forged", line)


class Refusing:
    """An IMAP server that lets nobody in; or (mute) that says nothing."""

    def __init__(self, mute=False):
        self.mute = mute
        self.times = []
        self.held = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            self.times.append(time.monotonic())
            self.held.append(peer)
            if not self.mute:
                threading.Thread(target=self.talk, args=(peer,),
                                 daemon=True).start()

    def talk(self, peer):
        with peer, peer.makefile("rwb") as stream:
            stream.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
            stream.flush()
            for line in stream:
                tag, verb = line.split()[:2]
                if verb.upper() == b"CAPABILITY":
                    stream.write(b"* CAPABILITY IMAP4rev1\r\n" + tag +
                                 b" OK done\r\n")
                elif verb.upper() == b"LOGIN":
                    stream.write(tag + b" NO [AUTHENTICATIONFAILED] no\r\n")
                else:
                    stream.write(tag + b" OK done\r\n")
                stream.flush()

    def close(self):
        self.socket.close()
        for peer in self.held:
            peer.close()


class Trouble(Started):
    def desk_with(self, server):
        self.addCleanup(server.close)
        self.it = self.desk(settings=(
            '[mailbox "in"]\n\turl = maildir:spool/in\n'
            f'[mailbox "bad"]\n\turl = imap://127.0.0.1:{server.port}/INBOX\n'
            "\ttls = none\n\tuser = help@example.com\n"
            "\tpassword-file = secrets/imap\n"))
        path = os.path.join(self.it.path, "secrets", "imap")
        with open(path, "w", encoding="utf-8") as file:
            file.write("wrong-secret\n")
        os.chmod(path, 0o600)
        return self.start()

    def test_a_refused_login_is_tried_ever_more_seldom(self):
        server = Refusing()
        daemon = self.desk_with(server)
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.until_answered(daemon, ALICE)
        daemon.until_logged("event=mailbox-trouble mailbox=bad", 3)
        gaps = [after - before for before, after
                in zip(server.times, server.times[1:])]
        self.assertGreater(gaps[1], gaps[0] * 1.3, gaps)
        self.assertNotIn("wrong-secret", daemon.log())
        self.assertNotIn("team-ended", daemon.log())
        self.assertEqual(daemon.stop(), 0)

    def test_a_mute_server_holds_nothing_up(self):
        server = Refusing(mute=True)
        daemon = self.desk_with(server)
        until(lambda: server.times, "a connection")
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.until_answered(daemon, ALICE)
        self.assertEqual(daemon.stop(), 0)

    def test_one_pass_tells_of_the_refused_and_takes_the_rest(self):
        server = Refusing()
        daemon = self.desk_with(server)
        daemon.kill()
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.it.postern("fetch", status=77)
        self.assertEqual(self.it.tickets(), [1])


class FullDisk(Started):
    def small_disk(self):
        """A desk on a file system of its own; its mailboxes elsewhere."""
        outside = self.desk()
        disk = os.path.join(outside.root, "disk")
        os.mkdir(disk)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m",
                               "tmpfs", disk], capture_output=True,
                              check=False)
        if done.returncode != 0:
            self.skipTest("no file system may be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        desk_module.tempfile.tempdir = disk
        try:
            self.it = Desk(settings=(
                f'[mailbox "in"]\n\turl = maildir:{outside.path}/spool/in\n'
                f"[smtp]\n\turl = maildir:{outside.path}/spool/out\n"))
        finally:
            desk_module.tempfile.tempdir = None
        self.outside = outside
        return disk

    def fill(self, disk):
        path = os.path.join(disk, "filler")
        with open(path, "wb", buffering=0) as file:
            for size in (65536, 4096, 512):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    pass
        return path

    def test_it_stops_taking_mail_and_goes_on_by_itself(self):
        disk = self.small_disk()
        daemon = self.start()
        self.outside.mail(ALICE, "First", "Before.\n")
        until(lambda: len(self.outside.got(ANNA)) == 1, daemon.log)
        until(lambda: "deliver" in self.it.events(), daemon.log)
        filler = self.fill(disk)
        raw = self.outside.mail(ALICE, "Second", "Meanwhile.\n" * 500)
        # The log lies on the full disk, too; what counts is the mail.
        until(lambda: self.waiting_again(), "a mail that was tried for")
        self.assertEqual(self.it.tickets(), [1])
        os.unlink(filler)
        until(lambda: self.it.tickets() == [1, 2], daemon.log)
        until(lambda: len(self.outside.got(ANNA)) == 2, daemon.log)
        self.assertEqual(self.it.file(2, "0001-in.eml"), raw)
        self.assertEqual(daemon.stop(), 0)
        self.check_fsck(self.it)
        self.assertEqual(len(self.outside.got(ALICE)), 2)

    def waiting_again(self):
        names = os.listdir(os.path.join(self.outside.path, "spool", "in",
                                        "new"))
        return len(names) == 1


if __name__ == "__main__":
    unittest.main()
