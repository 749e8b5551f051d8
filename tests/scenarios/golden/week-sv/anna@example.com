From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.3p.MAC@example.com>
Subject: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 1 · nytt · ingen handläggare

Alice Svensson skriver:

| Hej!
|
| Skrivaren på plan 3 stannar mitt i varje utskrift.
|
| Vänliga hälsningar
| Alice

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.6i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #ask

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 1 · väntar på användaren · ingen handläggare

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.8p.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 1 · pågår · ingen handläggare

Alice Svensson skriver:

| Det står «fel 49».

Kommandon: #vänta användaren · #lös · #eskalera ORSAK · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.12i.MAC@example.com>
Subject: Re: Skrivaren på plan 3 stannar [T-1]
Message-ID: <t1.12.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #escalate Fel 49 kommer från styrkortet, det kan inte vi byta

T-1  Skrivaren på plan 3 stannar
Alice Svensson · P3 normal · support, linje 2 · pågår · ingen handläggare

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+2.3p.MAC@example.com>
Subject: Ny bärbar dator [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-2  Ny bärbar dator
Karl Nyman · P3 normal · support, linje 1 · nytt · ingen handläggare

Karl Nyman skriver:

| Hej! Jag skulle behöva en ny bärbar dator.

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+2.6i.MAC@example.com>
Subject: Re: Ny bärbar dator [T-2]
Message-ID: <t2.6.MAC@example.com>
In-Reply-To: <mail-7@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-7@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #type request
ok: #request-approval inköp 14500 SEK Hans dator är sex år gammal

T-2  Ny bärbar dator
Karl Nyman · P3 normal · support, linje 1 · väntar på godkännande · Anna Berg

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+2.9p.MAC@example.com>
Subject: Re: Ny bärbar dator [T-2]
Message-ID: <t2.9.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-2  Ny bärbar dator
Karl Nyman · P3 normal · support, linje 1 · avbrutet · Anna Berg

Avslaget av Eva Lind: inköp, 14500 SEK
Med orden: Vi väntar till nästa budgetår.

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+3.3p.MAC@example.com>
Subject: Headset [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · nytt · ingen handläggare

Karl Nyman skriver:

| Hej, mitt headset är trasigt. Kan jag få ett nytt?

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+3.5i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.5.MAC@example.com>
In-Reply-To: <mail-12@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-12@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · pågår · Anna Berg

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+3.8i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.8.MAC@example.com>
In-Reply-To: <mail-13@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-13@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #handover bo@example.com

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · pågår · Bo Ek

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+0.2i.MAC@example.com>
Subject: Re: dina kommandon
Message-ID: <t0.2.MAC@example.com>
In-Reply-To: <mail-14@client.example>
References: <mail-14@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #away until torsdag to bo@example.com – TIME, Bo Ek
