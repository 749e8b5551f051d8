/* The mail that a server moves: which bytes on a socket are about that. */
#include "shim.h"
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* From the command to the one behind it. */
static bool is_moving;

static bool is_internet(int fd)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;

	return getpeername(fd, (struct sockaddr *)&address, &length) == 0 &&
	       (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

static bool holds(const void *data, size_t length, const char *word)
{
	return memmem(data, length, word, strlen(word)) != NULL;
}

enum kind net_kind(enum call call, int fd, const void *data, size_t length)
{
	static const char *const words[] = { "UID MOVE", "UID COPY",
		"UID STORE", "EXPUNGE" };

	/* The parser may ask for no address, and has no such socket. */
	if (call == CALL_SEND && length >= 4) {
		is_moving = false;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (holds(data, length, words[i]))
				is_moving = true;
	}
	return is_moving && is_internet(fd) ? KIND_MOVE : KIND_NONE;
}
