#include "fault.h"

G_DEFINE_QUARK(postern - fault - quark, postern_fault)
