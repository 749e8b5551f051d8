/* smtp_reply.h - what an SMTP server said last, and in answer to what; built
 * from the lines that pass by. Knows nothing of the connection. */
#ifndef PORT_SMTP_REPLY_H
#define PORT_SMTP_REPLY_H

#include <glib.h>

enum smtp_stage {
	SMTP_STAGE_SESSION, /* greeting, EHLO, STARTTLS, AUTH, QUIT */
	SMTP_STAGE_SENDER,
	SMTP_STAGE_RECIPIENT,
	SMTP_STAGE_TEXT,
};

struct smtp_reply {
	enum smtp_stage stage;
	gboolean is_logged_in; /* lasts as long as the connection */
	gboolean goes_on;      /* the last line was not the reply's last */
	gboolean is_over;      /* QUIT went out: its answer tells nothing */
	GString *text;
};

void smtp_reply_clear(struct smtp_reply *reply);

/* A new transaction begins. */
void smtp_reply_start(struct smtp_reply *reply);
/* A command goes out. */
void smtp_reply_command(
	struct smtp_reply *reply, const char *command, gsize length);
/* A line of an answer comes in; of long answers the first 1,000 bytes stay. */
void smtp_reply_line(struct smtp_reply *reply, const char *line, gsize length);

/* The last reply in one line, "" where there was none. */
const char *smtp_reply_text(const struct smtp_reply *reply);
/* The last reply refuses, or defers, this very mail. What it says of the
 * sender (ours, so the next mail meets it too) or of itself (421) does not
 * count, but for a text too large (552). */
gboolean smtp_reply_is_verdict(const struct smtp_reply *reply);

#endif
