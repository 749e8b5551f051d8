From: IT-supporten <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: IT-supporten <help+1.6i.MAC@example.com>
Subject: Re: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <t1.3.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #take
ok: #vendor printerco

Din text stannade internt, användaren har inte fått den. Vill du skicka
den, skriv den igen under en första rad #svar.

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · väntar på leverantör · Anna Berg

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.8i.MAC@example.com>
Subject: Re: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.8.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · pågår · Anna Berg

Leverantören printerco (Ted Ryd) skriver:

| Hej!
|
| Kanariefågel: vi kommer klockan två.
|
| Ted

Kommandon: #leverantör (text till leverantören) · #svar (till användaren)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
Reply-To: IT-supporten <help+1.11i.MAC@example.com>
Subject: Re: Hemlighet: skrivaren är trasig [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <mail-4@client.example>
References: <t1.0.MAC@example.com> <t1.8.MAC@example.com> <mail-4@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #handover nils@example.com

Din text stannade internt, användaren har inte fått den. Vill du skicka
den, skriv den igen under en första rad #svar.

T-1  Hemlighet: skrivaren är trasig
Alice Svensson · P3 normal · support, linje 1 · pågår · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
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
To: anna@example.com
Reply-To: IT-supporten <help+2.6i.MAC@example.com>
Subject: Re: Ny dator [T-2]
Message-ID: <t2.6.MAC@example.com>
In-Reply-To: <mail-6@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-6@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #request-approval 18900 SEK värstingmodellen

T-2  Ny dator
Alice Svensson · P3 normal · support, linje 1 · väntar på godkännande · ingen handläggare

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
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
To: anna@example.com
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
To: anna@example.com
Reply-To: IT-supporten <help+3.6i.MAC@example.com>
Subject: Re: Ny dator, en billigare [T-3]
Message-ID: <t3.6.MAC@example.com>
In-Reply-To: <mail-9@client.example>
References: <t3.0.MAC@example.com> <t3.3.MAC@example.com> <mail-9@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Skriv ovanför den här raden: svaret stannar internt ===

ok: #request-approval 8900 SEK

T-3  Ny dator, en billigare
Alice Svensson · P3 normal · support, linje 1 · väntar på godkännande · ingen handläggare

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: anna@example.com
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
To: anna@example.com
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
