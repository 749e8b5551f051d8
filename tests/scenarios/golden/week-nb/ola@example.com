From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.11p.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · under arbeid · ikke tildelt

Saken er sendt videre til support, linje 2, av Kari Nordmann. Ingen har tatt den ennå.
Årsak: Feil 49 kommer fra styrekortet, det kan ikke vi bytte

TIME · Alise Berg · ny
| Hei!
|
| Skriveren i tredje etasje stopper midt i hver utskrift.
|
| Hilsen
| Alise

TIME · Kari Nordmann · svar
| Hei Alise!
|
| Hva står det på skjermen når den stopper?

TIME · Alise Berg · svar
| Det står «feil 49».

Kommandoer: #ta · #vent brukeren · #løs · #returner ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.15i.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.15.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take
ok: #vendor skriverservice

Teksten din ble holdt intern, og brukeren har ikke fått den. Vil du
sende den, skriv den på nytt under en første linje #svar.

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · venter på leverandør · Ola Hansen

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.17i.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · under arbeid · Ola Hansen

Leverandøren skriverservice (Skriverservice) skriver:

| Hei,
|
| vi kommer på onsdag klokka ni.
|
| Skriverservice

Kommandoer: #leverandør (tekst til leverandøren) · #svar (til brukeren)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.22i.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <mail-17@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-17@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #resolve

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · løst · Ola Hansen

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.25p.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.25.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · lukket · Ola Hansen

Alise Berg skriver:

| Ja, takk! Nå virker den.

Kommandoer: #gjenåpne · #notat

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+1.27p.MAC@example.com>
Subject: Re: Skriveren i tredje etasje stopper [T-1]
Message-ID: <t1.27.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-1  Skriveren i tredje etasje stopper
Alise Berg · P3 normal · support, linje 2 · lukket · Ola Hansen

Alise Berg skriver:

| 5

Kommandoer: #gjenåpne · #notat

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+4.13p.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.13.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 2 · under arbeid · ikke tildelt

Saken er sendt videre til support, linje 2, av Bo Lie. Ingen har tatt den ennå.
Årsak: Telefonen lar seg ikke registrere på nytt, noen må se på sentralen

TIME · Lise Ås · ny
| Telefonen min ringer ikke lenger når noen ringer meg.

TIME · Bo Lie · svar
| Hei Lise!
|
| Beklager at du har måttet vente. Jeg ser at telefonen er avregistrert i
| sentralen.

Kommandoer: #ta · #vent brukeren · #løs · #returner ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+4.16i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.16.MAC@example.com>
In-Reply-To: <mail-23@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-23@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 2 · under arbeid · Ola Hansen

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: ola@example.com
Reply-To: Brukerstøtte <help+4.20i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.20.MAC@example.com>
In-Reply-To: <mail-24@client.example>
References: <t4.0.MAC@example.com> <t4.13.MAC@example.com> <mail-24@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #escalate Det er en feil i databasen til sentralen

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 3 · under arbeid · ikke tildelt
