"""A week with a moved clock: what time alone brings, each once, and what an
auditor reads of it."""
import os
import shutil
import subprocess
import threading
import time
import unittest

from desk import ANNA, DAY, NILS, Scenario, last_monday

BOB = "Bob <bob@cust.example>"
EVE = "Eve <eve@cust.example>"
OLLE = "Olle Ek <olle@example.com>"
CHEF = "Chef <chef@example.com>"
RULES = """
[promise "P2"]
	resolve = 2h
[promise "P3"]
	first-reply = 8h
	resolve = 4d
	calendar = office
"""


class Week(Scenario):
    def setUp(self):
        self.monday = last_monday()
        self.it = self.desk(
            agents=(ANNA, (OLLE, {"language": "sv"}),
                    (NILS, {"line": 2, "lead": "true"})),
            authserv=True)
        self.rules(RULES)

    def rules(self, text, desk="quiet = 20:00-07:00"):
        base = self.it.rules(
            (ANNA, (OLLE, {"language": "sv"}),
             (NILS, {"line": 2, "lead": "true"})), "en", "T", "Helpdesk")
        base = base.replace(
            "[queue", f"\tmanager = chef@example.com\n\t{desk}\n[queue", 1)
        self.it.push_rules(base + text + f"\n# {time.time()}\n")

    def at(self, day, clock):
        """A moment of that week; office hours are in UTC."""
        hour, minute = clock.split(":")
        return self.monday + day * DAY + int(hour) * 3600 + int(minute) * 60

    def mail_at(self, day, clock, *mail, **more):
        self.it.began = self.at(day, clock) - self.it.dropped - 1
        self.it.mail(*mail, **more)
        self.it.turn()

    def answer_at(self, day, clock, *mail):
        self.it.began = self.at(day, clock) - self.it.dropped - 1
        self.it.answer(*mail)
        self.it.turn()

    def tick(self, day, clock):
        """What happened, a line a commit: subject and promises."""
        before = self.it.head()
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ",
                             time.gmtime(self.at(day, clock)))
        self.it.postern("tick", "--now", when)
        self.it.postern("send")
        return self.since(before)

    def since(self, commit):
        said = self.it.git(
            "log", "--reverse", "--format=%s|%(trailers:key=Promise,"
            "valueonly,separator=%x2C)", f"{commit}..main")
        return [line for line in said.splitlines()
                if not line.startswith("deliver:")]

    def told(self, person):
        return [mail.text for mail in self.it.fresh(person)]


