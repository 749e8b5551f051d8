From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.3p.MAC@example.com>
Subject: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · nytt · ingen handläggare

Alice Svensson skriver:

| Hej!
|
| Skrivaren ryker. Hemlighet.
|
| Alice

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.10p.MAC@example.com>
Subject: Re: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.10.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · pågår · Nils Dahl

Ärendet är tilldelat Nils Dahl.

Anna Berg skriver:

| Servicen kommer klockan två. Släpp in dem och stäng sedan ärendet.

TIME · Alice Svensson · nytt
| Hej!
|
| Skrivaren ryker. Hemlighet.
|
| Alice

TIME · Anna Berg · anteckning
| Hej Ted!
|
| Fixeringsenheten ryker. Kan ni komma i dag?

TIME · Ted Ryd · svar
| Hej!
|
| Kanariefågel: vi kommer klockan två.
|
| Ted

Kommandon: #ta · #vänta användaren · #lös · #återlämna ORSAK

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+2.3p.MAC@example.com>
Subject: Ny dator [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-2  Ny dator
Alice Svensson · P3 normal · support, linje 1 · nytt · ingen handläggare

Alice Svensson skriver:

| Jag behöver en ny dator.

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+2.9p.MAC@example.com>
Subject: Re: Ny dator [T-2]
Message-ID: <t2.9.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-2  Ny dator
Alice Svensson · P3 normal · support, linje 1 · avbrutet · ingen handläggare

Avslaget av Eva Lind: inköp, 18900 SEK
Med orden: för dyrt

Kommandon: #återöppna · #anteckning

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+3.3p.MAC@example.com>
Subject: Ny dator, en billigare [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Ny dator, en billigare
Alice Svensson · P3 normal · support, linje 1 · nytt · ingen handläggare

Alice Svensson skriver:

| Den för 8 900 då?

Kommandon: #ta · #tilldela NAMN · #prioritet P2 · #kö NAMN · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+3.8i.MAC@example.com>
Subject: Re: Ny dator, en billigare [T-3]
Message-ID: <t3.8.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-3  Ny dator, en billigare
Alice Svensson · P3 normal · support, linje 1 · väntar på godkännande · ingen handläggare

Anteckning från Eva Lind:

| Vilken modell är det?

Kommandon: #svar (då går texten till användaren)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+3.12p.MAC@example.com>
Subject: Re: Ny dator, en billigare [T-3]
Message-ID: <t3.12.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-3  Ny dator, en billigare
Alice Svensson · P3 normal · support, linje 1 · pågår · ingen handläggare

Godkänt av Eva Lind: inköp, 8900 SEK
Med orden: köp den

Kommandon: #ta · #vänta leverantör · #lös

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: nils@example.com
Reply-To: IT-supporten <help+1.13p.MAC@example.com>
Subject: Re: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.13.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret går till användaren ===

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · pågår · Nils Dahl

Alice Svensson skriver:

| Servicen har inte kommit än!

Kommandon: #vänta användaren · #lös · #eskalera ORSAK · #anteckning
