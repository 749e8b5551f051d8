/* fake_server.h - a server on a loopback port that plays a script, so that a
 * client can be shown what no real server would send.
 *
 * A script is lines, each a step:
 *	A        accept a connection
 *	S text   send text and CRLF; $T in it is the tag (the first word of the
 *	         client's last line of more than one)
 *	R text   send text as it is, with \r \n \0 \\ undone
 *	Z n      send n bytes "x"
 *	P n      send n bytes "("
 *	C word   read a line; it must contain word
 *	D        read lines up to and with "."
 *	W        wait until the client has closed; QUIT is answered
 *	L        send a byte ten times a second until the client has closed
 *	X        close the connection
 * After the last step the connection is closed.
 */
#ifndef TEST_FAKE_SERVER_H
#define TEST_FAKE_SERVER_H

#include <glib.h>

struct fake_server;

struct fake_server *fake_server_start(const char *script);
guint fake_server_port(const struct fake_server *server);
/* Waits for the end of the script. NULL: as written; else the step that the
 * client did not follow. The text that the client sent is appended to heard
 * (NULL: not wanted). Frees the server; free the answer with g_free(). */
char *fake_server_end(struct fake_server *server, GString *heard);

#endif
