#include "contact.h"
