/* fake_inner.h - what the files of the shell in memory share. */
#ifndef TEST_FAKE_INNER_H
#define TEST_FAKE_INNER_H

#include "fake_shell.h"

struct known_ticket *fake_known(const struct fake *fake, guint32 number);
/* What that need asks for; its value is the view's. */
gpointer fake_load(const struct fake *fake, const struct need *need);
/* The last outcome becomes what is loaded from now on. */
void fake_keep(struct fake *fake, const struct event *event, GBytes *raw);

#endif