class TheWeek(Week):
    def test_a_promise_is_broken_step_by_step(self):
        self.mail_at(0, "08:00", BOB, "Printer", "It is broken.\n")
        for person in (ANNA, OLLE, NILS, BOB):
            self.told(person)
        self.assertEqual(self.tick(0, "11:59"), [])
        steps = self.tick(0, "12:00")
        self.assertEqual(len(steps), 1)
        self.assertRegex(steps[0], r"^T-1: promise: first-reply at 50%\|"
                         r"first-reply 50% due \S+T16:00:0\dZ$")
        self.assertEqual(self.tick(0, "12:00"), [])
        said = self.told(ANNA)
        self.assertEqual(len(said), 1)
        self.assertIn("- first reply: 50 % of the time used, due", said[0])
        self.assertIn("reply stays internal", said[0])
        self.assertIn("- första svar: 50 % av tiden har gått",
                      self.told(OLLE)[0])
        self.assertEqual(self.told(NILS), [])
        self.assertEqual(len(self.tick(0, "14:00")), 1)
        self.assertRegex(self.tick(0, "16:00")[0],
                         r"promise broken: first-reply\|first-reply missed")
        self.assertEqual(len(self.told(NILS)), 1)
        self.assertEqual(self.told(CHEF), [])
        self.assertEqual(self.tick(1, "10:59"), [])
        self.assertEqual(len(self.tick(1, "11:00")), 1)
        self.assertIn("150 %", self.told(CHEF)[0])
        # The manager is no agent: an answer stays inside, and is held.
        self.assertEqual(self.it.last(CHEF).kind, "i")
        self.told(BOB)
        self.answer_at(1, "11:05", self.it.last(CHEF), CHEF,
                       "#close\n\nWhat is going on?\n")
        self.assertEqual(self.told(BOB), [])
        self.assertEqual(self.it.status(1), "new")
        self.assertIn("not proven", self.it.ticket(1)["Held"][0])
        # What an auditor asks: which promises were broken?
        said = self.it.git("log", "--format=%s",
                           "--grep=^Promise: .* missed", "main")
        self.assertEqual(said, "T-1: promise broken: first-reply\n")
        self.assertIn("Missed: first-reply ",
                      self.it.file(1, "ticket").decode())
        self.check_fsck(self.it)

    def test_a_standstill_ends_with_one_mail_a_person(self):
        for name in ("One", "Two", "Three"):
            self.mail_at(0, "08:00", BOB, name, "It is broken.\n")
        for person in (ANNA, NILS):
            self.told(person)
        commits = self.tick(1, "09:00")
        self.assertEqual(len([line for line in commits
                              if "first-reply missed" in line]), 3)
        said = self.told(ANNA)
        self.assertEqual(len(said), 1)
        for ref in ("T-1", "T-2", "T-3"):
            self.assertIn(ref, said[0])
        self.assertEqual(len(self.told(NILS)), 1)
        self.assertEqual(self.tick(1, "09:00"), [])

    def test_a_silent_requester(self):
        self.mail_at(0, "09:00", BOB, "Printer", "It is broken.\n")
        self.answer_at(0, "10:00", self.it.last(ANNA), ANNA,
                       "#ask\n\nWhich printer is it?\n")
        self.told(BOB)
        self.assertEqual(self.tick(2, "09:59"), [])
        self.assertEqual(self.tick(2, "10:01"),
                         ["T-1: requester reminded on working day 2|"])
        said = self.told(BOB)
        self.assertEqual(len(said), 1)
        self.assertIn("| Which printer is it?", said[0])
        self.assertIn(time.strftime("%Y-%m-%d", time.gmtime(
            self.at(14, "10:01"))), said[0])
        self.assertEqual(len(self.tick(7, "10:01")), 1)
        self.assertEqual(self.tick(14, "10:01"),
                         ["T-1: resolved: the requester does not answer|"])
        self.assertEqual(self.it.status(1), "resolved")
        self.assertEqual(self.tick(21, "10:01"),
                         ["T-1: closed: nobody said no|"])
        self.assertEqual(self.it.status(1), "closed")
        self.assertEqual(self.it.ticket(1).get("Next-Due"), None)
        self.assertIn("Reason", dict(self.it.trailers("main~1")) |
                      dict(self.it.trailers("main")))

    def test_an_answered_reminder_threads_and_goes_on(self):
        self.mail_at(0, "09:00", BOB, "Printer", "It is broken.\n")
        self.answer_at(0, "10:00", self.it.last(ANNA), ANNA,
                       "#ask\n\nWhich printer is it?\n")
        self.tick(2, "10:01")
        reminder = self.it.last(BOB)
        self.assertEqual(reminder.kind, "r")
        self.assertIn("mail-1@client.example", reminder["References"])
        self.answer_at(2, "11:00", reminder, BOB, "The red one.\n")
        self.assertEqual(self.it.status(1), "progress")
        self.assertEqual(self.tick(2, "11:30"), [])

    def test_quiet_hours_wait_but_for_what_is_urgent(self):
        self.mail_at(0, "16:00", BOB, "Printer", "It is broken.\n")
        self.mail_at(0, "16:00", EVE, "Server", "It is broken.\n")
        self.answer_at(0, "19:00", [mail for mail in self.it.got(ANNA)
                                    if "Server" in mail["Subject"]][0],
                       ANNA, "#p2\n")
        self.assertEqual(len(self.tick(0, "21:00")), 1)
        self.assertEqual(self.tick(0, "23:00"), [])

    def test_two_ticks_at_once_do_each_thing_once(self):
        for number in range(6):
            self.mail_at(0, "08:00", BOB, f"Mail {number}", "x\n")
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ",
                             time.gmtime(self.at(0, "12:01")))
        before = self.it.head()
        threads = [threading.Thread(target=self.it.postern,
                                    args=("tick", "--now", when))
                   for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(self.since(before)), 6)
        self.check_fsck(self.it)

    def test_pushed_rules_move_what_is_due(self):
        for number in range(3):
            self.mail_at(0, "08:00", BOB, f"Mail {number}", "x\n")
        self.tick(0, "08:30")
        self.rules(RULES.replace("first-reply = 8h", "first-reply = 2h"))
        self.assertEqual(self.tick(0, "08:40")[-1],
                         "rules: due times of 3 tickets|")
        self.assertRegex(self.it.ticket(2)["First-Reply-Due"][0],
                         "T10:00:0")
        self.assertEqual(len(self.tick(0, "09:01")), 3)
        # What says nothing of time counts nothing anew.
        self.rules(RULES.replace("first-reply = 8h", "first-reply = 2h"),
                   desk="log-text = false\n\tquiet = 20:00-07:00")
        said = self.tick(0, "09:02")
        self.assertFalse([line for line in said if "due times" in line])

    def test_a_lost_state_counts_anew_and_changes_nothing(self):
        self.mail_at(0, "08:00", BOB, "Printer", "It is broken.\n")
        self.assertEqual(len(self.tick(0, "12:01")), 1)
        state = os.path.join(self.it.path, "state")
        shutil.rmtree(state)
        os.mkdir(state)
        self.assertEqual(self.tick(0, "12:02"), [])
        self.assertEqual(len(self.tick(0, "14:01")), 1)


