/* disclaimer.h - what a company's server writes below a mail, or above it: that
 * it is confidential, was checked for viruses, came from outside. Inside of
 * gateway/mail only.
 *
 * Two signs are asked for, how the paragraph begins and a word of law in it, so
 * that no words of a person's own are taken for one.
 */
#ifndef MAIL_DISCLAIMER_H
#define MAIL_DISCLAIMER_H

#include <glib.h>

/* The lines first to last (struct text_line), one paragraph. */
gboolean disclaimer_is(const GArray *lines, guint first, guint last);
/* A line that warns the reader of a mail from outside. */
gboolean disclaimer_is_banner(const GArray *lines, guint first, guint last);

#endif
