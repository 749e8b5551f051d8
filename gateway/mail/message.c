#include "message.h"
#include "compose.h"
#include "facts.h"
#include "text_class.h"
