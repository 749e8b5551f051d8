From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+1.3p.MAC@example.com>
Subject: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 1 · ny · ikke tildelt

Alise Berg skriver:

| Hei!
|
| Skriveren i tredje etasje stopper midt i hver utskrift.
|
| Hilsen
| Alise

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+1.6i.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #ask

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 1 · venter på brukeren · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+1.8p.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 1 · under arbeid · ikke tildelt

Alise Berg skriver:

| Det står «feil 49».

Kommandoer: #vent brukeren · #løs · #eskaler ÅRSAK · #notat

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+1.12i.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.12.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #escalate Feil 49 kommer fra styrekortet, det kan ikke vi bytte

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · under arbeid · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+2.3p.MAC@example.com>
Subject: Ny bærbar PC [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-2  Ny bærbar PC
Karl Vik · P3 normal · support, linje 1 · ny · ikke tildelt

Karl Vik skriver:

| Hei! Jeg trenger en ny bærbar PC.

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+2.6i.MAC@example.com>
Subject: Re: Ny bærbar PC [T-2]
Message-ID: <t2.6.MAC@example.com>
In-Reply-To: <mail-7@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-7@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take
ok: #type request
ok: #request-approval innkjøp 14500 NOK PC-en hans er seks år gammel

T-2  Ny bærbar PC
Karl Vik · P3 normal · support, linje 1 · venter på godkjenning · Kari Nordmann

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+2.9p.MAC@example.com>
Subject: Re: Ny bærbar PC [T-2]
Message-ID: <t2.9.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-2  Ny bærbar PC
Karl Vik · P3 normal · support, linje 1 · avbrutt · Kari Nordmann

Avslått av Eva Moen: innkjøp, 14500 NOK
Med ordene: Vi venter til neste budsjettår.

Kommandoer: #gjenåpne · #notat

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+3.3p.MAC@example.com>
Subject: Headsett [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · ny · ikke tildelt

Karl Vik skriver:

| Hei, headsettet mitt er ødelagt. Kan jeg få et nytt?

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+3.5i.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.5.MAC@example.com>
In-Reply-To: <mail-12@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-12@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · under arbeid · Kari Nordmann

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+3.8i.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.8.MAC@example.com>
In-Reply-To: <mail-13@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-13@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #handover bo@example.com

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · under arbeid · Bo Lie

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: kari@example.com
Reply-To: Brukerstøtte <help+0.2i.MAC@example.com>
Subject: Re: kommandoene dine
Message-ID: <t0.2.MAC@example.com>
In-Reply-To: <mail-14@client.example>
References: <mail-14@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #away until torsdag to bo@example.com – TIME, Bo Lie
