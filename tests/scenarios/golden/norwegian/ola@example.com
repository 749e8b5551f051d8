From: Brukerstøtte <help@example.com>
To: ola@example.com
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
To: ola@example.com
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
To: ola@example.com
Reply-To: Brukerstøtte <help+1.5i.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.5.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

gikk ikke: #prioirtet P2 – en slik kommando finnes ikke – mente du #prioritet?
gikk ikke: #take – venter, fordi en annen linje ikke gikk

Ingenting av dette er utført, og teksten din er ikke sendt. Skriv #send
på første linje i svaret ditt for å sende teksten som den er, eller send
alt på nytt, rettet.

| Hei Kari!
|
| Har du startet maskinen på nytt?

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · ny · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.8i.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <mail-6@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-5@client.example> <t1.5.MAC@example.com> <mail-6@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #send

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · under arbeid · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
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

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.12.MAC@example.com>
In-Reply-To: <mail-8@client.example>
References: <t1.0.MAC@example.com> <t1.10.MAC@example.com> <mail-8@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Denne e-posten trenger ikke noe svar ===

Du spurte: #help

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · under arbeid · ikke tildelt

- #help (hjelp)
- #show [N] (vis)
- #list [mine|team|unassigned|overdue|all|tag:X|queue:X] (liste)
- #search WORDS (søk)
- #kb WORDS
- #history [N] (historikk)
- #report (rapport)
- #take (ta)
- #assign NAME|me (tildel)
- #team [QUEUE]
- #queue NAME (kø)
- #escalate [REASON] (eskaler)
- #return [REASON] (returner)
- #handover NAME TEXT (overlever)
- #away until DATE [to NAME]|off (borte)
- #wait user|vendor|approval|until DATE (vent)
- #resolve [SOLUTION] (løs)
- #close [force] (lukk)
- #cancel [REASON] (avbryt)
- #duplicate N (duplikat)
- #spam
- #accept [N] (godta)
- #priority P1|P2|P3|P4 (prioritet)
- #type incident|request|question|problem|change
- #tag WORD… (merk)
- #untag WORD… (avmerk)
- #title TEXT (tittel)
- #due DATE|none (frist)
- #note [TEXT] (notat)
- #reply [TEXT] (svar)
- #ask [QUESTION] (spør)
- #cc ADDRESS
- #uncc ADDRESS
- #requester [ADDRESS]
- #via phone|visit|chat
- #vendor [NAME|ADDRESS] [TEXT] (leverandør)
- #template NAME (mal)
- #solution "TITLE" [public]|kb/NAME (løsning)
- #send [N]
- #link N (lenk)
- #parent N (overordnet)
- #child N (underordnet)
- #merge N (flett)
- #split [N]
- #incident N (driftsfeil)
- #follow (følg)
- #stop (stopp)
- #undo (angre)
- #on N
- #end

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.14.MAC@example.com>
In-Reply-To: <mail-9@client.example>
References: <t1.0.MAC@example.com> <t1.10.MAC@example.com> <mail-8@client.example> <t1.12.MAC@example.com> <mail-9@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Denne e-posten trenger ikke noe svar ===

Du spurte: #list

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · under arbeid · ikke tildelt

T-1 · P3 normal · under arbeid · ikke tildelt · 2 h
    Får ikke logget inn

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.17i.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <mail-10@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-10@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take
ok: #resolve

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · løst · Ola Hansen

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.19i.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.19.MAC@example.com>
In-Reply-To: <mail-11@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-10@client.example> <t1.17.MAC@example.com> <mail-11@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

gikk ikke: #resolve – går ikke så lenge saken er: løst

Ingenting av dette er utført, og teksten din er ikke sendt. Skriv #send
på første linje i svaret ditt for å sende teksten som den er, eller send
alt på nytt, rettet.

| Sertifikatet ditt var utløpt. Jeg har fornyet det.

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · løst · Ola Hansen

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.22p.MAC@example.com>
Subject: Re: Får ikke logget inn [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Får ikke logget inn
Kari Nordmann · P3 normal · support, linje 1 · lukket · Ola Hansen

Kari Nordmann skriver:

| ja
|
| Tusen takk for hjelpen!

Kommandoer: #gjenåpne · #notat
