#include "compose.h"
#include "body_write.h"
#include "digest.h"
#include "fault.h"
#include "header_write.h"
#include <string.h>

#define LAST_REFERENCES 20u

/* Header. */

static gboolean check_message_id(const char *id, GError **error)
{
	if (id_is_plain(id))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"Message-ID '%s' may not stand in a header (expected "
		"local@domain)",
		id ? id : "");
	return FALSE;
}

/* What others called their mails may be anything; what cannot be written is
 * left out, since a broken id must not keep an answer from going out. */
static void put_references(GString *out, const struct outgoing *outgoing)
{
	g_autoptr(GPtrArray) plain = g_ptr_array_new();
	const GPtrArray *all = outgoing->references;
	for (guint i = 0; all && i < all->len; i++)
		if (id_is_plain(g_ptr_array_index(all, i)))
			g_ptr_array_add(plain, g_ptr_array_index(all, i));
	if (plain->len > LAST_REFERENCES + 1)
		g_ptr_array_remove_range(
			plain, 1, plain->len - LAST_REFERENCES - 1);
	header_ids(out, "References", plain);
}

static void put_id(GString *out, const char *name, const char *id)
{
	if (id_is_plain(id))
		g_string_append_printf(out, "%s: <%s>\r\n", name, id);
}

static void put_automatic(GString *out, enum auto_submitted automatic)
{
	static const char *const names[] = {
		[AUTO_REPLIED] = "auto-replied",
		[AUTO_GENERATED] = "auto-generated",
	};
	if (automatic == AUTO_NO)
		return;
	header_token(out, "Auto-Submitted", names[automatic]);
	header_token(out, "X-Auto-Response-Suppress", "All");
}

static gboolean put_loop(GString *out, const char *loop, GError **error)
{
	if (!loop)
		return TRUE;
	if (!address_is_plain(loop)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"X-Loop: '%s' may not stand in a header (expected "
			"name@domain)",
			loop);
		return FALSE;
	}
	g_string_append_printf(out, "X-Loop: %s\r\n", loop);
	return TRUE;
}

static gboolean put_header(
	GString *out, const struct outgoing *outgoing, GError **error)
{
	if (!header_contact(out, "From", outgoing->from, error) ||
		!check_message_id(outgoing->message_id, error))
		return FALSE;
	g_autofree char *date = header_write_date(outgoing->date);
	header_text(out, "Subject", outgoing->subject ? outgoing->subject : "");
	header_token(out, "Date", date);
	if (!outgoing->hides_id)
		put_id(out, "Message-ID", outgoing->message_id);
	put_id(out, "In-Reply-To", outgoing->in_reply_to);
	put_references(out, outgoing);
	put_automatic(out, outgoing->auto_submitted);
	if (!put_loop(out, outgoing->loop, error))
		return FALSE;
	if (outgoing->ticket > 0)
		g_string_append_printf(out,
			"X-Postern-Ticket: %" G_GUINT32_FORMAT "\r\n",
			outgoing->ticket);
	if (token_is_plain(outgoing->language))
		header_token(out, "Content-Language", outgoing->language);
	header_token(out, "MIME-Version", "1.0");
	return TRUE;
}

/* Body. */

/* No part can hold a boundary that is made of the digest of all parts. "=_"
 * never stands in quoted-printable or base64. */
static char *boundary_of(const struct outgoing *outgoing)
{
	struct digest digest;
	digest_init(&digest);
	digest_add(&digest, outgoing->message_id,
		strlen(outgoing->message_id) + 1);
	digest_add(&digest, outgoing->text, strlen(outgoing->text) + 1);
	for (guint i = 0; i < outgoing->attached->len; i++) {
		const struct attached *one =
			&g_array_index(outgoing->attached, struct attached, i);
		gsize length = 0;
		const char *raw = g_bytes_get_data(one->raw, &length);
		digest_add(&digest, raw, length);
	}
	g_autofree char *hex = digest_hex(&digest);
	return g_strdup_printf("=_%.40s", hex);
}

static gboolean put_multipart(
	GString *out, const struct outgoing *outgoing, GError **error)
{
	g_autofree char *boundary = boundary_of(outgoing);
	header_parameter(
		out, "Content-Type", "multipart/mixed", "boundary", boundary);
	g_string_append_printf(out, "\r\n--%s\r\n", boundary);
	body_text(out, outgoing->text);
	for (guint i = 0; i < outgoing->attached->len; i++) {
		g_string_append_printf(out, "\r\n--%s\r\n", boundary);
		if (!body_attached(out,
			    &g_array_index(
				    outgoing->attached, struct attached, i),
			    outgoing->own, error))
			return FALSE;
	}
	g_string_append_printf(out, "\r\n--%s--\r\n", boundary);
	return TRUE;
}

GBytes *compose_mail(const struct outgoing *outgoing, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	if (!put_header(out, outgoing, error))
		return NULL;
	if (!outgoing->attached || outgoing->attached->len == 0)
		body_text(out, outgoing->text);
	else if (!put_multipart(out, outgoing, error))
		return NULL;
	return g_string_free_to_bytes(g_steal_pointer(&out));
}

/* Addressing. */

