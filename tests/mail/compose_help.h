/* compose_help.h - what the tests of composing share: a mail to write, and
 * reading it back by GMime. */
#ifndef TEST_COMPOSE_HELP_H
#define TEST_COMPOSE_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gmime/gmime.h>

#include "compose.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)

extern const struct contact FROM;

/* An answer on T-123; all that it points to lives for ever. */
struct outgoing sample(void);
/* compose_mail(), which must succeed; new text. */
char *compose(const struct outgoing *outgoing);
GMimeMessage *read_back(const char *mail);
/* A text part's text, with LF; new. */
char *text_of(GMimeObject *object);
GBytes *content_of(GMimeObject *object);
/* The head of a mail, its blank line left out; new. */
char *head_of(const char *mail);
/* The names of the fields, "From Subject Date"; new. */
char *field_names(const char *mail);
/* What every mail of ours keeps: CRLF, ASCII, short lines in the head. */
void check_lines(const char *mail);

int compose_set_up(void **state);

#endif
