#include "maintainer.h"
#include "home.h"
#include "log.h"

#include <errno.h>
#include <poll.h>

#define LOOK_MS 10000

/* FALSE: the desk is gone. */
static gboolean wait_a_while(int fd)
{
	struct pollfd desk = { .fd = fd, .events = POLLIN };
	int ready = poll(&desk, 1, LOOK_MS);

	return ready == 0 || (ready < 0 && errno == EINTR);
}

void maintainer_be(int fd, gconstpointer data)
{
	const struct home *home = data;

	do {
		g_autoptr(GError) why = NULL;

		if (!store_maintain_desk(home->dir, &why))
			log_event(LOG_LEVEL_ERROR, "not-maintained", "why",
				why->message, NULL);
		g_clear_error(&why);
		if (!store_fill_text(home->dir, &why))
			log_event(LOG_LEVEL_ERROR, "full-text-behind", "why",
				why->message, NULL);
	} while (wait_a_while(fd));
}
