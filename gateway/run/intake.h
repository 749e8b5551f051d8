/* intake.h - the desk's side of one fetcher: mails are gathered until the
 * fetcher says that they are a batch, then get one durable point. While one
 * batch is worked on, the mails of the next are taken and parsed ahead. */
#ifndef RUN_INTAKE_H
#define RUN_INTAKE_H

#include "home.h"
#include "nursery.h"
#include "turn.h"
#include <glib.h>

struct intake {
	int fd; /* to the fetcher, -1: it is finished */
	const struct mailbox_settings *mailbox;
	gsize max_message;    /* bytes; what is larger is not parsed */
	GPtrArray *waiting;   /* mails of the batch to be */
	gboolean is_whole;    /* the fetcher said that these are a batch */
	gboolean is_refusing; /* until the fetcher has heard that one failed */
	guint taken;
	gboolean is_daemon; /* tells the log; a verb tells its caller at the end
			     */
	char *trouble;      /* what the fetcher last complained of, or NULL */
	int trouble_code;
};

void intake_init(struct intake *intake, int fd,
	const struct mailbox_settings *mailbox, gboolean is_daemon);
void intake_clear(struct intake *intake);

/* A frame of the fetcher can be read: takes it. FALSE: the fetcher is gone. */
gboolean intake_frame(struct intake *intake, GError **error);

/* Where a batch is whole: makes it durable and tells the fetcher, taking
 * meanwhile what the fetcher has of the next. FALSE: the fetcher is gone. A
 * batch that could not be made durable is no error: the fetcher is told to come
 * again. */
gboolean intake_work(struct intake *intake, struct home *home,
	struct nursery *nursery, GError **error);

/* Makes one batch of these mails (struct arrived *): all or nothing. */
gboolean intake_commit(const GPtrArray *mails, struct home *home,
	struct nursery *nursery, GError **error);

#endif
