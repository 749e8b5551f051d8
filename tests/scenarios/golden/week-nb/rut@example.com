From: Brukerstøtte <help@example.com>
To: rut@example.com
Reply-To: Brukerstøtte <help+3.12i.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.12.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · venter på godkjenning · Bo Lie

Vi har ikke holdt det brukeren ble lovet.
- første svar: 150 % av tiden er brukt, frist TIME

Kommandoer: #ta · #vent brukeren · #eskaler ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: rut@example.com
Reply-To: Brukerstøtte <help+4.6i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.6.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · ny · ikke tildelt

Vi har ikke holdt det brukeren ble lovet.
- første svar: 100 % av tiden er brukt, frist TIME

Kommandoer: #ta · #vent brukeren · #eskaler ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: rut@example.com
Reply-To: Brukerstøtte <help+4.19p.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.19.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 3 · under arbeid · ikke tildelt

Saken er sendt videre til support, linje 3, av Ola Hansen. Ingen har tatt den ennå.
Årsak: Det er en feil i databasen til sentralen

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
To: rut@example.com
Reply-To: Brukerstøtte <help+4.23i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.23.MAC@example.com>
In-Reply-To: <mail-25@client.example>
References: <t4.0.MAC@example.com> <t4.19.MAC@example.com> <mail-25@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take
ok: #close

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 3 · lukket · Rut Dahl
