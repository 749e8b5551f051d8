"""An SMTP server that takes mail, or does what a test tells it instead."""
import socket
import threading


class Cut(Exception):
    """The connection ends here."""


class Server:
    """replies: (verb, recipient or None) -> reply, or None to hang up. The
    verb "." is the end of the text. What was accepted is in .got as
    (recipient, text), also where the answer was lost."""

    def __init__(self):
        self.replies = {}
        self.got = []
        self.sessions = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def close(self):
        """Nobody listens any more; may be said twice."""
        if self.listener.fileno() >= 0:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()

    @property
    def settings(self):
        return (f"[smtp]\n\turl = smtp://127.0.0.1:{self.port}\n"
                "\ttls = none\n")

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.sessions += 1
            threading.Thread(target=self.session, args=(client,),
                             daemon=True).start()

    def session(self, client):
        try:
            with client, client.makefile("rb") as lines:
                self.talk(client, lines)
        except (Cut, OSError):
            pass

    def say(self, client, verb, recipient, usual):
        reply = usual
        for key in ((verb, recipient), (verb, None)):
            if key in self.replies:
                reply = self.replies[key]
                break
        if reply is None:
            raise Cut
        client.sendall(reply.encode() + b"\r\n")
        return reply[0] in "23"

    def talk(self, client, lines):
        recipient = None
        self.say(client, "greeting", None, "220 here")
        while True:
            line = lines.readline().decode()
            if not line.endswith("\r\n"):
                return
            verb = line.split()[0].upper()
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            usual = "354 go on" if verb == "DATA" else "250 ok"
            fine = self.say(client, verb, recipient, usual)
            if verb == "DATA" and fine:
                self.take(client, lines, recipient)
            if verb == "QUIT":
                return

    def take(self, client, lines, recipient):
        text = b""
        while True:
            line = lines.readline()
            if line == b".\r\n":
                break
            if not line:
                raise Cut
            text += line[1:] if line.startswith(b".") else line
        reply = self.replies.get((".", recipient),
                                 self.replies.get((".", None), "250 queued"))
        if reply is None or reply.startswith("2"):
            self.got.append((recipient, text))
        self.say(client, ".", recipient, "250 queued")
