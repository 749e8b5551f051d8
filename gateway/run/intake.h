/* intake.h - the desk's side of one fetcher: mails are gathered until the
 * fetcher says that no more wait, then become one batch, one durable point. */
#ifndef RUN_INTAKE_H
#define RUN_INTAKE_H

#include "home.h"
#include "nursery.h"
#include "turn.h"
#include <glib.h>

struct intake {
	int fd; /* to the fetcher, -1: it is finished */
	const struct mailbox_settings *mailbox;
	GPtrArray *waiting; /* mails of the batch to be */
	guint taken;
	gboolean is_daemon; /* tells the log; a verb tells its caller at the end
			     */
	char *trouble;      /* what the fetcher last complained of, or NULL */
	int trouble_code;
};

void intake_init(struct intake *intake, int fd,
	const struct mailbox_settings *mailbox, gboolean is_daemon);
void intake_clear(struct intake *intake);

/* A frame of the fetcher can be read: takes it; at the end of a batch makes it
 * durable and tells the fetcher. FALSE: the fetcher is gone. A batch that could
 * not be made durable is no error: the fetcher is told to come again. */
gboolean intake_frame(struct intake *intake, struct home *home,
	struct nursery *nursery, GError **error);

/* Makes one batch of these mails (struct arrived *): all or nothing. */
gboolean intake_commit(const GPtrArray *mails, struct home *home,
	struct nursery *nursery, GError **error);

#endif
