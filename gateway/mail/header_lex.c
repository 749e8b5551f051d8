#include "header_lex.h"
#include <string.h>

void lexer_init(
	struct lexer *lexer, const char *value, gsize length, const char *signs)
{
	lexer->at = value;
	lexer->end = value + length;
	lexer->signs = signs;
	lexer->is_broken = FALSE;
}

void lexeme_init(struct lexeme *lexeme)
{
	memset(lexeme, 0, sizeof(*lexeme));
	lexeme->text = g_string_new(NULL);
}

void lexeme_clear(struct lexeme *lexeme)
{
	g_string_free(lexeme->text, TRUE);
	lexeme->text = NULL;
}

static gboolean is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Comments nest, and a backslash takes the next byte along. */
static void skip_comment(struct lexer *lexer)
{
	guint depth = 0;

	while (lexer->at < lexer->end) {
		char c = *lexer->at++;

		if (c == '\\' && lexer->at < lexer->end)
			lexer->at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return;
	}
	lexer->is_broken = TRUE;
}

static gboolean skip_space(struct lexer *lexer)
{
	const char *before = lexer->at;

	while (lexer->at < lexer->end) {
		if (*lexer->at == '(')
			skip_comment(lexer);
		else if (is_blank(*lexer->at))
			lexer->at++;
		else
			break;
	}
	return lexer->at != before;
}

static void take_quoted(struct lexer *lexer, GString *text)
{
	lexer->at++;
	while (lexer->at < lexer->end) {
		char c = *lexer->at++;

		if (c == '"')
			return;
		if (c == '\\' && lexer->at < lexer->end)
			c = *lexer->at++;
		g_string_append_c(text, c);
	}
	lexer->is_broken = TRUE;
}

static gboolean is_sign(const struct lexer *lexer, char c)
{
	return c != '\0' && strchr(lexer->signs, c) != NULL;
}

static void take_word(struct lexer *lexer, GString *text)
{
	const char *start = lexer->at;

	while (lexer->at < lexer->end && !is_blank(*lexer->at) &&
		*lexer->at != '(' && *lexer->at != '"' &&
		!is_sign(lexer, *lexer->at)) {
		if (*lexer->at == '\0')
			lexer->is_broken = TRUE;
		lexer->at++;
	}
	g_string_append_len(text, start, lexer->at - start);
}

gboolean lexer_next(struct lexer *lexer, struct lexeme *lexeme)
{
	lexeme->is_apart = skip_space(lexer);
	lexeme->is_quoted = FALSE;
	g_string_truncate(lexeme->text, 0);
	if (lexer->at == lexer->end) {
		lexeme->kind = LEXEME_END;
		return FALSE;
	}
	if (is_sign(lexer, *lexer->at)) {
		lexeme->kind = LEXEME_SIGN;
		lexeme->sign = *lexer->at++;
		return TRUE;
	}
	lexeme->kind = LEXEME_WORD;
	lexeme->is_quoted = *lexer->at == '"';
	if (lexeme->is_quoted)
		take_quoted(lexer, lexeme->text);
	else
		take_word(lexer, lexeme->text);
	return TRUE;
}

char *header_fold(const char *value, gsize length)
{
	g_autofree char *valid = g_utf8_make_valid(value, (gssize)length);

	return g_utf8_strdown(valid, -1);
}
