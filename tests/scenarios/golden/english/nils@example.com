From: Service Desk <help@example.com>
To: nils@example.com
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
To: nils@example.com
Reply-To: Service Desk <help+1.6i.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.6.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply stays internal ===

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · new · unassigned

A mail came in whose sender is not proven. It claims to be from:
    Mary Jones
Why not proven: this desk knows of no mail server that checks senders
Nothing has changed, and only agents can see it.

| #close
|
| Done, thanks.

Commands: #accept (it belongs here) · #split (it does not)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
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
To: nils@example.com
Reply-To: Service Desk <help+1.13p.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.13.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · in progress · Nils Dahl

Assigned to Nils Dahl.

Mary Jones writes:

| Nils will call you, Bob.

TIME · Bob Smith · new
| Hello,
|
| my laptop does not start any more. It beeps three times.
|
| Bob

TIME · Mary Jones · reply
| Done, thanks.

TIME · Mary Jones · note
| yes

TIME · Bob Smith · reply
| No, it is not done. It still beeps!

Commands: #take · #wait user · #resolve · #return REASON

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
Reply-To: Service Desk <help+1.17i.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.17.MAC@example.com>
In-Reply-To: <mail-6@client.example>
References: <t1.0.MAC@example.com> <t1.13.MAC@example.com> <mail-6@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

refused: #clsoe – there is no such command – did you mean #close?
refused: #requester bob@home.example – waits, because another line was refused
refused: #tag vpn – waits, because another line was refused
refused: #tag laptop – waits, because another line was refused

None of it was carried out. Please send it again, corrected.

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · in progress · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
Reply-To: Service Desk <help+1.20i.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.20.MAC@example.com>
In-Reply-To: <mail-7@client.example>
References: <t1.0.MAC@example.com> <t1.13.MAC@example.com> <mail-6@client.example> <t1.17.MAC@example.com> <mail-7@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== Write above this line: your reply stays internal ===

ok: #resolve

Your text was kept internal, and the requester has not got it. To send
it, write it again below a first line #reply.

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · resolved · Nils Dahl

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.22.MAC@example.com>
In-Reply-To: <mail-8@client.example>
References: <t1.0.MAC@example.com> <t1.13.MAC@example.com> <mail-6@client.example> <t1.17.MAC@example.com> <mail-7@client.example> <t1.20.MAC@example.com> <mail-8@client.example>
Auto-Submitted: auto-replied
Content-Language: en

=== This message needs no reply ===

You asked: #show

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · resolved · Nils Dahl

TIME · Bob Smith · new
| Hello,
|
| my laptop does not start any more. It beeps three times.
|
| Bob
TIME · Mary Jones · note
| yes
TIME · closed
TIME · Bob Smith · reply
| No, it is not done. It still beeps!
TIME · in progress
TIME · Mary Jones · reply
| Nils will call you, Bob.
TIME · Nils Dahl · note
| The memory had come loose.
TIME · resolved

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
Reply-To: Service Desk <help+1.24p.MAC@example.com>
Subject: Re: Laptop will not start [T-1]
Message-ID: <t1.24.MAC@example.com>
In-Reply-To: <t1.0.MAC@example.com>
References: <t1.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-1  Laptop will not start
Bob Smith · P3 normal · support, line 1 · closed · Nils Dahl

Bob Smith writes:

| #close

Commands: #reopen · #note

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
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
To: nils@example.com
Reply-To: Service Desk <help+3.3i.MAC@example.com>
Subject: Re: Wifi in room 4 [T-3]
Message-ID: <t3.3.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply stays internal ===

T-3  Wifi in room 4
Mary Jones · P3 normal · support, line 1 · new · unassigned

A mail came in whose sender is not proven. It claims to be from:
    Mary Jones
Why not proven: this desk knows of no mail server that checks senders
Nothing has changed, and only agents can see it.

| #requester eve@elsewhere.example
|
| Eve called: the wifi in room 4 is down.

Commands: #accept (it belongs here) · #split (it does not)

~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
From: Service Desk <help@example.com>
To: nils@example.com
Reply-To: Service Desk <help+3.6p.MAC@example.com>
Subject: Wifi in room 4 [T-3]
Message-ID: <t3.6.MAC@example.com>
In-Reply-To: <t3.0.MAC@example.com>
References: <t3.0.MAC@example.com>
Auto-Submitted: auto-generated
Content-Language: en

=== Write above this line: your reply goes to the requester ===

T-3  Wifi in room 4
eve at elsewhere.example · P3 normal · support, line 1 · new · unassigned

Mary Jones writes:

| Eve called: the wifi in room 4 is down.

Commands: #take · #assign NAME · #priority P2 · #queue NAME · #spam