HOLIDAYS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//holidays//EN
BEGIN:VEVENT
UID:1@example.com
DTSTART;VALUE=DATE:2020{day}
DTEND;VALUE=DATE:2020{next}
RRULE:FREQ=YEARLY
SUMMARY:A day off
END:VEVENT
BEGIN:VEVENT
UID:2@example.com
DTSTART:20200101T120000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
"""


class HolidaysOfAFile(Week):
    """They come by a push, with the rules or without them."""

    def push_files(self, files, status=0):
        where = self.it.clone()
        for name, text in files.items():
            path = os.path.join(where, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if text is None:
                os.unlink(path)
            else:
                with open(path, "w") as file:
                    file.write(text)
        self.it.run(["git", "-C", where, "add", "-A"])
        self.it.run(["git", "-C", where, "commit", "-qm", "Holidays"])
        done = self.it.run(["git", "-C", where, "push", "-q"], status=None)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stderr.decode()

    def rules_with(self, holiday):
        return self.it.blob("desk.conf").decode().replace(
            "\thours =", f"\tholiday = {holiday}\n\thours =")

    def day_off(self, day):
        """A file by which that day of the week is off, each year."""
        first, after = (time.strftime("%m%d", time.gmtime(
            self.monday + number * DAY)) for number in (day, day + 1))
        return HOLIDAYS.format(day=first, next=after).replace("\n", "\r\n")

    def due(self, number):
        return self.it.ticket(number)["First-Reply-Due"][0]

    def test_a_day_off_counts_for_nothing(self):
        self.push_files({"calendars/se.ics": self.day_off(1),
                         "desk.conf": self.rules_with("calendars/se.ics")})
        self.mail_at(0, "15:00", BOB, "Printer", "It is broken.\n")
        # Two hours on Monday, six on Wednesday.
        self.assertTrue(self.due(1).startswith(time.strftime(
            "%Y-%m-%dT14:00:0", time.gmtime(self.at(2, "14:00")))))
        # Another day off, and no other change: counted anew.
        self.push_files({"calendars/se.ics": self.day_off(2)})
        self.tick(0, "15:05")
        self.assertTrue(self.due(1).startswith(time.strftime(
            "%Y-%m-%dT14:00:0", time.gmtime(self.at(1, "14:00")))))
        self.assertIn("0 errors", self.it.postern(
            "check", "--offline", status=None).stdout.decode())

    def test_what_cannot_be_read_is_refused(self):
        said = self.push_files(
            {"desk.conf": self.rules_with("calendars/se.ics")}, 1)
        self.assertIn("calendars/se.ics", said)
        for text in ("", "no calendar at all\n", "BEGIN:VCALENDAR\n" * 50000,
                     HOLIDAYS.format(day="0101", next="0102").replace(
                         "YEARLY", "SECONDLY")):
            said = self.push_files(
                {"calendars/se.ics": text,
                 "desk.conf": self.rules_with("calendars/se.ics")}, 1)
            self.assertIn("calendars/se.ics", said)
        self.push_files({"calendars/se.ics": self.day_off(1),
                         "desk.conf": self.rules_with("calendars/se.ics")})
        said = self.push_files({"calendars/se.ics": None}, 1)
        self.assertIn("calendars/se.ics", said)
        said = self.push_files({"other/se.ics": self.day_off(1)}, 1)
        self.assertIn("calendars/<name>.ics", said)


class TheClockOfADaemon(Week):
    def test_run_keeps_the_time_by_itself(self):
        self.mail_at(0, "08:00", BOB, "Printer", "It is broken.\n")
        self.rules(RULES, desk="log-text = true")
        daemon = subprocess.Popen(
            [os.environ["POSTERN"], "-C", self.it.path, "run"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(600):
                if "promise" in self.it.events(1):
                    break
                time.sleep(0.05)
        finally:
            daemon.terminate()
            daemon.wait(30)
        self.assertEqual(self.it.events(1).count("promise"), 1)
        self.assertIn("Missed: first-reply ",
                      self.it.file(1, "ticket").decode())


if __name__ == "__main__":
    unittest.main()
