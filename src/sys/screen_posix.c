/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* The alternate screen, without wrapping at the edge, without a cursor; and back. */
#define ENTER "\033[?1049h\033[?7l\033[?25l\033[H\033[2J"
#define LEAVE "\033[0m\033[?7h\033[?25h\033[?1049l"

/* So long the rest of an escape sequence may take. */
#define SEQUENCE_MILLISECONDS 50

static const int signals[] = {SIGINT,   SIGTERM, SIGHUP,  SIGQUIT,
                              SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE};

static struct screen {
    bool active, dead;
    struct termios before;
    struct sigaction actions[COUNT_OF(signals)];
    int pipe[2]; /* the handler writes the number of the signal */
    unsigned char typed[64];
    size_t begin, end; /* of those that were typed and not taken */
} screen;

bool screen_is_there(void)
{
    const char *term = getenv("TERM");

    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 &&
           (term == NULL || strcmp(term, "dumb") != 0);
}

static bool ends(int number)
{
    return number != SIGTSTP && number != SIGCONT && number != SIGWINCH;
}

/* In the handler: the main program may hang in a write to a terminal that takes no more bytes. */
static void end_now(int number)
{
    int flags = fcntl(STDOUT_FILENO, F_GETFL);

    if (flags >= 0 && fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK) == 0) {
        if (write(STDOUT_FILENO, LEAVE, sizeof(LEAVE) - 1) < 0)
            screen.dead = true;
        (void)fcntl(STDOUT_FILENO, F_SETFL, flags);
    }
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &screen.before);
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* The first signal to end is obeyed between two readings, the second one at once. */
static void handle(int number)
{
    static volatile sig_atomic_t ending;
    int before = errno;
    unsigned char byte = (unsigned char)number;

    if (ends(number) && ending != 0)
        end_now(number);
    ending = ending != 0 || ends(number);
    while (write(screen.pipe[1], &byte, 1) < 0 && errno == EINTR)
        ;
    errno = before;
}

bool screen_write(struct text bytes)
{
    while (bytes.length > 0 && !screen.dead) {
        ssize_t written = write(STDOUT_FILENO, bytes.bytes, bytes.length);
        struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};

        if (written >= 0)
            bytes = text_from(bytes, (size_t)written);
        else if (errno == EAGAIN)
            (void)poll(&ready, 1, -1);
        else if (errno != EINTR)
            screen.dead = true;
    }
    return !screen.dead;
}

static void set_mode(const struct termios *mode)
{
    while (tcsetattr(STDIN_FILENO, TCSADRAIN, mode) != 0 && errno == EINTR)
        ;
}

/* Signals are still made of Ctrl-C and its like. */
static void take_over(void)
{
    struct termios raw = screen.before;

    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON | ISTRIP);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    set_mode(&raw);
    screen.dead = !screen_write(TEXT(ENTER));
}

static void give_back(void)
{
    screen.dead = !screen_write(TEXT(LEAVE));
    set_mode(&screen.before);
}

static bool fail(struct error *error)
{
    return error_set(error, STATUS_FAILED, "cannot use the terminal: %s", strerror(errno));
}

bool screen_begin(struct error *error)
{
    struct sigaction now = {.sa_handler = handle, .sa_flags = (int)SA_RESTART};

    sigemptyset(&now.sa_mask);
    if (tcgetattr(STDIN_FILENO, &screen.before) != 0 || pipe(screen.pipe) != 0)
        return fail(error);
    for (int i = 0; i < 2; i++)
        if (fcntl(screen.pipe[i], F_SETFD, FD_CLOEXEC) != 0 ||
            fcntl(screen.pipe[i], F_SETFL, O_NONBLOCK) != 0)
            return fail(error);
    for (size_t i = 0; i < COUNT_OF(signals); i++)
        if (sigaction(signals[i], &now, &screen.actions[i]) != 0)
            return fail(error);
    screen.active = true;
    take_over();
    return true;
}

void screen_end(void)
{
    if (!screen.active)
        return;
    screen.active = false;
    give_back();
    for (size_t i = 0; i < COUNT_OF(signals); i++)
        (void)sigaction(signals[i], &screen.actions[i], NULL);
}

