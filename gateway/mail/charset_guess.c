#include "charset_guess.h"
#include <string.h>

#define MAX_LOOK 16384
/* Fewer high bytes than that say nothing. */
#define MIN_HIGH 4

/* The most frequent letters of a language in a charset of single bytes, small
 * ones; of every text in it they are well over half. */
static const struct {
	const char *charset, *letters;
} SINGLE[] = {
	/* о е а и н т с р в л к м д п у я ы */
	{ "koi8-r", "\xcf\xc5\xc1\xc9\xce\xd4\xd3\xd2\xd7\xcc\xcb\xcd\xc4\xd0"
		    "\xd5\xd1\xd9" },
	{ "windows-1251", "\xee\xe5\xe0\xe8\xed\xf2\xf1\xf0\xe2\xeb\xea\xec\xe4"
			  "\xef\xf3\xff\xfb" },
	{ "iso-8859-5", "\xde\xd5\xd0\xd8\xdd\xe2\xe1\xe0\xd2\xdb\xda\xdc\xd4"
			"\xdf\xe3\xef\xeb" },
	/* α ο ι ε τ σ ν η ρ π κ ς υ μ λ ί ά */
	{ "iso-8859-7", "\xe1\xef\xe9\xe5\xf4\xf3\xed\xe7\xf1\xf0\xea\xf2\xf5"
			"\xec\xeb\xdf\xdc" },
};

/* Bytes above 0x7f, and how many of the words that hold one are nothing else:
 * in a Latin script letters of ASCII stand around them. */
struct high {
	guint count[256];
	guint all;
	guint beside; /* ASCII letters in the words that hold one */
};

static void end_word(struct high *high, guint *ascii, guint *above)
{
	if (*above)
		high->beside += *ascii;
	*ascii = *above = 0;
}

static struct high count_high(const guint8 *data, gsize length)
{
	struct high high = { .all = 0 };
	guint ascii = 0, above = 0;

	for (gsize i = 0; i < length; i++) {
		if (data[i] >= 0x80) {
			above++;
			high.all++;
			high.count[data[i]]++;
		} else if (g_ascii_isalpha(data[i])) {
			ascii++;
		} else {
			end_word(&high, &ascii, &above);
		}
	}
	end_word(&high, &ascii, &above);
	return high;
}

/* In tenths of all high bytes. */
static guint share_of(const struct high *high, const char *letters)
{
	guint found = 0;

	for (; *letters; letters++)
		found += high->count[(guint8)*letters];
	return found * 10 / high->all;
}

static const char *guess_single(const struct high *high)
{
	const char *best = NULL;
	guint most = 6;

	for (guint i = 0; i < G_N_ELEMENTS(SINGLE); i++) {
		guint share = share_of(high, SINGLE[i].letters);

		if (share <= most)
			continue;
		most = share;
		best = SINGLE[i].charset;
	}
	return best;
}

/* Characters of two bytes: how many there are, how many of them are of the
 * frequent kind, and bytes that are of none. */
struct pairs {
	guint all, frequent, bad;
};

struct family {
	const char *charset;
	gboolean (*is_pair)(guint8 lead, guint8 trail);
	gboolean (*is_frequent)(guint8 lead, guint8 trail);
};

static gboolean is_euc(guint8 lead, guint8 trail)
{
	return lead >= 0xa1 && lead <= 0xfe && trail >= 0xa1 && trail <= 0xfe;
}

static gboolean is_gbk(guint8 lead, guint8 trail)
{
	return lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail != 0x7f &&
	       trail <= 0xfe;
}

static gboolean is_big5(guint8 lead, guint8 trail)
{
	return lead >= 0xa1 && lead <= 0xf9 &&
	       ((trail >= 0x40 && trail <= 0x7e) ||
		       (trail >= 0xa1 && trail <= 0xfe));
}

static gboolean is_sjis(guint8 lead, guint8 trail)
{
	return ((lead >= 0x81 && lead <= 0x9f) ||
		       (lead >= 0xe0 && lead <= 0xfc)) &&
	       trail >= 0x40 && trail != 0x7f && trail <= 0xfc;
}

/* Kana. */
static gboolean is_kana_euc(guint8 lead, guint8 trail)
{
	(void)trail;
	return lead == 0xa4 || lead == 0xa5;
}

static gboolean is_kana_sjis(guint8 lead, guint8 trail)
{
	return (lead == 0x82 && trail >= 0x9f) || lead == 0x83;
}

static gboolean is_kanji_sjis(guint8 lead, guint8 trail)
{
	return is_kana_sjis(lead, trail) || lead == 0x81 ||
	       (lead >= 0x88 && lead <= 0x98);
}

static gboolean is_hangul(guint8 lead, guint8 trail)
{
	(void)trail;
	return lead >= 0xb0 && lead <= 0xc8;
}

/* The first level of GB 2312, and punctuation. */
static gboolean is_hanzi_gb(guint8 lead, guint8 trail)
{
	return ((lead >= 0xb0 && lead <= 0xd7) || lead == 0xa1 ||
		       lead == 0xa3) &&
	       trail >= 0xa1;
}

/* The first level of Big5, and punctuation. */
static gboolean is_hanzi_big5(guint8 lead, guint8 trail)
{
	(void)trail;
	return (lead >= 0xa4 && lead <= 0xc6) || lead == 0xa1;
}

static struct pairs count_pairs(
	const struct family *family, const guint8 *data, gsize length)
{
	struct pairs pairs = { 0, 0, 0 };

	for (gsize i = 0; i < length; i++) {
		if (data[i] < 0x80)
			continue;
		if (i + 1 >= length || !family->is_pair(data[i], data[i + 1])) {
			pairs.bad += i + 1 < length ? 1 : 0;
			continue;
		}
		pairs.all++;
		pairs.frequent +=
			family->is_frequent(data[i], data[i + 1]) ? 1 : 0;
		i++;
	}
	return pairs;
}

/* Of Japanese a third at least is kana, of the others nearly all is frequent.
 * In this order: what fits an earlier one may fit a later one by chance. */
static const char *guess_pairs(const guint8 *data, gsize length)
{
	static const struct {
		struct family family;
		guint tenths;
	} FAMILIES[] = {
		{ { "euc-jp", is_euc, is_kana_euc }, 3 },
		{ { "shift_jis", is_sjis, is_kana_sjis }, 3 },
		{ { "euc-kr", is_euc, is_hangul }, 9 },
		{ { "gb18030", is_euc, is_hanzi_gb }, 9 },
		{ { "big5", is_big5, is_hanzi_big5 }, 9 },
		{ { "gb18030", is_gbk, is_hanzi_gb }, 9 },
		{ { "shift_jis", is_sjis, is_kanji_sjis }, 9 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(FAMILIES); i++) {
		struct pairs pairs =
			count_pairs(&FAMILIES[i].family, data, length);

		if (pairs.all >= MIN_HIGH && pairs.bad * 50 <= pairs.all &&
			pairs.frequent * 10 >= pairs.all * FAMILIES[i].tenths)
			return FAMILIES[i].family.charset;
	}
	return NULL;
}

const char *charset_guess(const char *data, gsize length)
{
	const guint8 *bytes = (const guint8 *)data;
	struct high high;

	length = MIN(length, MAX_LOOK);
	high = count_high(bytes, length);
	if (high.all < MIN_HIGH)
		return NULL;
	/* The trail of Shift JIS and Big5 is a letter of ASCII now and then. */
	if (high.beside * 2 > high.all)
		return NULL;
	const char *found =
		high.beside * 10 <= high.all ? guess_single(&high) : NULL;

	return found ? found : guess_pairs(bytes, length);
}
