#include "net.h"
#include "fault.h"
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

gboolean net_await(int fd, short events, gint64 deadline)
{
	struct pollfd wanted = { .fd = fd, .events = events };

	for (;;) {
		gint64 left = deadline - g_get_monotonic_time();
		int timeout = (int)CLAMP(left / 1000 + 1, 0, G_MAXINT);
		int got = left <= 0 ? 0 : poll(&wanted, 1, timeout);

		if (got > 0)
			return TRUE;
		if (left <= 0)
			errno = ETIMEDOUT;
		if (left <= 0 || (got < 0 && errno != EINTR))
			return FALSE;
	}
}

/* A peer that vanished without a word is found out within minutes, also while
 * nothing is said for long (IDLE). */
static void keep_alive(int fd)
{
	static const struct {
		int level, option, value;
	} settings[] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, 120 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 30 },
		{ IPPROTO_TCP, TCP_KEEPCNT, 4 },
		{ IPPROTO_TCP, TCP_NODELAY, 1 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
		setsockopt(fd, settings[i].level, settings[i].option,
			&settings[i].value, sizeof(settings[i].value));
}

/* 0, or errno. */
static int finish(int fd, gint64 deadline)
{
	int code = 0;
	socklen_t length = sizeof(code);

	if (!net_await(fd, POLLOUT, deadline))
		return errno;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length) < 0)
		return errno;
	return code;
}

/* -1 with errno. */
static int connect_to(const struct addrinfo *address, gint64 deadline)
{
	int code = 0;
	int fd = socket(address->ai_family,
		SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	keep_alive(fd);
	if (connect(fd, address->ai_addr, address->ai_addrlen) < 0)
		code = errno == EINPROGRESS ? finish(fd, deadline) : errno;
	if (code == 0)
		return fd;
	close(fd);
	errno = code;
	return -1;
}

int net_connect(const char *host, guint16 port, gint64 deadline, GError **error)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	g_autofree char *service = g_strdup_printf("%u", port);
	int fd = -1;
	int code = getaddrinfo(host, service, &hints, &found);

	if (code) {
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"%s: no such host: %s", host, gai_strerror(code));
		return -1;
	}
	for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next)
		fd = connect_to(at, deadline);
	if (fd < 0)
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"%s port %u: cannot connect: %s", host, port,
			g_strerror(errno));
	freeaddrinfo(found);
	return fd;
}
