/* encoded_word.h - the encoded words of a header (RFC 2047) in charsets that we
 * know, written anew in UTF-8, so that they are decoded by charset.h's ladder:
 * GMime knows fewer charsets, and a character may be split over two words. */
#ifndef MAIL_ENCODED_WORD_H
#define MAIL_ENCODED_WORD_H

/* value with its encoded words, where well formed and of a known charset, as
 * words of UTF-8 in base64; all else as it is. Words of one charset behind each
 * other become one. Linear. New. */
char *encoded_words_to_utf8(const char *value);

#endif
