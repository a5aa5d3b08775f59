/* Loaded before the C library: notes, with its data, everything that is changed below one folder, and can end the
   process at the n-th change. Nothing happens before `trial_watch` is called.

   The notes are records of a fixed head and its parts; see `recorder.py`. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct record {
    uint32_t kind, first, second, reserved;
    uint64_t inode, offset, length;
};

static char folder[PATH_MAX];
static size_t folder_length;
static int notes = -1;
static long changes, last_change = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void put(int to, const void *data, size_t length)
{
    const char *at = data;
    while (length > 0) {
        ssize_t done = syscall(SYS_write, to, at, length);
        if (done <= 0) _exit(99);
        at += done;
        length -= (size_t)done;
    }
}

static void note(char kind, const char *first, const char *second, uint64_t inode, uint64_t offset,
                 const void *data, uint64_t length)
{
    if (notes < 0) return;
    struct record record = {(uint32_t)kind, first ? (uint32_t)strlen(first) : 0, second ? (uint32_t)strlen(second) : 0,
                            0, inode, offset, length};
    pthread_mutex_lock(&lock);
    put(notes, &record, sizeof record);
    if (first) put(notes, first, strlen(first));
    if (second) put(notes, second, strlen(second));
    if (data) put(notes, data, length);
    pthread_mutex_unlock(&lock);
}

/* Counted before it happens; the last one does not happen. */
static int is_last(void)
{
    return last_change >= 0 && __sync_add_and_fetch(&changes, 1) >= last_change;
}

static void count(void)
{
    if (last_change < 0) __sync_add_and_fetch(&changes, 1);
    else if (is_last()) kill(getpid(), SIGKILL);
}

void trial_watch(const char *place, const char *file, long last)
{
    notes = -1;
    if (file && *file) {
        int opened = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        notes = fcntl(opened, F_DUPFD_CLOEXEC, 900);
        syscall(SYS_close, opened);
    }
    changes = 0;
    last_change = last;
    snprintf(folder, sizeof folder, "%s", place);
    folder_length = strlen(folder);
}

long trial_changes(void) { return changes; }

void trial_mark(long number) { note('A', NULL, NULL, 0, (uint64_t)number, NULL, 0); }

static int is_within(const char *path)
{
    return folder_length > 0 && strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '/' || path[folder_length] == 0);
}

static int absolute(int at, const char *path, char *found)
{
    char base[PATH_MAX];
    if (folder_length == 0 || path == NULL) return 0;
    if (path[0] == '/') {
        snprintf(found, PATH_MAX, "%s", path);
        return is_within(found);
    }
    if (at == AT_FDCWD) {
        if (syscall(SYS_getcwd, base, sizeof base) < 0) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
    }
    if (strlen(base) + strlen(path) + 2 > PATH_MAX) return 0;
    strcpy(found, base);
    strcat(found, "/");
    strcat(found, path);
    return is_within(found);
}

static int opened_within(int descriptor, struct stat *status)
{
    char link[64], path[PATH_MAX];
    if (folder_length == 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_within(path) && REAL(fstat)(descriptor, status) == 0;
}

static int open_noted(int at, const char *path, int flags, mode_t mode)
{
    char whole[PATH_MAX];
    struct stat before, after;
    int (*openat_)(int, const char *, int, ...) = REAL(openat);
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !absolute(at, path, whole))
        return openat_(at, path, flags, mode);
    int was_there = REAL(fstatat)(at, path, &before, 0) == 0;
    if (!was_there || (flags & O_TRUNC)) count();
    int opened = openat_(at, path, flags, mode);
    if (opened >= 0 && REAL(fstat)(opened, &after) == 0) {
        if (!was_there) note('C', whole, NULL, after.st_ino, 0, NULL, 0);
        else if (flags & O_TRUNC) note('T', NULL, NULL, after.st_ino, 0, NULL, 0);
    }
    return opened;
}

#define MODE                                                                                                           \
    mode_t mode = 0;                                                                                                   \
    if (flags & (O_CREAT | __O_TMPFILE)) {                                                                             \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = va_arg(more, mode_t);                                                                                   \
        va_end(more);                                                                                                  \
    }