void screen_size(size_t *rows, size_t *columns)
{
    struct winsize size = {.ws_row = 0};

    (void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    *rows = size.ws_row == 0 ? 24 : size.ws_row;
    *columns = size.ws_col == 0 ? 80 : size.ws_col;
}

/* The shell that started this program gets its terminal back until it lets it go on. */
static void suspend(void)
{
    struct sigaction stop = {.sa_handler = SIG_DFL}, before;

    sigemptyset(&stop.sa_mask);
    give_back();
    (void)sigaction(SIGTSTP, &stop, &before);
    (void)raise(SIGTSTP);
    (void)sigaction(SIGTSTP, &before, NULL);
    take_over();
}

/* False: there is none that means anything. */
static bool take_signal(enum screen_event *event)
{
    unsigned char number;
    bool taken = false;

    while (read(screen.pipe[0], &number, 1) == 1) {
        taken = true;
        *event = SCREEN_REDRAW;
        if (number == SIGTSTP)
            suspend();
        else if (number == SIGCONT)
            take_over();
        else if (ends(number)) {
            *event = SCREEN_ENDS;
            return true;
        }
    }
    return taken;
}

/* Reads what was typed. False: the terminal is gone. */
static bool read_keys(void)
{
    ssize_t count;

    memmove(screen.typed, screen.typed + screen.begin, screen.end - screen.begin);
    screen.end -= screen.begin;
    screen.begin = 0;
    count = read(STDIN_FILENO, screen.typed + screen.end, sizeof(screen.typed) - screen.end);
    if (count > 0)
        screen.end += (size_t)count;
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Whether one more byte is there, soon. */
static bool has_byte(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

    return screen.begin < screen.end || (poll(&input, 1, SEQUENCE_MILLISECONDS) == 1 &&
                                         read_keys() && screen.begin < screen.end);
}

static int key_of_letter(unsigned char letter)
{
    static const char letters[] = "ABCDHF";
    static const int keys[] = {KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT, KEY_HOME, KEY_END};
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);

    return found == NULL ? KEY_OTHER : keys[found - letters];
}

static int key_of_number(unsigned number)
{
    static const int keys[] = {[1] = KEY_HOME,      [4] = KEY_END,  [5] = KEY_PAGE_UP,
                               [6] = KEY_PAGE_DOWN, [7] = KEY_HOME, [8] = KEY_END};

    return number < COUNT_OF(keys) && keys[number] != 0 ? keys[number] : KEY_OTHER;
}

/* ESC [ A, ESC O A, ESC [ 5 ~; what comes behind a number is not looked at. */
static int take_sequence(void)
{
    unsigned number = 0;
    unsigned char byte;

    if (!has_byte())
        return KEY_ESCAPE;
    byte = screen.typed[screen.begin];
    if (byte != '[' && byte != 'O')
        return KEY_ESCAPE;
    screen.begin++;
    while (has_byte()) {
        byte = screen.typed[screen.begin++];
        if (byte >= '0' && byte <= '9' && number < 1000)
            number = number * 10 + (byte - '0');
        else if (byte >= 0x40)
            return byte == '~' ? key_of_number(number) : key_of_letter(byte);
    }
    return KEY_OTHER;
}

static int take_key(void)
{
    unsigned char byte = screen.typed[screen.begin++];

    switch (byte) {
    case KEY_ESCAPE:
        return take_sequence();
    case '\n':
        return KEY_ENTER;
    case '\b':
        return KEY_BACKSPACE;
    default:
        return byte;
    }
}

enum screen_event screen_wait(int milliseconds, int *key)
{
    struct pollfd list[] = {{.fd = screen.pipe[0], .events = POLLIN},
                            {.fd = STDIN_FILENO, .events = POLLIN}};
    enum screen_event event;

    if (screen.begin == screen.end) {
        int ready = poll(list, COUNT_OF(list), milliseconds);

        if (ready < 0 && errno != EINTR)
            return SCREEN_ENDS;
        if (ready == 0)
            return SCREEN_TIMEOUT;
        if (take_signal(&event))
            return event;
        if (screen.dead || (list[1].revents != 0 && !read_keys()))
            return SCREEN_ENDS;
        if (screen.begin == screen.end)
            return SCREEN_TIMEOUT;
    }
    *key = take_key();
    return SCREEN_KEY;
}

void screen_host(char name[SCREEN_HOST_ROOM])
{
    if (gethostname(name, SCREEN_HOST_ROOM) != 0)
        name[0] = '\0';
    name[SCREEN_HOST_ROOM - 1] = '\0';
}
