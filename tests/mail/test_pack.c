/* A message goes over a socket and comes back the same; an answer that lies is
 * refused with the lie named, whatever it holds. */
#include "mail.h"
#include "contact.h"
#include "fault.h"

static const char MAIL[] = "From: Anna <anna@example.com>\r\n"
			   "To: help@example.com, Bo <bo@example.com>\r\n"
			   "Subject: =?utf-8?q?Skrivaren_=C3=A4r_trasig?=\r\n"
			   "Date: Mon, 23 Nov 2026 10:15:02 +0100\r\n"
			   "MIME-Version: 1.0\r\n"
			   "Content-Type: multipart/mixed; boundary=b\r\n"
			   "\r\n"
			   "--b\r\n"
			   "Content-Type: text/plain; charset=utf-8\r\n"
			   "\r\n"
			   "Hej!\r\n"
			   "\r\n"
			   "> quoted\r\n"
			   "--b\r\n"
			   "Content-Type: image/png; name=\"a.png\"\r\n"
			   "Content-Transfer-Encoding: base64\r\n"
			   "Content-ID: <pic@example.com>\r\n"
			   "\r\n"
			   "aGVsbG8=\r\n"
			   "--b--\r\n";

static void assert_contacts_equal(const GPtrArray *a, const GPtrArray *b)
{
	assert_int_equal(a->len, b->len);
	for (guint i = 0; i < a->len; i++) {
		const struct contact *one = g_ptr_array_index(a, i);
		const struct contact *two = g_ptr_array_index(b, i);

		assert_string_equal(one->name, two->name);
		assert_string_equal(one->address, two->address);
	}
}

static void assert_part_equal(const struct part *a, const struct part *b)
{
	assert_string_equal(a->type, b->type);
	assert_int_equal(g_strcmp0(a->charset, b->charset), 0);
	assert_int_equal(g_strcmp0(a->name, b->name), 0);
	assert_int_equal(g_strcmp0(a->content_id, b->content_id), 0);
	assert_int_equal(a->is_attachment, b->is_attachment);
	assert_int_equal(a->is_text, b->is_text);
	assert_int_equal(a->encoding, b->encoding);
	assert_int_equal(a->depth, b->depth);
	assert_int_equal(a->offset, b->offset);
	assert_int_equal(a->length, b->length);
	assert_int_equal(a->size, b->size);
}

static struct message *unpack(GBytes *packed, gsize length, GError **error)
{
	return message_unpack(packed, length, &MAIL_LIMITS_DEFAULT, error);
}

static void pack_and_unpack_give_the_same_message(void **state)
{
	(void)state;
	AUTO(message) a = parse_text(MAIL);
	g_autoptr(GBytes) packed = message_pack(a);
	g_autoptr(GError) error = NULL;
	AUTO(message) b = unpack(packed, strlen(MAIL), &error);

	assert_null(error);
	assert_string_equal(a->subject, b->subject);
	assert_contacts_equal(a->from, b->from);
	assert_contacts_equal(a->to, b->to);
	assert_contacts_equal(a->cc, b->cc);
	assert_contacts_equal(a->reply_to, b->reply_to);
	assert_int_equal(a->date, b->date);
	assert_int_equal(g_strcmp0(a->language, b->language), 0);
	assert_int_equal(a->kind, b->kind);
	assert_string_equal(a->kind_why, b->kind_why);
	assert_string_equal(a->text, b->text);
	assert_int_equal(a->classes->len, b->classes->len);
	assert_memory_equal(
		a->classes->data, b->classes->data, a->classes->len);
	assert_int_equal(a->parts->len, b->parts->len);
	for (guint i = 0; i < a->parts->len; i++)
		assert_part_equal(part_at(a, i), part_at(b, i));
	assert_string_equal(a->digest, b->digest);
}

