/* sink_kind.h - what each kind of sink provides; private to port/. */
#ifndef PORT_SINK_KIND_H
#define PORT_SINK_KIND_H

#include "sink.h"
#include "url.h"

/* Each as the function of sink.h that it serves; send gets plain addresses
 * only and an empty result. */
struct sink_kind {
	void (*send)(struct sink *sink, const char *mail_from,
		const char *recipient, GBytes *mail,
		struct sink_result *result);
	gboolean (*probe)(struct sink *sink, GError **error);
	void (*free)(struct sink *sink);
};

/* The first member of every sink. */
struct sink {
	const struct sink_kind *kind;
};

enum { SINK_TIMEOUT_SEC = 120 }; /* where timeout_sec is 0 */

/* Writes the result: reply is cleaned and cut. The state of a sentence with an
 * RFC 5321 code is the code's: 2 sent, 5 refused, else later. */
void sink_answer(struct sink_result *result, const char *format, ...)
	G_GNUC_PRINTF(2, 3);
/* The same for a fault of the session: no further mail will go either. */
void sink_fault(struct sink_result *result, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

struct sink *maildir_sink_open(const struct sink_options *options,
	const struct url *url, GError **error);
struct sink *sendmail_sink_open(const struct sink_options *options,
	const struct url *url, GError **error);
struct sink *smtp_sink_open(const struct sink_options *options,
	const struct url *url, GError **error);

#endif
