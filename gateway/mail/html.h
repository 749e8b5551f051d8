/* html.h - HTML as a person would read it aloud: lines of text.
 *
 * libxml2's push SAX parser over what html_tags.c lets through; no tree, no
 * recursion, linear in the input.
 */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

#include <glib.h>

/* New UTF-8 with LF ends, at most max_bytes. Links are `text <url>`, list items
 * stand behind "- " or "1. ", rows of tables are lines, quoting elements lines
 * behind "> " a level, pictures of the mail "[picture 1]". What is not shown
 * (style, script, hidden elements) is left out. html is valid UTF-8. */
char *html_lines(const char *html, gsize max_bytes);

/* What html_lines() gives to libxml2: html with every tag written in one plain
 * form, of at most 16 KiB, with only the attributes that html_lines() reads;
 * comments, declarations, script and style are gone. So no parser behind it can
 * take a tag for longer than it is, and none meets thousands of attributes
 * (libxml2 is quadratic in them). New.
 */
char *html_tags(const char *html);

#endif
