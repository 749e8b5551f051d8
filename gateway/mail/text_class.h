/* text_class.h - whose words a line is: quotes, signatures, forwards.
 *
 * A view, never a loss: the raw mail is kept. Works on the readable text
 * (UTF-8, LF) and knows nothing of MIME. HTML quoting elements arrive as lines
 * behind "> " already.
 */
#ifndef MAIL_TEXT_CLASS_H
#define MAIL_TEXT_CLASS_H

#include "message.h"
#include <glib.h>

/* One enum line_class a line of text (as many as there are LF, plus one for a
 * last line without). In at least en, sv, nb, da, fi, pl, de, fr, es, nl, and
 * the marks of Outlook, Gmail, Apple Mail, Thunderbird, Proton and phones.
 * Marked quotes go line by line with their attribution, so bottom-posted and
 * inline answers stay LINE_OWN; our separator line ("=== … ==="), a client's
 * header block or separator are LINE_BELOW with everything under them. Linear
 * in the text. Free with g_byte_array_unref(). */
GByteArray *text_classify(const char *text, gsize length);

/* routing.md 7: a mark that says forwarded, or a forward prefix of the subject
 * together with a header block in the text. (A message/rfc822 part is the
 * caller's to see.) */
gboolean text_is_forward(const char *text, const char *subject);

/* routing.md 8: short, no question, thanks in a language of the list. own is
 * the own text. */
gboolean text_is_thanks(const char *own);

/* en sv nb pl by common words, NULL where none stands out; own text. */
const char *text_language(const char *own);

/* routing.md «Subjects»: prefixes of all common languages and tags like [T-1]
 * taken off, blanks joined; new. For comparison, never for storing. tag: "T",
 * or NULL for any. */
char *subject_bare(const char *subject, const char *tag);
/* TRUE where the subject begins with a forward prefix. */
gboolean subject_has_forward_prefix(const char *subject);
/* The number of the first [TAG-123] in the subject, 0 where none. */
guint32 subject_ticket(const char *subject, const char *tag);

#endif
