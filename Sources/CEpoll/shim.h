// Swift's Glibc module leaves epoll out.
#if defined(__linux__)
#include <sys/epoll.h>
#endif
