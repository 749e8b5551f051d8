/* samples.h - what the notices of the golden files say: one sample a notice,
 * told in each language. */
#ifndef TEST_SAMPLES_H
#define TEST_SAMPLES_H

#include <glib.h>

/* The names of all notices, NULL at the end. */
extern const char *const SAMPLE_NOTICES[];
extern const char *const SAMPLE_LANGUAGES[];

/* The variables of that notice's sample; new. */
GVariant *sample_data(const char *notice, const char *language);
/* The same without anything that may be missing: no ticket, no text, no names,
 * empty lists. */
GVariant *sample_bare_data(void);

#endif
