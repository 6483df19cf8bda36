/* Makes the n-th call that changes a file fail, or kills the process before it: loaded ahead of the C library.
 * Counted are write, pwrite, fsync, fdatasync, ftruncate, unlink, link, rename and open for writing, once fault_arm() was called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/types.h>
#include <unistd.h>

static int armed, count, at, how;

void fault_arm(int n, int what) { count = 0; at = n; how = what; armed = 1; }
int fault_count(void) { armed = 0; return count; }

static int strikes(void) {
    if (!armed || ++count != at) return 0;
    if (how == 0) kill(getpid(), SIGKILL);
    errno = how;
    return 1;
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
ssize_t write(int fd, const void *b, size_t n) { NEXT(write); return fd > 2 && strikes() ? -1 : next(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { NEXT(pwrite); return strikes() ? -1 : next(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { NEXT(pwrite64); return strikes() ? -1 : next(fd, b, n, o); }
int fsync(int fd) { NEXT(fsync); return strikes() ? -1 : next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); return strikes() ? -1 : next(fd); }
int ftruncate(int fd, off_t n) { NEXT(ftruncate); return strikes() ? -1 : next(fd, n); }
int ftruncate64(int fd, off64_t n) { NEXT(ftruncate64); return strikes() ? -1 : next(fd, n); }
int unlink(const char *p) { NEXT(unlink); return strikes() ? -1 : next(p); }
int link(const char *a, const char *b) { NEXT(link); return strikes() ? -1 : next(a, b); }
int rename(const char *a, const char *b) { NEXT(rename); return strikes() ? -1 : next(a, b); }
#define OPEN(name) int name(const char *p, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    NEXT(name); return (flags & (O_WRONLY | O_RDWR | O_CREAT)) && strikes() ? -1 : next(p, flags, mode); }
OPEN(open)
OPEN(open64)
