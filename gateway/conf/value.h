/* value.h - readers of values, one a type: text -> the field of a struct.
 *
 * Each is a conf_value_reader (conf.h): it returns NULL, or what is wrong with
 * the value as the end of a sentence, and writes the field only in the first
 * case. Strings are copied; a list's reader appends to the GPtrArray or GArray
 * that the field holds.
 */
#ifndef CONF_VALUE_H
#define CONF_VALUE_H

#include "conf.h"

conf_value_reader value_text;      /* char *: one clean line, not empty */
conf_value_reader value_optional;  /* char *: the same, or empty for NULL */
conf_value_reader value_folder;    /* char *: the same, empty stays "" */
conf_value_reader value_address;   /* char * */
conf_value_reader value_sender;    /* char *: an address or @domain */
conf_value_reader value_language;  /* char *: en, nb, pt-br */
conf_value_reader value_zone;      /* char *: IANA */
conf_value_reader value_tag;       /* char *: letters and digits, upper case */
conf_value_reader value_type;      /* char *: a ticket's type */
conf_value_reader value_texts;     /* GPtrArray of char * */
conf_value_reader value_addresses; /* GPtrArray of char * */
conf_value_reader value_hosts;     /* GPtrArray of char *, folded; a, b, c */
conf_value_reader value_holidays;  /* GPtrArray of char * */

conf_value_reader value_boolean;   /* gboolean */
conf_value_reader value_number;    /* guint, least to most */
conf_value_reader value_size;      /* gsize, least to most bytes */
conf_value_reader value_duration;  /* gint64 seconds, least to most */
conf_value_reader value_span;      /* struct promise_span */
conf_value_reader value_priority;  /* guint: P1 to P4 */
conf_value_reader value_assign;    /* enum assign_mode */
conf_value_reader value_audience;  /* guint: bits of enum audience */
conf_value_reader value_tls;       /* enum tls_mode */
conf_value_reader value_extension; /* gboolean: plus, none */
conf_value_reader value_commands;  /* gboolean [3]: by_dmarc, by_token, both */
conf_value_reader value_hours;     /* GArray of struct week_interval */
conf_value_reader value_quiet;     /* guint [2]: minutes of the day */
conf_value_reader value_money;     /* limit and currency of the approval_rule */
conf_value_reader value_above;     /* its above and above_currency */
conf_value_reader value_mailbox_url; /* char * */
conf_value_reader value_smtp_url;    /* char * */

/* Digits, all of text, at most 18 of them. */
gboolean value_digits(const char *text, guint64 *number);
/* A host name or address literal without brackets, folded. */
gboolean value_is_host(const char *host);

#endif
