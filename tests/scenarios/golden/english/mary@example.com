From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+1.3p.MAC@example.com>
Subject: Laptop will not start [T-1]
Message-ID: <t1.3.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · new · unassigned

Bob Smith writes:

| Hello,
|
| my laptop does not start any more. It beeps three times.
|
| Bob

Commands: #take · #assign NAME · #priority P2 · #queue NAME · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+1.5c.MAC@example.com>
Subject: Please confirm: Laptop will not start [T-1]
Message-ID: <t1.5.MAC@example.com>
In-Reply-To: <mail-2@client.example>
References: <t1.0.MAC@example.com> <mail-2@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== To confirm, write your answer above this line ===

A mail in your name asks for this on T-1:
| #close

We could not be sure that it came from you, so nothing has been done.

Was it you? Then answer yes, alone on the first line, within 24 hours.
Otherwise you need not do anything.

The mail also said:
| Done, thanks.

--
Service Desk

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+1.9i.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.9.MAC@example.com>
In-Reply-To: <mail-3@client.example>
References: <t1.0.MAC@example.com> <mail-2@client.example> <t1.5.MAC@example.com> <mail-3@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

ok: #close

Your text was kept internal, and the requester has not got it. To send
it, write it again below a first line #reply.

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · closed · unassigned

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+1.11p.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.11.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · in progress · unassigned

Bob Smith has reopened this.

| No, it is not done. It still beeps!

Commands: #take · #wait user · #resolve · #close

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+1.15i.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.15.MAC@example.com>
In-Reply-To: <mail-5@client.example>
References: <t1.0.MAC@example.com> <t1.11.MAC@example.com> <mail-5@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

ok: #assign nils@example.com
ok: #queue support

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · in progress · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+2.3p.MAC@example.com>
Subject: You have won [T-2]
Message-ID: <t2.3.MAC@example.com>
In-Reply-To: <t2.0.MAC@example.com>
References: <t2.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-2  You have won
Eve Adams · P3 normal · support, line 1 · new · unassigned

Eve Adams writes:

| Click here: http://evil.example

Commands: #take · #assign NAME · #priority P2 · #queue NAME · #spam

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+2.5i.MAC@example.com>
Subject: Re: You have won [T-2]
Message-ID: <t2.5.MAC@example.com>
In-Reply-To: <mail-11@client.example>
References: <t2.0.MAC@example.com> <t2.3.MAC@example.com> <mail-11@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

ok: #spam

T-2  You have won
Eve Adams · P3 normal · support, line 1 · cancelled · unassigned

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+3.2c.MAC@example.com>
Subject: Please confirm: Wifi in room 4 [T-3]
Message-ID: <t3.2.MAC@example.com>
In-Reply-To: <mail-12@client.example>
References: <t3.0.MAC@example.com> <mail-12@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== To confirm, write your answer above this line ===

A mail in your name asks for this on T-3:
| #requester eve@elsewhere.example

We could not be sure that it came from you, so nothing has been done.

Was it you? Then answer yes, alone on the first line, within 24 hours.
Otherwise you need not do anything.

The mail also said:
| Eve called: the wifi in room 4 is down.

--
Service Desk

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: mary@example.com
Reply-To: Service Desk <help+3.7i.MAC@example.com>
Subject: Re: Wifi in room 4 [T-3]
Message-ID: <t3.7.MAC@example.com>
In-Reply-To: <mail-13@client.example>
References: <t3.0.MAC@example.com> <mail-12@client.example> <t3.2.MAC@example.com> <mail-13@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

ok: #requester eve@elsewhere.example

T-3  Wifi in room 4
eve at elsewhere.example · P3 normal · support, line 1 · new · unassigned
