From: Brukerstøtte <help@example.com>
To: anna@example.com
Reply-To: Brukerstøtte <help+1.3p.MAC@example.com>
Subject: Får ikke logget inn [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · ny · ikke tildelt

Kari Nordmann skriver:

| Hei!
|
| Jeg får ikke logget inn på VPN hjemmefra.
|
| Mvh
| Kari

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: anna@example.com
Reply-To: Brukerstøtte <help+2.3p.MAC@example.com>
Subject: VPN virker ikke [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-2  VPN virker ikke
Kari Nordmann · P3 normal · support, linje 1 · ny · ikke tildelt

Kari Nordmann skriver:

| Hei, VPN virker fortsatt ikke. Feilkoden er 809.

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: anna@example.com
Reply-To: Brukerstøtte <help+2.5i.MAC@example.com>
Subject: Re: VPN virker ikke [T-2]
Message-ID: <t2.5.MAC@example.com>
In-Reply-To: <mail-3@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-3@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

gikk ikke: #slåsammen 1 – en slik kommando finnes ikke
gikk ikke: #take – venter, fordi en annen linje ikke gikk

Ingenting av dette er utført. Send det på nytt, rettet.

T-2  VPN virker ikke
Kari Nordmann · P3 normal · support, linje 1 · ny · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: anna@example.com
Reply-To: Brukerstøtte <help+2.8i.MAC@example.com>
Subject: Re: VPN virker ikke [T-2]
Message-ID: <t2.8.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-3@client.example> <t2.5.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #merge 1

T-2  VPN virker ikke
Kari Nordmann · P3 normal · support, linje 1 · avbrutt · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: anna@example.com
Reply-To: Brukerstøtte <help+1.10p.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.10.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · under arbeid · ikke tildelt

Kari Nordmann skriver:

| Ja, flere ganger.

Kommandoer: #vent brukeren · #løs · #eskaler ÅRSAK · #notat