/* Where the From field begins and ends (its last LF included). */
static gboolean find_from(
	const char *mail, gsize length, gsize *begin, gsize *end)
{
	gsize at = 0;
	gboolean found = FALSE;
	while (at < length) {
		const char *stop = memchr(mail + at, '\n', length - at);
		gsize next = stop ? (gsize)(stop - mail) + 1 : length;
		gboolean goes_on = mail[at] == ' ' || mail[at] == '\t';
		if (found && !goes_on)
			return TRUE;
		if (mail[at] == '\r' || mail[at] == '\n')
			return FALSE;
		if (length - at > 5 && !found &&
			g_ascii_strncasecmp(mail + at, "From:", 5) == 0) {
			found = TRUE;
			*begin = at;
		}
		at = next;
		*end = next;
	}
	return found;
}

/* A reply shows the name that the mail came from, not the token alone. */
static gboolean put_reply_to(GString *out, const char *from, gsize length,
	const char *reply_to, GError **error)
{
	g_autofree char *owned = g_strdup(reply_to);
	const struct contact contact = { NULL, owned };
	g_autoptr(GString) plain = g_string_new(NULL);
	if (!header_contact(plain, "Reply-To", &contact, error))
		return FALSE;
	const char *address = g_strrstr_len(from, (gssize)length, "<");
	const char *name = from + strlen("From:");
	gsize columns = address > name ? (gsize)(address - name) : 0;
	while (columns > 0 && strchr(" \t\r\n", name[columns - 1]))
		columns--;
	if (columns == 0) {
		g_string_append_len(out, plain->str, (gssize)plain->len);
		return TRUE;
	}
	g_string_append(out, "Reply-To:");
	g_string_append_len(out, name, (gssize)columns);
	gboolean fits = columns + strlen(reply_to) < 60;
	g_string_append_printf(
		out, "%s <%s>\r\n", fits ? "" : "\r\n", reply_to);
	return TRUE;
}

GBytes *compose_address(
	GBytes *stored, const struct addressing *addressing, GError **error)
{
	const char *reply_to = addressing->reply_to;
	gsize length = 0, begin = 0, end = 0;
	const char *mail = g_bytes_get_data(stored, &length);
	if (!mail || !find_from(mail, length, &begin, &end)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"stored mail without From (expected one that "
			"compose_mail wrote)");
		return NULL;
	}
	g_autoptr(GString) out = g_string_sized_new(length + 512);
	g_string_append_len(out, mail, (gssize)end);
	if (!header_contact(out, "To", addressing->to, error))
		return NULL;
	if (addressing->message_id) {
		if (!check_message_id(addressing->message_id, error))
			return NULL;
		put_id(out, "Message-ID", addressing->message_id);
	}
	if (reply_to &&
		!put_reply_to(out, mail + begin, end - begin, reply_to, error))
		return NULL;
	g_string_append_len(out, mail + end, (gssize)(length - end));
	return g_string_free_to_bytes(g_steal_pointer(&out));
}

/* Tokens. */

#define MAX_EXTENSION 128u
#define MAX_NESTED 16u

static gboolean may_extend(char c)
{
	return g_ascii_isalnum(c) || (c && strchr(".-_=+", c));
}

/* Length of "+…@domain" (also "%2B…@domain", as links have it) at the start of
 * text, 0 where it is no such thing. */
static gsize extension_length(
	const char *text, const char *end, const char *domain)
{
	gsize left = (gsize)(end - text), length = strlen(domain), at = 0;
	if (*text == '+')
		at = 1;
	else if (left >= 3 && g_ascii_strncasecmp(text, "%2b", 3) == 0)
		at = 3;
	if (at == 0)
		return 0;
	gsize limit = MIN(at + MAX_EXTENSION, left);
	while (at < limit && may_extend(text[at]))
		at++;
	if (at >= left || text[at] != '@' || left - at - 1 < length ||
		g_ascii_strncasecmp(text + at + 1, domain, length) != 0)
		return 0;
	return at;
}

struct range {
	const char *begin, *end;
};

/* The extension's length where text, within range, stands behind the local part
 * of one of our addresses; up to the @. */
static gsize own_extension(
	const struct range *range, const char *text, const GPtrArray *own)
{
	for (guint i = 0; own && i < own->len; i++) {
		const char *address = g_ptr_array_index(own, i);
		const char *domain = strrchr(address, '@');
		if (!domain)
			continue;
		gsize local = (gsize)(domain - address);
		if ((gsize)(text - range->begin) < local ||
			g_ascii_strncasecmp(text - local, address, local) != 0)
			continue;
		gsize length = extension_length(text, range->end, domain + 1);
		if (length > 0)
			return length;
	}
	return 0;
}

static GString *hide_once(const char *bytes, gsize length, const GPtrArray *own)
{
	const struct range range = { bytes, bytes + length };
	GString *out = g_string_sized_new(length);
	const char *begin = bytes; /* of what is not copied yet */
	for (const char *at = bytes; at < range.end;) {
		gsize skip = *at == '+' || *at == '%'
				     ? own_extension(&range, at, own)
				     : 0;
		if (skip > 0) {
			g_string_append_len(out, begin, at - begin);
			begin = at + skip;
		}
		at += skip > 0 ? skip : 1;
	}
	g_string_append_len(out, begin, range.end - begin);
	return out;
}

GString *compose_hide_in(const char *bytes, gsize length, const GPtrArray *own)
{
	GString *out = hide_once(bytes, length, own);

	/* What was taken out may leave another one behind. */
	for (guint i = 1; i < MAX_NESTED && out->len < length; i++) {
		g_autoptr(GString) before = out;

		length = before->len;
		out = hide_once(before->str, length, own);
	}
	return out;
}

char *compose_hide_tokens(const char *text, const GPtrArray *own)
{
	return g_string_free(compose_hide_in(text, strlen(text), own), FALSE);
}