int open(const char *path, int flags, ...) { MODE return open_noted(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return open_noted(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return open_noted(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return open_noted(at, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return open_noted(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static ssize_t write_noted(int descriptor, const void *data, size_t length, off_t offset, int at_offset)
{
    struct stat status;
    if (opened_within(descriptor, &status) && S_ISREG(status.st_mode)) {
        if (!at_offset) {
            int append = fcntl(descriptor, F_GETFL) & O_APPEND;
            offset = append ? status.st_size : (off_t)syscall(SYS_lseek, descriptor, 0, SEEK_CUR);
        }
        if (last_change < 0) count();
        else if (is_last()) { /* half of it reaches the file */
            syscall(SYS_pwrite64, descriptor, data, length / 2, offset);
            kill(getpid(), SIGKILL);
        }
        note('W', NULL, NULL, status.st_ino, (uint64_t)offset, data, length);
    }
    return at_offset ? syscall(SYS_pwrite64, descriptor, data, length, offset)
                     : syscall(SYS_write, descriptor, data, length);
}

ssize_t write(int descriptor, const void *data, size_t length) { return write_noted(descriptor, data, length, 0, 0); }
ssize_t pwrite(int descriptor, const void *data, size_t length, off_t at)
{
    return write_noted(descriptor, data, length, at, 1);
}
ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t at)
{
    return write_noted(descriptor, data, length, at, 1);
}
ssize_t writev(int descriptor, const struct iovec *parts, int number)
{
    ssize_t all = 0;
    for (int at = 0; at < number; at++) {
        ssize_t done = write_noted(descriptor, parts[at].iov_base, parts[at].iov_len, 0, 0);
        if (done < 0) return all ? all : done;
        all += done;
        if ((size_t)done < parts[at].iov_len) break;
    }
    return all;
}

/* Whoever copies within the system falls back to reading and writing. */
ssize_t sendfile(int to, int from, off_t *offset, size_t length)
{
    struct stat status;
    if (opened_within(to, &status)) { errno = ENOTSOCK; return -1; }
    return syscall(SYS_sendfile, to, from, offset, length);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) { return sendfile(to, from, offset, length); }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags)
{
    struct stat status;
    if (opened_within(to, &status)) { errno = EXDEV; return -1; }
    return syscall(SYS_copy_file_range, from, at, to, there, length, flags);
}

static int truncate_noted(int descriptor, off_t length)
{
    struct stat status;
    if (opened_within(descriptor, &status)) {
        count();
        note('T', NULL, NULL, status.st_ino, (uint64_t)length, NULL, 0);
    }
    return (int)syscall(SYS_ftruncate, descriptor, length);
}
int ftruncate(int descriptor, off_t length) { return truncate_noted(descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return truncate_noted(descriptor, length); }

static int sync_noted(int descriptor, long call)
{
    struct stat status;
    char link[64], path[PATH_MAX];
    if (opened_within(descriptor, &status)) {
        count();
        if (S_ISDIR(status.st_mode)) {
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
            path[length < 0 ? 0 : length] = 0;
            note('D', path, NULL, 0, 0, NULL, 0);
        } else {
            note('S', NULL, NULL, status.st_ino, 0, NULL, 0);
        }
    }
    return (int)syscall(call, descriptor);
}
int fsync(int descriptor) { return sync_noted(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_noted(descriptor, SYS_fdatasync); }

#define TWO_NAMES(kind, at, from, to_at, to, call)                                                                     \
    char one[PATH_MAX], other[PATH_MAX];                                                                               \
    int within = absolute(at, from, one) | absolute(to_at, to, other) * 2;                                             \
    if (within) count();                                                                                               \
    int done = (int)(call);                                                                                            \
    if (within == 3 && done == 0) note(kind, one, other, 0, 0, NULL, 0);                                               \
    return done;

int rename(const char *from, const char *to)
{
    TWO_NAMES('R', AT_FDCWD, from, AT_FDCWD, to, syscall(SYS_rename, from, to))
}
int renameat(int at, const char *from, int to_at, const char *to)
{
    TWO_NAMES('R', at, from, to_at, to, syscall(SYS_renameat2, at, from, to_at, to, 0))
}
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags)
{
    TWO_NAMES(flags & 2 ? 'E' : 'R', at, from, to_at, to, syscall(SYS_renameat2, at, from, to_at, to, flags))
}
int link(const char *from, const char *to)
{
    TWO_NAMES('L', AT_FDCWD, from, AT_FDCWD, to, syscall(SYS_link, from, to))
}
int linkat(int at, const char *from, int to_at, const char *to, int flags)
{
    TWO_NAMES('L', at, from, to_at, to, syscall(SYS_linkat, at, from, to_at, to, flags))
}

#define ONE_NAME(kind, at, path, call)                                                                                 \
    char whole[PATH_MAX];                                                                                              \
    int within = absolute(at, path, whole);                                                                            \
    if (within) count();                                                                                               \
    int done = (int)(call);                                                                                            \
    if (within && done == 0) note(kind, whole, NULL, 0, 0, NULL, 0);                                                   \
    return done;

int unlink(const char *path) { ONE_NAME('U', AT_FDCWD, path, syscall(SYS_unlink, path)) }
int unlinkat(int at, const char *path, int flags) { ONE_NAME('U', at, path, syscall(SYS_unlinkat, at, path, flags)) }
int remove(const char *path)
{
    struct stat status;
    if (REAL(lstat)(path, &status) == 0 && S_ISDIR(status.st_mode)) return rmdir(path);
    return unlink(path);
}
int rmdir(const char *path) { ONE_NAME('U', AT_FDCWD, path, syscall(SYS_rmdir, path)) }
int mkdir(const char *path, mode_t mode) { ONE_NAME('M', AT_FDCWD, path, syscall(SYS_mkdir, path, mode)) }
int mkdirat(int at, const char *path, mode_t mode) { ONE_NAME('M', at, path, syscall(SYS_mkdirat, at, path, mode)) }
