From: IT-supporten <help@example.com>
To: chef@example.com
Reply-To: IT-supporten <help+2.5a.MAC@example.com>
Subject: Ditt godkännande behövs: 18900 SEK – Ny dator [T-2]
Message-ID: <t2.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Bestäm genom att svara ovanför den här raden ===

Anna Berg ber om ditt godkännande.

T-2  Ny dator
Vad: inköp, 18900 SEK
För: Alice Svensson
Varför: värstingmodellen

Svara godkänn eller avslå på första raden. Skriver du en anledning efter
ordet får den som bad om det läsa den.

--
IT-supporten · T-2

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: chef@example.com
Reply-To: IT-supporten <help+3.5a.MAC@example.com>
Subject: Ditt godkännande behövs: 8900 SEK – Ny dator, en billigare [T-3]
Message-ID: <t3.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Bestäm genom att svara ovanför den här raden ===

Anna Berg ber om ditt godkännande.

T-3  Ny dator, en billigare
Vad: inköp, 8900 SEK
För: Alice Svensson

Svara godkänn eller avslå på första raden. Skriver du en anledning efter
ordet får den som bad om det läsa den.

--
IT-supporten · T-3

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: chef@example.com
Reply-To: IT-supporten <help+3.9a.MAC@example.com>
Subject: Ditt godkännande behövs: 8900 SEK – Ny dator, en billigare [T-3]
Message-ID: <t3.9.MAC@example.com>
In-Reply-To: <mail-10@client.example>
References: <t3.5.MAC@example.com> <mail-10@client.example>
Auto-Submitted: auto-replied
Content-Language: sv

=== Bestäm genom att svara ovanför den här raden ===

Vi kunde inte se om ditt svar är ett ja eller ett nej, så inget är
avgjort än. De som arbetar med ärendet har fått läsa vad du skrev.

T-3  Ny dator, en billigare
Vad: inköp, 8900 SEK
För: Alice Svensson

Svara godkänn eller avslå på första raden. Skriver du en anledning efter
ordet får den som bad om det läsa den.

--
IT-supporten · T-3
