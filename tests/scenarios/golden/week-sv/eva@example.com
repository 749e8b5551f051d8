From: IT-supporten <help@example.com>
To: eva@example.com
Reply-To: IT-supporten <help+2.5a.MAC@example.com>
Subject: Ditt godkännande behövs: 14500 SEK – Ny bärbar dator [T-2]
Message-ID: <t2.5.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Bestäm genom att svara ovanför den här raden ===

Anna Berg ber om ditt godkännande.

T-2  Ny bärbar dator
Vad: inköp, 14500 SEK
För: Karl Nyman
Varför: Hans dator är sex år gammal

Svara godkänn eller avslå på första raden. Skriver du en anledning efter
ordet får den som bad om det läsa den.

--
IT-supporten · T-2

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: IT-supporten <help@example.com>
To: eva@example.com
Reply-To: IT-supporten <help+3.10a.MAC@example.com>
Subject: Ditt godkännande behövs: 890 SEK – Headset [T-3]
Message-ID: <t3.10.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: sv

=== Bestäm genom att svara ovanför den här raden ===

Bo Ek ber om ditt godkännande.

T-3  Headset
Vad: inköp, 890 SEK
För: Karl Nyman
Varför: Det gamla är trasigt

Svara godkänn eller avslå på första raden. Skriver du en anledning efter
ordet får den som bad om det läsa den.

--
IT-supporten · T-3
