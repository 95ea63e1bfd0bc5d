/* What a process does to the files below one folder: noted with its content, and refused when asked.
   Loaded before the C library, so that it sees SQLite's steps and Python's alike. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(result, name, ...) ((result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))
#define OPEN REAL(int, "open64", const char *, int, ...)
#define WRITE REAL(ssize_t, "write", int, const void *, size_t)
#define PWRITE REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)

static char folder[4096];
static int noted = -1;        /* descriptor of the notes */
static long step, refused = -1; /* the step that is refused, counted from the beginning */
static int fault, lasting;    /* with which error, and whether all after it are refused, too */

struct note { int64_t kind, file, offset, length, names; };

void steps_begin(const char *below, const char *notes, long refuse, int error, int from_there_on) {
    strncpy(folder, below, sizeof folder - 1);
    refused = refuse, fault = error, lasting = from_there_on;
    noted = OPEN(notes, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static void write_note(char kind, int64_t file, int64_t offset, const char *names, const void *content,
                       int64_t length) {
    struct note note = {kind, file, offset, length, (int64_t)strlen(names)};
    WRITE(noted, &note, sizeof note);
    WRITE(noted, names, note.names);
    if (length) WRITE(noted, content, length);
}

void steps_mark(const char *text) {
    if (noted >= 0) write_note('k', 0, 0, text, "", 0);
}

static int inside(const char *path) {
    return noted >= 0 && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int inside_open(int descriptor) {
    char link[64], path[4096];
    if (noted < 0 || descriptor == noted) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* A full disk still gives, deletes and syncs; a broken one does nothing. */
static int refuses(char kind) {
    write_note('?', kind, 0, "", "", 0);
    long now = step++;
    int later = lasting && now > refused && (fault != ENOSPC || strchr("cwm", kind));
    if (refused < 0 || !(now == refused || later)) return 0;
    errno = fault;
    return 1;
}

static int64_t number(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) ? 0 : (int64_t)status.st_ino;
}

static int opens(const char *path, int flags, mode_t mode) {
    if (!inside(path)) return OPEN(path, flags, mode);
    struct stat before;
    int there = lstat(path, &before) == 0;
    int creates = !there && (flags & O_CREAT);
    if (refuses(creates ? 'c' : 'o')) return -1;
    int descriptor = OPEN(path, flags, mode);
    if (descriptor < 0) return descriptor;
    if (creates) write_note('c', number(descriptor), 0, path, "", 0);
    else if (flags & O_TRUNC) write_note('t', number(descriptor), 0, "", "", 0);
    return descriptor;
}

#define WITH_MODE                                  \
    va_list more;                                  \
    va_start(more, flags);                         \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
    va_end(more)

int open(const char *path, int flags, ...) { WITH_MODE; return opens(path, flags, mode); }
int open64(const char *path, int flags, ...) { WITH_MODE; return opens(path, flags, mode); }

/* Half of what is refused gets there. */
ssize_t pwrite64(int descriptor, const void *from, size_t length, off64_t offset) {
    if (!inside_open(descriptor)) return PWRITE(descriptor, from, length, offset);
    int no = refuses('w');
    ssize_t done = PWRITE(descriptor, from, no ? length / 2 : length, offset);
    if (done > 0) write_note('w', number(descriptor), offset, "", from, done);
    if (!no) return done;
    errno = fault;
    return -1;
}

ssize_t pwrite(int descriptor, const void *from, size_t length, off_t offset) {
    return pwrite64(descriptor, from, length, offset);
}

ssize_t write(int descriptor, const void *from, size_t length) {
    if (!inside_open(descriptor)) return WRITE(descriptor, from, length);
    off_t offset = lseek(descriptor, 0, SEEK_CUR);
    ssize_t done = pwrite64(descriptor, from, length, offset);
    if (done > 0) lseek(descriptor, offset + done, SEEK_SET);
    return done;
}

/* Not offered: the program then writes what it has read. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
    errno = EINVAL;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    errno = EINVAL;
    return -1;
}

ssize_t pread64(int descriptor, void *into, size_t length, off64_t offset) {
    if (inside_open(descriptor) && refuses('r')) return -1;
    return REAL(ssize_t, "pread64", int, void *, size_t, off64_t)(descriptor, into, length, offset);
}

ssize_t read(int descriptor, void *into, size_t length) {
    if (inside_open(descriptor) && refuses('r')) return -1;
    return REAL(ssize_t, "read", int, void *, size_t)(descriptor, into, length);
}

int ftruncate64(int descriptor, off64_t size) {
    int ours = inside_open(descriptor);
    if (ours && refuses('t')) return -1;
    int result = REAL(int, "ftruncate64", int, off64_t)(descriptor, size);
    if (ours && !result) write_note('t', number(descriptor), size, "", "", 0);
    return result;
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int syncs(int descriptor, const char *name) {
    int ours = inside_open(descriptor);
    if (ours && refuses('s')) return -1;
    int result = REAL(int, name, int)(descriptor);
    if (ours && !result) write_note('s', number(descriptor), 0, "", "", 0);
    return result;
}

int fsync(int descriptor) { return syncs(descriptor, "fsync"); }
int fdatasync(int descriptor) { return syncs(descriptor, "fdatasync"); }

int rename(const char *from, const char *to) {
    int ours = inside(from) || inside(to);
    if (ours && refuses('n')) return -1;
    int result = REAL(int, "rename", const char *, const char *)(from, to);
    if (ours && !result) {
        char both[8192];
        snprintf(both, sizeof both, "%s\n%s", from, to);
        write_note('n', 0, 0, both, "", 0);
    }
    return result;
}

int unlink(const char *path) {
    if (inside(path) && refuses('u')) return -1;
    int result = REAL(int, "unlink", const char *)(path);
    if (inside(path) && !result) write_note('u', 0, 0, path, "", 0);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    if (inside(path) && refuses('m')) return -1;
    int result = REAL(int, "mkdir", const char *, mode_t)(path, mode);
    struct stat made;
    if (inside(path) && !result && !stat(path, &made)) write_note('m', made.st_ino, 0, path, "", 0);
    return result;
}
