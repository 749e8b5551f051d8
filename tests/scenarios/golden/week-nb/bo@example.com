From: Brukerstøtte <help@example.com>
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
Reply-To: Brukerstøtte <help+3.7p.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.7.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · under arbeid · Bo Lie

Saken er tildelt Bo Lie av Kari Nordmann.
Årsak: Jeg har sjekket lageret: det er tomt. Et nytt må bestilles og godkjennes.

TIME · Karl Vik · ny
| Hei, headsettet mitt er ødelagt. Kan jeg få et nytt?

Kommandoer: #ta · #vent brukeren · #løs · #returner ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+4.3p.MAC@example.com>
Subject: Telefonen ringer ikke [T-4]
Message-ID: <t4.3.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · ny · ikke tildelt

Lise Ås skriver:

| Telefonen min ringer ikke lenger når noen ringer meg.

Kommandoer: #ta · #tildel NAVN · #prioritet P2 · #kø NAVN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+3.11i.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.11.MAC@example.com>
In-Reply-To: <mail-16@client.example>
References: <t3.0.MAC@example.com> <t3.7.MAC@example.com> <mail-16@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #request-approval innkjøp 890 NOK Det gamle er ødelagt

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · venter på godkjenning · Bo Lie

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
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
To: bo@example.com
Reply-To: Brukerstøtte <help+4.4i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.4.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · ny · ikke tildelt

Tiden for det brukeren ble lovet, er i ferd med å renne ut.
- første svar: 50 % av tiden er brukt, frist TIME

Kommandoer: #ta · #vent brukeren · #eskaler ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+4.5i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.5.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · ny · ikke tildelt

Tiden for det brukeren ble lovet, er i ferd med å renne ut.
- første svar: 75 % av tiden er brukt, frist TIME

Kommandoer: #ta · #vent brukeren · #eskaler ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
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
To: bo@example.com
Reply-To: Brukerstøtte <help+4.7i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.7.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · ny · ikke tildelt

Vi har ikke holdt det brukeren ble lovet.
- første svar: 150 % av tiden er brukt, frist TIME

Kommandoer: #ta · #vent brukeren · #eskaler ÅRSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+4.10i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.10.MAC@example.com>
In-Reply-To: <mail-20@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-20@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #take

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 1 · under arbeid · Bo Lie

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+3.15p.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.15.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · under arbeid · Bo Lie

Godkjent av Eva Moen: innkjøp, 890 NOK

Kommandoer: #ta · #vent leverandør · #løs

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+4.14i.MAC@example.com>
Subject: Re: Telefonen ringer ikke [T-4]
Message-ID: <t4.14.MAC@example.com>
In-Reply-To: <mail-22@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-22@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #escalate Telefonen lar seg ikke registrere på nytt, noen må se på sentralen

T-4  Telefonen ringer ikke
Lise Ås · P3 normal · support, linje 2 · under arbeid · ikke tildelt

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+3.18i.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.18.MAC@example.com>
In-Reply-To: <mail-26@client.example>
References: <t3.0.MAC@example.com> <t3.15.MAC@example.com> <mail-26@client.example>
Auto-Submitted: auto-replied
Content-Language: nb

=== Skriv over denne linjen: svaret blir internt ===

ok: #resolve

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · løst · Bo Lie

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Brukerstøtte <help@example.com>
To: bo@example.com
Reply-To: Brukerstøtte <help+3.21p.MAC@example.com>
Subject: Re: Headsett [T-3]
Message-ID: <t3.21.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: nb

=== Skriv over denne linjen: svaret går til brukeren ===

T-3  Headsett
Karl Vik · P3 normal · support, linje 1 · lukket · Bo Lie

Karl Vik skriver:

| takk, det virker fint

Kommandoer: #gjenåpne · #notat
