/* appointment.h - an invitation (RFC 5545, text/calendar) as lines to read. */
#ifndef MAIL_APPOINTMENT_H
#define MAIL_APPOINTMENT_H

/* The first VEVENT of text, valid UTF-8: "Appointment: …", "Start: …", "End:
 * …", "Place: …", "Organiser: …", a line each, those that it has; times as
 * written, with their zone. "" where there is no event. Linear. New. */
char *appointment_lines(const char *text);

#endif
