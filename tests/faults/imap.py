"""An IMAP server of one mailbox, as small as a fetcher needs it, that can do
all that a bad one does.

It keeps INBOX and Archive in memory. A test tells it when to hang up (at any
byte it says), what to say instead, and how slowly.
"""
import re
import select
import socket
import threading
import time

CAPABILITIES = "IMAP4rev1 MOVE UIDPLUS IDLE"


class Cut(Exception):
    """The connection ends here."""


class Server:
    """cut_at: hangs up before it says its byte of that number, in the first
    session that gets so far. capabilities: what it says it can."""

    def __init__(self, mails=(), capabilities=CAPABILITIES):
        self.capabilities = capabilities
        self.inbox = {}
        self.archive = []
        self.flags = {}
        self.validity = 7
        self.next_uid = 11
        self.told = 11  # up to which it said that there is mail
        self.sessions = self.said = 0
        self.cut_at = None
        self.instead = {}  # command -> function(tag) -> bytes
        self.pause = 0  # seconds before each byte
        self.heard = []
        self.lock = threading.RLock()
        for raw in mails:
            self.put(raw)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def put(self, raw):
        with self.lock:
            self.inbox[self.next_uid] = raw
            self.flags[self.next_uid] = set()
            self.next_uid += 1

    def close(self):
        # Wakes the thread that waits in accept().
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    @property
    def settings(self):
        return (f'[mailbox "help"]\n\turl = imap://127.0.0.1:{self.port}/INBOX'
                "\n\tuser = help\n\tpassword-file = secrets/imap\n"
                "\ttls = none\n\tdone = Archive\n\tqueue = support\n")

    # --- a session

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
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with client, client.makefile("rb") as lines:
                self.talk(client, lines)
        except (Cut, OSError):
            pass

    def talk(self, client, lines):
        self.begin(client)
        while True:
            line = lines.readline()
            if not line.endswith(b"\r\n"):
                return
            tag, _, rest = line.decode().strip().partition(" ")
            word, _, more = rest.partition(" ")
            if word == "UID":
                second, _, more = more.partition(" ")
                word = "UID " + second
            word = word.upper()
            self.heard.append(rest)
            if word == "IDLE":
                self.idle(client, lines, tag)
                continue
            answer = self.instead.get(word)
            answer = answer(tag) if answer else None
            if answer is None:
                answer = self.answer(word, more, tag)
            self.say(client, answer)
            if word == "LOGOUT":
                return

    def begin(self, client):
        greeting = self.instead.get("greeting")
        self.say(client, greeting("") if greeting else
                 f"* OK [CAPABILITY {self.capabilities}] here\r\n".encode())

    def say(self, client, data):
        if self.cut_at is not None and self.said + len(data) > self.cut_at:
            first = data[:max(0, self.cut_at - self.said)]
            self.cut_at = None
            client.sendall(first)
            raise Cut
        self.said += len(data)
        for byte in data if self.pause else ():
            time.sleep(self.pause)
            client.sendall(bytes([byte]))
        if not self.pause:
            client.sendall(data)
        if data.startswith(b"* BYE"):
            raise Cut

    def idle(self, client, lines, tag):
        """Until DONE; tells of mail that comes."""
        self.say(client, b"+ idling\r\n")
        told = self.told
        while not select.select([client], [], [], 0.02)[0]:
            if self.next_uid != told:
                told = self.next_uid
                self.say(client, f"* {len(self.inbox)} EXISTS\r\n".encode())
        lines.readline()
        self.told = self.next_uid
        self.say(client, f"{tag} OK done\r\n".encode())

    # --- the commands

    def answer(self, word, more, tag):
        handler = getattr(self, "do_" + word.lower().replace(" ", "_"), None)
        with self.lock:
            said = handler(more) if handler else b""
        return said + f"{tag} OK {word} done\r\n".encode()

    def do_capability(self, _):
        return f"* CAPABILITY {self.capabilities}\r\n".encode()

    def do_select(self, _):
        self.told = self.next_uid
        return (f"* FLAGS (\\Seen \\Deleted)\r\n* {len(self.inbox)} EXISTS\r\n"
                f"* OK [UIDVALIDITY {self.validity}] x\r\n"
                f"* OK [UIDNEXT {self.next_uid}] x\r\n").encode()

    def uids(self, words):
        """The numbers of a set, of those that are there."""
        found = []
        for part in words.split(","):
            first, _, last = part.partition(":")
            low = int(first)
            high = 1 << 32 if last == "*" else int(last or first)
            found += [uid for uid in self.inbox if low <= uid <= high]
        return found

    def facts(self, uid):
        number = list(self.inbox).index(uid) + 1
        flags = " ".join(sorted(self.flags[uid]))
        return (f"* {number} FETCH (UID {uid} FLAGS ({flags}) RFC822.SIZE "
                f"{len(self.inbox[uid])} INTERNALDATE "
                '"17-Jul-2026 02:44:25 +0000")\r\n').encode()

    def do_fetch(self, more):
        numbers = more.split(" ")[0]
        order = list(self.inbox)
        first, _, last = numbers.partition(":")
        return b"".join(self.facts(uid) for uid in
                        order[int(first) - 1:int(last or first)])

    def do_uid_fetch(self, more):
        numbers, _, wanted = more.partition(" ")
        if "BODY" not in wanted:
            return b"".join(map(self.facts, self.uids(numbers)))
        said = b""
        for uid in self.uids(numbers):
            raw = self.inbox[uid]
            number = list(self.inbox).index(uid) + 1
            said += (f"* {number} FETCH (UID {uid} BODY[] "
                     f"{{{len(raw)}}}\r\n").encode() + raw + b")\r\n"
        return said

    def expunge(self, uids):
        said = b""
        for uid in uids:
            number = list(self.inbox).index(uid) + 1
            del self.inbox[uid]
            said += f"* {number} EXPUNGE\r\n".encode()
        return said

    def do_uid_move(self, more):
        uids = self.uids(more.split(" ")[0])
        self.archive += [self.inbox[uid] for uid in uids]
        return self.expunge(uids)

    def do_uid_copy(self, more):
        self.archive += [self.inbox[uid] for uid in
                         self.uids(more.split(" ")[0])]
        return b""

    def do_uid_store(self, more):
        for uid in self.uids(more.split(" ")[0]):
            self.flags[uid].update(re.findall(r"\\\w+", more))
        return b""

    def do_uid_expunge(self, more):
        return self.expunge([uid for uid in self.uids(more.split(" ")[0])
                             if "\\Deleted" in self.flags[uid]])

    def do_expunge(self, _):
        return self.expunge([uid for uid in self.inbox
                             if "\\Deleted" in self.flags[uid]])

    def do_uid_search(self, _):
        gone = [str(uid) for uid in self.inbox
                if "\\Deleted" in self.flags[uid]]
        return f"* SEARCH {' '.join(gone)}".rstrip().encode() + b"\r\n"
