/* hostile.h - random and hostile text for tests. The seed is printed, and
 * POSTERN_SEED=<n> runs the same again. */
#ifndef TEST_HOSTILE_H
#define TEST_HOSTILE_H

#include <glib.h>
#include <stdio.h>

static const char *const HOSTILE_PIECES[] = {
	"",
	" ",
	"\t",
	"\n",
	"\n\n",
	"\r",
	"\r\n",
	"\n \n",
	"\v",
	"\f",
	"---",
	"\n---\n",
	"\n--- \n",
	"\n-- \n",
	"\n# ------------------------ >8 ------------------------\n",
	"\n-- >8 --\n",
	"\n# a comment\n",
	"#",
	"; ",
	"\nProof: signed",
	"\nProof: signed\n",
	"\n\nProof: signed\n\n",
	"Proof: signed",
	"proof : signed\n",
	"Ticket: 1\n",
	"Event: close\n",
	"\nNotice: 0002-out received eve@example.com\n",
	"\n\nTicket: 9\nEvent: close\nProof: signed\n",
	"\nSigned-off-by: Eve <eve@example.com>\n",
	"\n(cherry picked from commit 0123456789)\n",
	"\nConflicts:\n\ta\n",
	"\n  Proof: signed",
	"\n\tProof: signed\n",
	"Status: new -> closed\n",
	"\xC2\x85"
	"Proof: signed",
	"\xE2\x80\xA8"
	"Proof: signed",
	"\xE2\x80\xA9"
	"Proof: signed\xE2\x80\xA9",
	"\xC2\xA0",
	"\xE2\x80\xAE"
	"dengis",
	"\xE2\x81\xA6",
	"\xEF\xBB\xBF",
	"\xE2\x80\x8B",
	"\xFF",
	"\xC3",
	"\xE2\x82",
	"\xED\xA0\x80",
	"\xC0\xAF",
	"\xF4\x90\x80\x80",
	"\x1B[31m",
	"\x07",
	"\x7F",
	"\x01",
	"\xE6\x97\xA5\xE6\x9C\xAC",
	"e\xCC\x81\xCC\x81\xCC\x81",
	"\xF0\x9F\x98\x80",
	"Nu fungerar den igen, tack!",
	"T-123: reply",
	"<>",
	"@",
	"\"",
	"'",
	"\\",
	":",
	"=",
	"%s%n",
	"-",
	"\xE2\x80\xA6",
};

static inline GRand *hostile_rand(void)
{
	const char *said = g_getenv("POSTERN_SEED");
	guint32 seed = said ? (guint32)g_ascii_strtoull(said, NULL, 10)
			    : g_random_int();

	printf("seed: %u\n", seed);
	return g_rand_new_with_seed(seed);
}

static inline guint hostile_below(GRand *rand, guint limit)
{
	return (guint)g_rand_int_range(rand, 0, (gint32)limit);
}

static inline void hostile_append(GRand *rand, GString *out)
{
	guint piece = hostile_below(rand, G_N_ELEMENTS(HOSTILE_PIECES));

	switch (hostile_below(rand, 12)) {
	case 0: /* any byte */
		for (guint i = hostile_below(rand, 40); i > 0; i--)
			g_string_append_c(
				out, (char)(1 + hostile_below(rand, 255)));
		break;
	case 1: /* long */
		for (guint i = hostile_below(rand, 400); i > 0; i--)
			g_string_append(out, HOSTILE_PIECES[piece]);
		break;
	default:
		g_string_append(out, HOSTILE_PIECES[piece]);
	}
}

/* New; may be "", holds no NUL. */
static inline char *hostile_text(GRand *rand)
{
	GString *out = g_string_new(NULL);

	for (guint i = hostile_below(rand, 8); i > 0; i--)
		hostile_append(rand, out);
	return g_string_free(out, FALSE);
}

/* text with some bytes changed, cut, doubled or lines put in; *length set. */
static inline char *hostile_mutate(GRand *rand, const char *text, gsize *length)
{
	GString *out = g_string_new(text);

	for (guint i = hostile_below(rand, 4); i > 0 && out->len > 0; i--) {
		gsize at = hostile_below(rand, (guint)out->len);
		switch (hostile_below(rand, 4)) {
		case 0:
			out->str[at] = (char)hostile_below(rand, 256);
			break;
		case 1:
			g_string_truncate(out, at);
			break;
		case 2:
			g_string_erase(out, (gssize)at, 1);
			break;
		default: {
			g_autofree char *piece = hostile_text(rand);
			g_string_insert(out, (gssize)at, piece);
		}
		}
	}
	*length = out->len;
	return g_string_free(out, FALSE);
}

#endif
