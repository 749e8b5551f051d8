/* argument.h - the readers of verbs' arguments (verbs.h, verb_reader); what
 * they need of values is in command.h. Names of agents and queues are put in
 * their full form where they are clear and else left as written: who they may
 * be is the desk's to say. */
#ifndef DESK_ARGUMENT_H
#define DESK_ARGUMENT_H

#include "verbs.h"

verb_reader read_nothing;
verb_reader read_anything;
verb_reader read_rest;  /* one line, or nothing */
verb_reader read_title; /* one line */
verb_reader read_agent;
verb_reader read_queue;
verb_reader read_wait;
verb_reader read_priority;
verb_reader read_type;
verb_reader read_tags;    /* words, with or without # and commas */
verb_reader read_ticket;  /* a number, #42, T-42 */
verb_reader read_tickets; /* one or more of them */
verb_reader read_maybe_ticket;
verb_reader read_numbers; /* of messages, or none */
verb_reader read_force;   /* force, or a reason, or nothing */
verb_reader read_list;
verb_reader read_address; /* an address, "Name <address>" */
verb_reader read_via;
verb_reader read_due;      /* a date, or none */
verb_reader read_solution; /* a title or kb/NAME, and public or not */
verb_reader read_rating;   /* 1 to 5, or words for it */
verb_reader read_approval; /* a rule, an amount, why */
verb_reader read_delegate;
verb_reader read_away;      /* "until" DATE, and maybe "to" NAME; or "off" */
verb_reader read_handover;  /* an agent, and text behind */
verb_reader read_team;      /* a queue, or nothing */
verb_reader read_requester; /* an address, or nothing */
verb_reader read_vendor;    /* a [vendor] or an address, and text behind */

/* Whether argument_date() could read the word at some time. */
gboolean argument_is_date(const char *word);

/* A tag as it is kept: lower case, letters, digits, - and _, a letter first,
 * at most 40 letters. New; NULL where word is none. */
char *argument_tag(const char *word);

#endif
