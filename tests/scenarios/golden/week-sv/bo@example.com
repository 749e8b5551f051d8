From: IT-supporten <help@example.com>
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
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
To: bo@example.com
Reply-To: IT-supporten <help+3.7p.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.7.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · pågår · Bo Ek

Ärendet är tilldelat Bo Ek av Anna Berg.
Anledning: Jag har kollat lagret: det är slut. Ett nytt behöver beställas och godkännas.

TIME · Karl Nyman · nytt
| Hej, mitt headset är trasigt. Kan jag få ett nytt?

Kommandon: #ta · #vänta användaren · #lös · #återlämna ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.3p.MAC@example.com>
Subject: Telefonen ringer inte [T-4]
Message-ID: <t4.3.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Lisa Ågren skriver:

| Min telefon ringer inte längre när någon söker mig.

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+3.11i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.11.MAC@example.com>
In-Reply-To: <mail-16@client.example>
References: <t3.0.MAC@example.com> <t3.7.MAC@example.com> <mail-16@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #request-approval inköp 890 SEK Det gamla är trasigt

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · väntar på godkännande · Bo Ek

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+3.12i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.12.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · väntar på godkännande · Bo Ek

Vi har inte hållit det som användaren blivit lovad.
- första svar: 150 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.4i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.4.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Tiden för det som användaren blivit lovad håller på att rinna ut.
- första svar: 50 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.5i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.5.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Tiden för det som användaren blivit lovad håller på att rinna ut.
- första svar: 75 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.6i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.6.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Vi har inte hållit det som användaren blivit lovad.
- första svar: 100 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.7i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.7.MAC@example.com>
In-Reply-To: <t4.0.MAC@example.com>
References: <t4.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · nytt · ingen handläggare

Vi har inte hållit det som användaren blivit lovad.
- första svar: 150 % av tiden har gått, senast TIME

Kommandon: #ta · #vänta användaren · #eskalera ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.10i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.10.MAC@example.com>
In-Reply-To: <mail-20@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-20@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 1 · pågår · Bo Ek

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+3.15p.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.15.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · pågår · Bo Ek

Godkänt av Eva Lind: inköp, 890 SEK

Kommandon: #ta · #vänta leverantör · #lös

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+4.14i.MAC@example.com>
Subject: Re: Telefonen ringer inte [T-4]
Message-ID: <t4.14.MAC@example.com>
In-Reply-To: <mail-22@client.example>
References: <t4.0.MAC@example.com> <t4.3.MAC@example.com> <mail-22@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #escalate Telefonen går inte att registrera igen, växeln behöver ses över

T-4  Telefonen ringer inte
Lisa Ågren · P3 normal · support, linje 2 · pågår · ingen handläggare

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+3.18i.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.18.MAC@example.com>
In-Reply-To: <mail-26@client.example>
References: <t3.0.MAC@example.com> <t3.15.MAC@example.com> <mail-26@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #resolve

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · löst · Bo Ek

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: bo@example.com
Reply-To: IT-supporten <help+3.21p.MAC@example.com>
Subject: Re: Headset [T-3]
Message-ID: <t3.21.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Headset
Karl Nyman · P3 normal · support, linje 1 · stängt · Bo Ek

Karl Nyman skriver:

| tack, det fungerar bra

Kommandon: #återöppna · #anteckning
