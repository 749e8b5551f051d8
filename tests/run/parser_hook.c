/* Postern with a parser that does what a mail tells it to, in a field
 * "X-Parser": what a parser that a mail has taken over might do. It is another
 * program, made by the linker (--wrap), so the product obeys no such word.
 *
 * The desk waits two seconds for an answer in it, not a minute.
 */
#include "channel.h"
#include "message.h"
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 2000, HUGE_BYTES = 1 << 20 };

typedef void deed(struct message *message);

struct message *__real_message_parse(
	GBytes *raw, const struct mail_limits *limits);
struct message *__wrap_message_parse(
	GBytes *raw, const struct mail_limits *limits);
gboolean __real_channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error);
gboolean __wrap_channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error);
GVariant *__real_channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error);
GVariant *__wrap_channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error);

/* What is said instead of the answer; of the parser's process alone. */
static void (*speech)(int fd);

/* --- what it does -------------------------------------------------------- */

static void be_killed(struct message *message)
{
	(void)message;
	kill(getpid(), SIGKILL); /* the filter sees to it that something does */
}

static void hang(struct message *message)
{
	(void)message;
	for (volatile guint i = 0;; i++)
		;
}

static void allocate(struct message *message)
{
	(void)message;
	for (;;)
		memset(g_malloc(64 << 20), 1, 64 << 20);
}

static void open_a_file(struct message *message)
{
	g_autofree char *secret = NULL;

	/* It is told no; what it read it would show. */
	if (g_file_get_contents("/etc/passwd", &secret, NULL, NULL)) {
		g_free(message->subject);
		message->subject = g_strdup("the parser read a file");
	}
}

static void call_abroad(struct message *message)
{
	(void)message;
	socket(AF_INET, SOCK_STREAM, 0);
}

static void make_a_process(struct message *message)
{
	(void)message;
	if (fork() == 0)
		_exit(0);
}

/* --- what it says -------------------------------------------------------- */

static void say(int fd, const void *bytes, gsize length)
{
	ssize_t said = send(fd, bytes, length, MSG_NOSIGNAL);

	(void)said;
}

static void say_head(int fd, guint32 type, guint32 length, guint32 blob)
{
	const guint32 head[] = { type, length, blob };

	say(fd, head, sizeof head);
}

static void say_random(int fd)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(20261123);
	guint8 noise[4096];

	for (gsize i = 0; i < sizeof noise; i++)
		noise[i] = (guint8)g_rand_int(random);
	say(fd, noise, sizeof noise);
}

static void say_random_answer(int fd)
{
	say_head(fd, FRAME_PARSED, 0, 4096);
	say_random(fd);
}

static void say_half(int fd)
{
	say_head(fd, FRAME_PARSED, 0, 1000);
	say(fd, "half", 4);
	_exit(0);
}

static void say_too_much(int fd)
{
	say_head(fd, FRAME_PARSED, 0, G_MAXUINT32);
}

/* A limit for the frame, but none that an answer can be as long as. */
static void say_on_and_on(int fd)
{
	g_autofree guint8 *zeros = g_malloc0(HUGE_BYTES);

	say_head(fd, FRAME_PARSED, 0, CHANNEL_MAX_ANSWER);
	for (guint i = 0; i < CHANNEL_MAX_ANSWER / HUGE_BYTES; i++)
		say(fd, zeros, HUGE_BYTES);
}

static void say_another_thing(int fd)
{
	say_head(fd, FRAME_FINISHED, 0, 0);
}

static void lie_random(struct message *message)
{
	(void)message;
	speech = say_random;
}

static void lie_random_answer(struct message *message)
{
	(void)message;
	speech = say_random_answer;
}

static void lie_half(struct message *message)
{
	(void)message;
	speech = say_half;
}

static void lie_too_much(struct message *message)
{
	(void)message;
	speech = say_too_much;
}

static void lie_on_and_on(struct message *message)
{
	(void)message;
	speech = say_on_and_on;
}

static void lie_another_thing(struct message *message)
{
	(void)message;
	speech = say_another_thing;
}

static struct part *first_part(struct message *message)
{
	g_assert(message->parts->len > 1);
	return message->parts->pdata[0];
}

static void lie_overlapping(struct message *message)
{
	first_part(message)->length += 1000;
}

static void lie_outside(struct message *message)
{
	first_part(message)->offset = G_MAXSIZE - 10;
}

static void lie_two_lines(struct message *message)
{
	g_free(message->subject);
	message->subject = g_strdup("x\nTicket: 1");
}

static void lie_path(struct message *message)
{
	struct part *part = first_part(message);

	g_free(part->name);
	part->name = g_strdup("../../../hooks/update");
}

static const struct {
	const char *word;
	deed *deed;
} DEEDS[] = {
	{ "killed", be_killed },
	{ "hung", hang },
	{ "allocating", allocate },
	{ "file", open_a_file },
	{ "socket", call_abroad },
	{ "process", make_a_process },
	{ "random", lie_random },
	{ "random-answer", lie_random_answer },
	{ "half", lie_half },
	{ "too-much", lie_too_much },
	{ "on-and-on", lie_on_and_on },
	{ "another", lie_another_thing },
	{ "overlapping", lie_overlapping },
	{ "outside", lie_outside },
	{ "two-lines", lie_two_lines },
	{ "path", lie_path },
};

static void obey(GBytes *raw, struct message *message)
{
	static const char FIELD[] = "X-Parser: ";
	gsize length;
	const char *bytes = g_bytes_get_data(raw, &length);
	const char *at = g_strstr_len(bytes, (gssize)length, FIELD);

	speech = NULL;
	for (guint i = 0; at != NULL && i < G_N_ELEMENTS(DEEDS); i++) {
		g_autofree char *line =
			g_strdup_printf("%s%s\r\n", FIELD, DEEDS[i].word);

		if (g_str_has_prefix(at, line))
			DEEDS[i].deed(message);
	}
}

/* --- where it is put in -------------------------------------------------- */

struct message *__wrap_message_parse(
	GBytes *raw, const struct mail_limits *limits)
{
	struct message *message = __real_message_parse(raw, limits);

	obey(raw, message);
	return message;
}

gboolean __wrap_channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error)
{
	if (type == FRAME_PARSED && speech != NULL)
		speech(fd);
	return __real_channel_send(fd, type, value, error);
}

GVariant *__wrap_channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error)
{
	return __real_channel_receive(fd, type,
		timeout_ms < 0 ? timeout_ms : MIN(timeout_ms, PATIENCE_MS),
		error);
}
