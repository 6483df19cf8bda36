/* Makes the n-th call that changes a file fail, or kills the process before it: loaded ahead of the C library.
 * Counted are write, pwrite, fsync, fdatasync, ftruncate, unlink, link, rename and open for writing, once fault_arm() was called.
 * fault_trace() writes instead, of each such call that succeeded, a line to a descriptor: its name, path, offset, length and bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int armed, count, at, how, trace = -1;

void fault_arm(int n, int what) { count = 0; at = n; how = what; armed = 1; }
int fault_count(void) { armed = 0; return count; }
void fault_trace(int fd) { trace = fd; }

static int strikes(void) {
    if (!armed || ++count != at) return 0;
    if (how == 0) kill(getpid(), SIGKILL);
    errno = how;
    return 1;
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void put(const void *bytes, size_t length) {
    NEXT(write);
    if (next(trace, bytes, length) != (ssize_t)length) _exit(9);
}

/* name TAB path TAB other path TAB offset TAB length NEWLINE bytes */
static void told(const char *name, const char *path, const char *other, long long offset, long long length, const void *bytes) {
    char line[9000];
    int saved = errno;
    put(line, snprintf(line, sizeof line, "%s\t%s\t%s\t%lld\t%lld\n", name, path, other, offset, length));
    if (bytes) put(bytes, length);
    errno = saved;
}

static void told_of(const char *name, int fd, long long offset, long long length, const void *bytes) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return;
    path[n] = 0;
    told(name, path, "", offset, length, bytes);
}

ssize_t write(int fd, const void *b, size_t n) {
    NEXT(write);
    if (fd > 2 && strikes()) return -1;
    off_t before = trace >= 0 ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = next(fd, b, n);
    if (trace >= 0 && before >= 0 && done > 0) told_of("write", fd, before, done, b);
    return done;
}
#define PWRITE(name, type) ssize_t name(int fd, const void *b, size_t n, type o) { \
    NEXT(name); ssize_t done = strikes() ? -1 : next(fd, b, n, o); \
    if (trace >= 0 && done > 0) told_of("write", fd, o, done, b); \
    return done; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
#define SYNC(name) int name(int fd) { \
    NEXT(name); int done = strikes() ? -1 : next(fd); \
    if (trace >= 0 && done == 0) told_of("sync", fd, 0, 0, NULL); \
    return done; }
SYNC(fsync)
SYNC(fdatasync)
#define TRUNCATE(name, type) int name(int fd, type n) { \
    NEXT(name); int done = strikes() ? -1 : next(fd, n); \
    if (trace >= 0 && done == 0) told_of("truncate", fd, n, 0, NULL); \
    return done; }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
int unlink(const char *p) {
    NEXT(unlink);
    int done = strikes() ? -1 : next(p);
    if (trace >= 0 && done == 0) told("unlink", p, "", 0, 0, NULL);
    return done;
}
#define NAMED(name) int name(const char *a, const char *b) { \
    NEXT(name); int done = strikes() ? -1 : next(a, b); \
    if (trace >= 0 && done == 0) told(#name, a, b, 0, 0, NULL); \
    return done; }
NAMED(link)
NAMED(rename)
#define OPEN(name) int name(const char *p, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    NEXT(name); \
    int is_new = trace >= 0 && (flags & O_CREAT) && access(p, F_OK) != 0; \
    int fd = (flags & (O_WRONLY | O_RDWR | O_CREAT)) && strikes() ? -1 : next(p, flags, mode); \
    if (is_new && fd >= 0) told("create", p, "", 0, 0, NULL); \
    return fd; }
OPEN(open)
OPEN(open64)
