"""A server that shows a certificate for another host, or of a CA that nobody
knows, gets no password: check, fetch and send say why."""
import os
import unittest

from post import CA, Served, mailbox_settings, main, port, smtp_settings

OTHER_CA = os.environ["SERVERS_OTHER_CA"]


class Refused(Served):
    def check_refused(self, settings, words):
        it = self.served_desk(settings)
        it.postern("deliver", stdin=it.compose("eve@example.net", "Hi", "x\n"))
        said = it.postern("check", status=1)
        for what in ('mailbox "help"', "smtp"):
            self.assertRegex(said, rf"(?m)^error +{what}: postern\.conf:\d+: "
                             rf".*localhost.*{words}")
        self.assertIn("expected a certificate for the host in url", said)
        fetched = it.postern("fetch", status=None)
        self.assertNotEqual(fetched.returncode, 0)
        self.assertRegex(fetched.stderr.decode(), words)
        sent = it.postern("send", status=None)
        self.assertNotEqual(sent.returncode, 0)
        self.assertRegex(sent.stderr.decode(), words)
        self.assertNotIn(" sent ", it.file(1, "delivery").decode())

    def test_another_host(self):
        self.check_refused(mailbox_settings() + smtp_settings(),
                           "does not match")

    def test_another_host_by_starttls(self):
        settings = (mailbox_settings() + smtp_settings()).replace(
            f"imaps://localhost:{port('IMAPS')}",
            f"imap://localhost:{port('IMAP')}").replace(
            f"smtp://localhost:{port('SMTP')}",
            f"smtps://localhost:{port('SMTPS')}")
        self.check_refused(settings, "does not match")

    def test_an_unknown_ca(self):
        self.check_refused((mailbox_settings() + smtp_settings()).replace(
            CA, OTHER_CA), "(issuer is unknown|certificate verification failed)")


if __name__ == "__main__":
    main()