static void answer_cut_at_any_byte_is_refused(void **state)
{
	(void)state;
	AUTO(message) a = parse_text(MAIL);
	g_autoptr(GBytes) packed = message_pack(a);
	gsize length = g_bytes_get_size(packed);

	for (gsize i = 0; i < length; i++) {
		g_autoptr(GBytes) cut = g_bytes_new_from_bytes(packed, 0, i);
		g_autoptr(GError) error = NULL;
		AUTO(message) b = unpack(cut, strlen(MAIL), &error);

		assert_null(b);
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

static void answer_with_flipped_bytes_never_crashes(void **state)
{
	(void)state;
	const guint32 seed = 20261123;
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	AUTO(message) a = parse_text(MAIL);
	g_autoptr(GBytes) packed = message_pack(a);
	gsize length;
	const guint8 *data = g_bytes_get_data(packed, &length);

	print_message("seed %u\n", seed);
	for (guint round = 0; round < 20000; round++) {
		g_autofree guint8 *copy = g_memdup2(data, length);

		for (gint n = g_rand_int_range(random, 1, 4); n > 0; n--)
			copy[g_rand_int_range(random, 0, (gint32)length)] =
				(guint8)g_rand_int(random);
		g_autoptr(GBytes) bent = g_bytes_new(copy, length);
		g_autoptr(GError) error = NULL;
		AUTO(message) b = unpack(bent, strlen(MAIL), &error);

		assert_true(b || error);
		if (b)
			assert_int_equal(b->digest[64], '\0');
	}
}

/* What a parser that was taken over might say. */
enum lie {
	LIE_SUBJECT_LINES,
	LIE_ADDRESS,
	LIE_NAME_CONTROL,
	LIE_KIND,
	LIE_KIND_OF_DESK,
	LIE_CLASS_MISSING,
	LIE_CLASS_UNKNOWN,
	LIE_TEXT_CR,
	LIE_RANGE_OUTSIDE,
	LIE_RANGE_OVERFLOW,
	LIE_RANGE_OVERLAP,
	LIE_SIZE,
	LIE_ENCODING,
	LIE_TYPE,
	LIE_PATH,
	LIE_DIGEST,
	LIE_DEPTH,
	LIE_REPORT_ADDRESS,
	LIE_REPORT_ID,
	LIE_DEFECT,
	LIE_PARTS,
	LIE_ADDRESSES,
};

static void set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static void add_contacts(struct message *message, guint count)
{
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(
			message->cc, contact_new("", "anna@example.com"));
}

static void add_parts(struct message *message, guint count)
{
	for (guint i = 0; i < count; i++) {
		struct part *part = g_new0(struct part, 1);

		part->type = g_strdup("image/png");
		part->offset = strlen(MAIL);
		g_ptr_array_add(message->parts, part);
	}
}

static void add_recipient(struct message *message, const char *address)
{
	struct report_recipient *one = g_new0(struct report_recipient, 1);

	one->address = g_strdup(address);
	g_ptr_array_add(message->recipients, one);
}

static void tell_in_parts(struct message *message, enum lie lie)
{
	struct part *first = g_ptr_array_index(message->parts, 0);
	struct part *second = g_ptr_array_index(message->parts, 1);

	if (lie == LIE_RANGE_OUTSIDE)
		second->length = strlen(MAIL);
	else if (lie == LIE_RANGE_OVERFLOW)
		second->length = G_MAXSIZE - 10;
	else if (lie == LIE_RANGE_OVERLAP)
		second->offset = first->offset + 1;
	else if (lie == LIE_SIZE)
		second->size = second->length + 1;
	else if (lie == LIE_ENCODING)
		second->encoding = (enum part_encoding)7;
	else if (lie == LIE_TYPE)
		set(&second->type, "image/png; x=y");
	else if (lie == LIE_PATH)
		set(&second->name, "../../etc/passwd");
	else if (lie == LIE_DEPTH)
		second->depth = 1000;
	else if (lie == LIE_PARTS)
		add_parts(message, 500);
}

static void tell(struct message *message, enum lie lie)
{
	struct contact *from = g_ptr_array_index(message->from, 0);

	if (lie == LIE_SUBJECT_LINES)
		set(&message->subject, "a\nBcc: b@example.com");
	else if (lie == LIE_ADDRESS)
		set(&from->address, "a@example.com>\r\nRCPT TO:<b@example.com");
	else if (lie == LIE_NAME_CONTROL)
		set(&from->name, "Anna \x1b[31m");
	else if (lie == LIE_KIND)
		message->kind = MAIL_KIND_COUNT;
	else if (lie == LIE_KIND_OF_DESK)
		message->kind = MAIL_ALERT;
	else if (lie == LIE_CLASS_MISSING)
		g_byte_array_set_size(message->classes, 1);
	else if (lie == LIE_CLASS_UNKNOWN)
		message->classes->data[0] = LINE_CLASS_COUNT;
	else if (lie == LIE_TEXT_CR)
		set(&message->text, "a\r\nb\nc\n");
	else if (lie == LIE_DIGEST)
		set(&message->digest, "beef");
	else if (lie == LIE_REPORT_ADDRESS)
		add_recipient(message, "not an address");
	else if (lie == LIE_REPORT_ID)
		set(&message->report_id, "a> <b@example.com");
	else if (lie == LIE_DEFECT)
		set(&message->defect, "two\nlines");
	else if (lie == LIE_ADDRESSES)
		add_contacts(message, 1001);
	else
		tell_in_parts(message, lie);
}

static const struct {
	enum lie lie;
	const char *named;
	const char *why;
} LIES[] = {
	{ LIE_SUBJECT_LINES, "subject", "a subject must not make a field" },
	{ LIE_ADDRESS, "From is not plain", "an address goes to an envelope" },
	{ LIE_NAME_CONTROL, "name of From", "a name goes to a terminal" },
	{ LIE_KIND, "kind", "an enum indexes a table" },
	{ LIE_KIND_OF_DESK, "kind", "only the desk's rules make an alert" },
	{ LIE_CLASS_MISSING, "classes", "classes are walked with the lines" },
	{ LIE_CLASS_UNKNOWN, "class", "an enum indexes a table" },
	{ LIE_TEXT_CR, "CR", "text has LF alone" },
	{ LIE_RANGE_OUTSIDE, "outside", "a part lies in the mail" },
	{ LIE_RANGE_OVERFLOW, "outside", "offset and length may overflow" },
	{ LIE_RANGE_OVERLAP, "within another", "parts follow each other" },
	{ LIE_SIZE, "decodes to", "decoding makes nothing longer" },
	{ LIE_ENCODING, "encoding", "an enum indexes a table" },
	{ LIE_TYPE, "token/token", "a type goes to a header" },
	{ LIE_PATH, "path", "a name must not be a path" },
	{ LIE_DIGEST, "digest", "a digest goes to a trailer" },
	{ LIE_DEPTH, "deep", "depth is limited" },
	{ LIE_REPORT_ADDRESS, "report", "an address is looked up and shown" },
	{ LIE_REPORT_ID, "id of a report", "an id goes to the index" },
	{ LIE_DEFECT, "defect", "a defect goes to a file of lines" },
	{ LIE_PARTS, "parts", "the number of parts is limited" },
	{ LIE_ADDRESSES, "Cc", "the number of addresses is limited" },
};

static void lie_is_refused_by_name(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(LIES); i++) {
		AUTO(message) a = parse_text(MAIL);
		g_autoptr(GError) error = NULL;

		tell(a, LIES[i].lie);
		g_autoptr(GBytes) packed = message_pack(a);
		AUTO(message) b = unpack(packed, strlen(MAIL), &error);

		if (b || !error || !strstr(error->message, LIES[i].named))
			fail_msg("%s: %s", LIES[i].why,
				error ? error->message : "was believed");
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

static void answer_about_a_shorter_mail_is_refused(void **state)
{
	(void)state;
	AUTO(message) a = parse_text(MAIL);
	g_autoptr(GBytes) packed = message_pack(a);
	g_autoptr(GError) error = NULL;
	AUTO(message) b = unpack(packed, 10, &error);

	assert_null(b);
	assert_non_null(strstr(error->message, "outside"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pack_and_unpack_give_the_same_message),
		cmocka_unit_test(answer_cut_at_any_byte_is_refused),
		cmocka_unit_test(answer_with_flipped_bytes_never_crashes),
		cmocka_unit_test(lie_is_refused_by_name),
		cmocka_unit_test(answer_about_a_shorter_mail_is_refused),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
