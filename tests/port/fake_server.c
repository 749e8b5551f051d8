#include "fake_server.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000 };

struct fake_server {
	GThread *thread;
	int listener, client;
	guint port;
	char *script;
	char tag[64];
	GString *heard, *line;
};

typedef gboolean step_fn(struct fake_server *server, const char *text);

static gboolean is_ready(int fd)
{
	struct pollfd wanted = { .fd = fd, .events = POLLIN };

	return poll(&wanted, 1, PATIENCE_MS) == 1;
}

static gboolean hang_up(struct fake_server *server, const char *text)
{
	(void)text;
	if (server->client >= 0)
		close(server->client);
	server->client = -1;
	return TRUE;
}

static gboolean step_accept(struct fake_server *server, const char *text)
{
	hang_up(server, text);
	if (!is_ready(server->listener))
		return FALSE;
	server->client = accept(server->listener, NULL, NULL);
	/* Lines sent one by one are not to wait for each other. */
	setsockopt(server->client, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 },
		sizeof(int));
	return server->client >= 0;
}

/* A client that has hung up is no fault of the script. */
static void send_bytes(
	const struct fake_server *server, const char *bytes, gsize length)
{
	while (length > 0) {
		ssize_t sent =
			send(server->client, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		bytes += sent;
		length -= (gsize)sent;
	}
}

static gboolean step_send(struct fake_server *server, const char *text)
{
	g_autoptr(GString) line = g_string_new(text);

	g_string_replace(line, "$T", server->tag, 0);
	g_string_append(line, "\r\n");
	send_bytes(server, line->str, line->len);
	return TRUE;
}

static gboolean step_raw(struct fake_server *server, const char *text)
{
	g_autoptr(GString) raw = g_string_new(NULL);

	for (; *text; text++) {
		const char *known = "rn0\\";
		const char *at = *text == '\\' && text[1]
					 ? strchr(known, text[1])
					 : NULL;

		g_string_append_c(raw, at ? "\r\n\0\\"[at - known] : *text);
		text += at ? 1 : 0;
	}
	g_string_replace(raw, "$T", server->tag, 0);
	send_bytes(server, raw->str, raw->len);
	return TRUE;
}

static gboolean send_many(
	struct fake_server *server, const char *count, char byte)
{
	guint64 left = g_ascii_strtoull(count, NULL, 10);
	char block[4096];

	memset(block, byte, sizeof(block));
	for (; left > 0; left -= MIN(left, sizeof(block)))
		send_bytes(server, block, MIN(left, sizeof(block)));
	return TRUE;
}

static gboolean step_letters(struct fake_server *server, const char *count)
{
	return send_many(server, count, 'x');
}

static gboolean step_parentheses(struct fake_server *server, const char *count)
{
	return send_many(server, count, '(');
}

static gboolean read_line(struct fake_server *server)
{
	char byte = '\0';

	g_string_truncate(server->line, 0);
	while (byte != '\n') {
		if (!is_ready(server->client) ||
			recv(server->client, &byte, 1, 0) != 1)
			return FALSE;
		g_string_append_c(server->line, byte);
		g_string_append_c(server->heard, byte);
	}
	return TRUE;
}

static gboolean step_client(struct fake_server *server, const char *word)
{
	if (!read_line(server))
		return FALSE;
	/* A line of one word (DONE, a base64) begins no command. */
	if (strchr(server->line->str, ' '))
		g_strlcpy(server->tag, server->line->str,
			MIN(sizeof(server->tag),
				strcspn(server->line->str, " ") + 1));
	return strstr(server->line->str, word) != NULL;
}

static gboolean step_data(struct fake_server *server, const char *text)
{
	(void)text;
	do {
		if (!read_line(server))
			return FALSE;
	} while (strcmp(server->line->str, ".\r\n") != 0);
	return TRUE;
}

static gboolean step_wait(struct fake_server *server, const char *text)
{
	char bytes[512];
	ssize_t got;

	(void)text;
	do {
		if (!is_ready(server->client))
			return FALSE;
		got = recv(server->client, bytes, sizeof(bytes), 0);
		if (got > 0)
			g_string_append_len(server->heard, bytes, got);
		if (got > 0 && memmem(bytes, (gsize)got, "QUIT\r\n", 6))
			send_bytes(server, "221 bye\r\n", 9);
	} while (got > 0);
	return TRUE;
}

static gboolean step_linger(struct fake_server *server, const char *text)
{
	struct pollfd closing = { .fd = server->client, .events = POLLIN };

	(void)text;
	for (int i = 0; i < PATIENCE_MS / 100; i++) {
		char bytes[512];

		if (poll(&closing, 1, 100) > 0 &&
			recv(server->client, bytes, sizeof(bytes), 0) <= 0)
			return TRUE;
		send_bytes(server, "x", 1);
	}
	return FALSE;
}

static step_fn *find_step(char letter)
{
	static const struct {
		char letter;
		step_fn *play;
	} steps[] = {
		{ 'A', step_accept },
		{ 'S', step_send },
		{ 'R', step_raw },
		{ 'Z', step_letters },
		{ 'P', step_parentheses },
		{ 'C', step_client },
		{ 'D', step_data },
		{ 'W', step_wait },
		{ 'L', step_linger },
		{ 'X', hang_up },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].letter == letter)
			return steps[i].play;
	}
	g_error("no step %c", letter);
}

static gpointer play(gpointer data)
{
	struct fake_server *server = data;
	g_auto(GStrv) steps = g_strsplit(server->script, "\n", -1);
	char *failed = NULL;

	for (char **step = steps; *step && !failed; step++) {
		const char *text = **step && (*step)[1] ? *step + 2 : "";

		if (**step && !find_step(**step)(server, text))
			failed = g_strdup_printf("step %d \"%s\" after \"%s\"",
				(int)(step - steps) + 1, *step,
				server->line->str);
	}
	hang_up(server, "");
	/* A client that still wants something is to notice at once. */
	close(server->listener);
	return failed;
}

struct fake_server *fake_server_start(const char *script)
{
	struct fake_server *server = g_new0(struct fake_server, 1);
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_true(bind(server->listener, (struct sockaddr *)&address,
			      length) == 0);
	g_assert_true(listen(server->listener, 5) == 0);
	g_assert_true(getsockname(server->listener, (struct sockaddr *)&address,
			      &length) == 0);
	server->port = ntohs(address.sin_port);
	server->client = -1;
	server->script = g_strdup(script);
	server->heard = g_string_new(NULL);
	server->line = g_string_new(NULL);
	server->thread = g_thread_new("fake server", play, server);
	return server;
}

guint fake_server_port(const struct fake_server *server)
{
	return server->port;
}

char *fake_server_end(struct fake_server *server, GString *heard)
{
	char *failed = g_thread_join(server->thread);

	if (heard)
		g_string_append_len(
			heard, server->heard->str, (gssize)server->heard->len);
	g_string_free(server->heard, TRUE);
	g_string_free(server->line, TRUE);
	g_free(server->script);
	g_free(server);
	return failed;
}
