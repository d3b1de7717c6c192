// libpq's header stands in a folder of its own on Debian, and on the search path elsewhere.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
