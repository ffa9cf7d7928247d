/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch_screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "follow.h"
#include "frame.h"
#include "known_lines.h"
#include "moment.h"
#include "style.h"
#include "terminal.h"

#define PROMPT_ROOM 512
#define MARK        2 /* columns before each line */

/* The work needed to bring the screen up to date. */
enum due { DUE_NOTHING, DUE_FRAME, DUE_TABLE, DUE_READING };

struct watch;

/* An input line at the bottom. */
struct prompt {
    const char *title; /* NULL: not open */
    bool (*accept)(struct watch *watch, struct text typed, struct error *error);
    char typed[PROMPT_ROOM];
    size_t length;
    struct error problem; /* with the last input */
};

struct watch {
    const struct run *run;
    struct reread **reread;
    struct follow follow;
    struct builder table, notes; /* of the newest reading */
    struct known_lines known;    /* of the table in the reading before */
    struct table_window window;
    size_t lines_a_row;   /* maximum lines per row of the table */
    size_t rows, columns; /* of the screen, at least 3 rows */
    size_t left;
    struct frame frame;
    struct prompt prompt;
    bool paused, helps, ends;
    enum due due;
    char host[SCREEN_HOST_ROOM];
};

/* Returns the rows between the first and the last line. */
static size_t body_rows(const struct watch *watch)
{
    return watch->rows - 2;
}

static bool has_problem(const struct watch *watch)
{
    return watch->prompt.title != NULL && watch->prompt.problem.status != STATUS_DONE;
}

static int keep(struct builder *builder, const char *bytes, size_t length)
{
    builder_add(builder, (struct text){bytes, length});
    return builder->failed ? ENOMEM : 0;
}

static int keep_table(void *context, const char *bytes, size_t length)
{
    return keep(&((struct watch *)context)->table, bytes, length);
}

static int keep_notes(void *context, const char *bytes, size_t length)
{
    return keep(&((struct watch *)context)->notes, bytes, length);
}

static size_t count_lines(struct text text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text.length; i++)
        lines += text.bytes[i] == '\n';
    return lines;
}

/* Prints with reread_next or reread_print. */
static bool print_by(struct watch *watch, struct reread *reread,
                     bool (*print)(struct reread *reread, struct error *error),
                     struct error *error)
{
    struct text_style *style = &reread->run.presentation.style;
    size_t heading = style->heading;

    reread_direct(reread, keep_table, keep_notes, watch);
    builder_clear(&watch->table);
    builder_clear(&watch->notes);
    style->window = &watch->window;
    style->width = watch->columns > MARK ? (unsigned)(watch->columns - MARK) : 1;
    watch->window.used = watch->window.marked = false;
    watch->window.rows = (body_rows(watch) - heading) / watch->lines_a_row;
    if (watch->window.rows == 0)
        watch->window.rows = 1;
    return print(reread, error);
}

/* If rows take several lines each, prints only as many as fit on the screen. */
static bool print_to_fit(struct watch *watch, struct reread *reread,
                         bool (*print)(struct reread *reread, struct error *error),
                         struct error *error)
{
    size_t lines, shown;

    if (!print_by(watch, reread, print, error))
        return false;
    lines = count_lines(builder_text(&watch->table));
    if (!watch->window.used) {
        size_t most = lines > body_rows(watch) ? lines - body_rows(watch) : 0;

        watch->window.first = watch->window.first < most ? watch->window.first : most;
        return true;
    }
    shown = watch->window.total < watch->window.rows ? watch->window.total : watch->window.rows;
    lines = shown == 0 ? 1 : (lines - (lines > shown) + shown - 1) / shown;
    if (lines <= watch->lines_a_row)
        return true;
    watch->lines_a_row = lines;
    return print_by(watch, reread, reread_print, error);
}

static bool look(void *context, struct error *error)
{
    struct watch *watch = context;

    if (!watch->window.marked && !known_lines_set(&watch->known, builder_text(&watch->table)))
        return error_out_of_memory(error);
    return print_to_fit(watch, *watch->reread, reread_next, error);
}

static void add_moment(struct builder *line, const struct timespec *time)
{
    char moment[MOMENT_ROOM];

    if (moment_write(moment, time))
        builder_printf(line, "%.10s %.8s UTC", moment, moment + 11);
}

static void add_changes(const struct watch *watch, struct builder *line)
{
    static const char marks[TABLE_CHANGE_COUNT] = {
        [TABLE_OPENED] = '+', [TABLE_CHANGED] = '~', [TABLE_CLOSED] = '-'};

    for (unsigned i = 0; i < TABLE_CHANGE_COUNT && watch->window.used; i++)
        if (marks[i] != '\0' && watch->window.changes[i] > 0)
            builder_printf(line, " %c%zu", marks[i], watch->window.changes[i]);
}

static void add_words(const struct run *run, struct builder *line)
{
    for (size_t i = 0; i < run->word_count; i++) {
        if (i > 0)
            builder_add_byte(line, ' ');
        builder_add(line, run->words[i]);
    }
}

static void show_header(struct watch *watch)
{
    const struct reread *reread = *watch->reread;
    const struct gathering *newest = reread_newest(reread);
    struct builder line = {0};

    builder_add(&line, style_begin(ROLE_HEADING, watch->run->presentation.style.colour));
    builder_printf(&line, "%s  ", watch->host);
    add_moment(&line, &newest->time);
    builder_printf(&line, "%s  %zu socket%s", watch->paused ? "  PAUSED" : "", newest->total,
                   newest->total == 1 ? "" : "s");
    add_changes(watch, &line);
    if (reread->run.word_count > 0)
        builder_add(&line, TEXT("  filter: "));
    add_words(&reread->run, &line);
    if (reread->options.sort.length > 0)
        builder_printf(&line, "  sort: %.*s", (int)reread->options.sort.length,
                       reread->options.sort.bytes);
    frame_line(&watch->frame, builder_text(&line));
    builder_free(&line);
}

/* A listing marks its own rows. */
static void show_line(struct watch *watch, struct text line)
{
    struct builder marked = {0};
    bool is_new = !watch->window.marked && known_lines_lack(&watch->known, line);
    bool colour = watch->run->presentation.style.colour;

    if (is_new) {
        builder_add(&marked, style_begin(ROLE_ATTENTION, colour));
        builder_add(&marked, TEXT("~ "));
        builder_add(&marked, style_end(ROLE_ATTENTION, colour));
    } else if (!watch->window.marked) {
        builder_add(&marked, TEXT("  "));
    }
    builder_add(&marked, line);
    frame_line(&watch->frame, builder_text(&marked));
    builder_free(&marked);
}

static void show_body(struct watch *watch)
{
    struct text body = builder_text(&watch->table);

    for (size_t i = 0; !watch->window.used && i < watch->window.first && body.length > 0; i++)
        (void)text_take_until(&body, '\n');
    watch->frame.left = watch->left;
    while (body.length > 0 && watch->frame.row < 1 + body_rows(watch) - has_problem(watch))
        show_line(watch, text_take_until(&body, '\n'));
    watch->frame.left = 0;
}

static void show_help(struct watch *watch)
{
    static const char *const lines[] = {
        "",
        "  q              quit",
        "  space          pause, and go on",
        "  arrows, page keys, home, end",
        "                 move the table",
        "  /              edit the filter; empty: all sockets",
        "  s              choose the columns to sort by, as for --sort; up and down offer them",
        "  Ctrl-L         draw the screen again",
        "  h              this help; any key goes back",
        "",
        "  In front of a row, since the reading before:",
        "  +              it is new",
        "  ~              its state or its processes changed; in other tables: anything",
        "  -              it is gone, or does not match the filter any more",
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        frame_line(&watch->frame, text_of(lines[i]));
}

static void add_problem(struct builder *line, const struct error *problem)
{
    builder_add(line, text_of(problem->message));
    if (problem->typed.length > 0 && problem->end > problem->begin &&
        problem->end <= problem->typed.length)
        builder_printf(line, ": `%.*s`", (int)(problem->end - problem->begin),
                       problem->typed.bytes + problem->begin);
    if (problem->remedy[0] != '\0')
        builder_printf(line, "; %s", problem->remedy);
}

static void add_range(const struct watch *watch, struct builder *line)
{
    const struct table_window *window = &watch->window;
    size_t last = window->first + window->rows;

    if (!window->used)
        return;
    if (last > window->total)
        last = window->total;
    if (window->first > 0 || last < window->total)
        builder_printf(line, "  rows %zu-%zu of %zu", window->first + 1, last, window->total);
}

/* Adds the reason why the last reading failed, or else the first note. */
static void add_notes(struct watch *watch, struct builder *line)
{
    struct text notes = builder_text(&watch->notes), first = text_take_until(&notes, '\n');

    builder_add(line, TEXT("  "));
    if (watch->follow.passing.status != STATUS_DONE)
        add_problem(line, &watch->follow.passing);
    else
        builder_add(line, text_starts_with(first, TEXT("lsock: ")) ? text_from(first, 7) : first);
    if (notes.length > 0)
        builder_printf(line, " (+%zu)", count_lines(notes));
}

static void show_footer(struct watch *watch)
{
    struct prompt *prompt = &watch->prompt;
    bool colour = watch->run->presentation.style.colour;
    struct builder line = {0};

    if (has_problem(watch)) {
        frame_skip(&watch->frame, watch->rows - 2);
        builder_add(&line, style_begin(ROLE_ERROR, colour));
        add_problem(&line, &prompt->problem);
        frame_line(&watch->frame, builder_text(&line));
        builder_clear(&line);
    }
    frame_skip(&watch->frame, watch->rows - 1);
    if (prompt->title != NULL) {
        builder_printf(&line, "%s: %.*s", prompt->title, (int)prompt->length, prompt->typed);
        watch->frame.left = line.length >= watch->columns ? line.length - watch->columns + 1 : 0;
    } else {
        builder_add(&line, style_begin(ROLE_DIM, colour));
        builder_add(&line, TEXT("h help  q quit"));
        add_range(watch, &line);
        add_notes(watch, &line);
    }
    frame_line(&watch->frame, builder_text(&line));
    builder_free(&line);
}

static bool paint(struct watch *watch)
{
    struct builder before = watch->frame.bytes;
    size_t rows;
    struct text bytes;
    bool written;

    screen_size(&rows, &watch->columns);
    watch->frame.bytes = (struct builder){0};
    frame_begin(&watch->frame, rows, watch->columns, 0);
    show_header(watch);
    if (watch->helps)
        show_help(watch);
    else
        show_body(watch);
    show_footer(watch);
    bytes = frame_end(&watch->frame, watch->prompt.title != NULL);
    written = text_equal(bytes, builder_text(&before)) || screen_write(bytes);
    builder_free(&before);
    return written;
}

static void measure_screen(struct watch *watch)
{
    screen_size(&watch->rows, &watch->columns);
    if (watch->rows < 3)
        watch->rows = 3;
    watch->lines_a_row = 1;
}

/* Replaces the table by one with this filter and order, unless they are invalid. */
static bool replace(struct watch *watch, const struct run *run, const struct options *options,
                    struct error *error)
{
    struct reread *old = *watch->reread, *fresh = calloc(1, sizeof(*fresh));
    struct table_window window = watch->window;

    if (fresh == NULL)
        return error_out_of_memory(error);
    watch->window = (struct table_window){.first = 0};
    watch->lines_a_row = 1;
    known_lines_free(&watch->known);
    if (reread_open(fresh, run, options, &old->gatherings[0].places, error) &&
        print_to_fit(watch, fresh, reread_next, error)) {
        *watch->reread = fresh;
        fresh = old;
    } else {
        watch->window = window;
        watch->due = DUE_TABLE;
    }
    reread_close(fresh);
    free(fresh);
    return error->status == STATUS_DONE;
}

static struct run run_of(const struct watch *watch)
{
    struct run run = *watch->run;

    run.words = (*watch->reread)->run.words;
    run.word_count = (*watch->reread)->run.word_count;
    return run;
}

static bool accept_filter(struct watch *watch, struct text typed, struct error *error)
{
    struct run run = run_of(watch);
    struct text *word = arena_alloc(watch->run->arena, sizeof(*word));

    if (word == NULL)
        return error_out_of_memory(error);
    *word = typed;
    run.words = word;
    run.word_count = typed.length > 0;
    return replace(watch, &run, &(*watch->reread)->options, error);
}

static bool accept_sort(struct watch *watch, struct text typed, struct error *error)
{
    struct run run = run_of(watch);
    struct options options = (*watch->reread)->options;

    options.sort = typed.length > 0 ? typed : (struct text){NULL, 0};
    return replace(watch, &run, &options, error);
}

static void open_prompt(struct watch *watch, const char *title,
                        bool (*accept)(struct watch *, struct text, struct error *),
                        struct text typed)
{
    struct prompt *prompt = &watch->prompt;

    *prompt = (struct prompt){.title = title, .accept = accept};
    prompt->length = typed.length < sizeof(prompt->typed) ? typed.length : 0;
    if (prompt->length > 0)
        memcpy(prompt->typed, typed.bytes, prompt->length);
}

static void prompt_filter(struct watch *watch)
{
    struct builder words = {0};

    add_words(&(*watch->reread)->run, &words);
    open_prompt(watch, "filter", accept_filter, builder_text(&words));
    builder_free(&words);
}

static void prompt_sort(struct watch *watch)
{
    struct reread *reread = *watch->reread;

    open_prompt(watch, "sort by", accept_sort, reread->options.sort);
    if (!verb_takes(reread->run.verb, OPTIONS_ORDER, TEXT("sort")))
        error_set(&watch->prompt.problem, STATUS_USAGE, "%s is not sorted",
                  verb_title(reread->run.verb));
}

static void accept(struct watch *watch)
{
    struct prompt *prompt = &watch->prompt;
    struct text typed =
        arena_copy(watch->run->arena, (struct text){prompt->typed, prompt->length});

    prompt->problem = (struct error){.status = STATUS_DONE};
    if (typed.bytes == NULL)
        error_out_of_memory(&prompt->problem);
    else if (prompt->accept(watch, typed, &prompt->problem))
        prompt->title = NULL;
}

/* Deletes a whole character. */
static void erase(struct prompt *prompt)
{
    while (prompt->length > 0 && ((unsigned char)prompt->typed[--prompt->length] & 0xc0) == 0x80)
        ;
}

/* The column of the table before or after the one that is typed; its order stays. */
static void offer_column(struct watch *watch, int key)
{
    const struct table_window *window = &watch->window;
    struct prompt *prompt = &watch->prompt;
    size_t sign = prompt->length > 0 && prompt->typed[0] == '-', at = 0;
    struct text typed = {prompt->typed + sign, prompt->length - sign};
    size_t count = window->column_count < TABLE_WINDOW_COLUMNS ? window->column_count
                                                               : TABLE_WINDOW_COLUMNS;

    while (at < count && !text_equal(typed, text_of(window->keys[at])))
        at++;
    if (prompt->accept != accept_sort || !window->used || count == 0)
        return;
    at = at < count ? (at + (key == KEY_DOWN ? 1 : count - 1)) % count : 0;
    prompt->length =
        (size_t)snprintf(prompt->typed, sizeof(prompt->typed), "%s%s", sign ? "-" : "", window->keys[at]);
}

static void edit(struct watch *watch, int key)
{
    struct prompt *prompt = &watch->prompt;

    watch->due = DUE_FRAME;
    if (key == KEY_ESCAPE || key == KEY_CONTROL('G'))
        prompt->title = NULL;
    else if (key == KEY_ENTER)
        accept(watch);
    else if (key == KEY_BACKSPACE)
        erase(prompt);
    else if (key == KEY_UP || key == KEY_DOWN)
        offer_column(watch, key);
    else if (key == KEY_CONTROL('U'))
        prompt->length = 0;
    else if (key >= ' ' && key < KEY_UP && prompt->length < sizeof(prompt->typed))
        prompt->typed[prompt->length++] = (char)key;
}

static void move_to(struct watch *watch, size_t first)
{
    watch->window.first = first;
    watch->due = DUE_TABLE;
    known_lines_free(&watch->known); /* other lines are not new */
}

static void move(struct watch *watch, int key)
{
    size_t first = watch->window.first;
    size_t page = watch->window.used ? watch->window.rows : body_rows(watch);

    switch (key) {
    case KEY_UP:
        move_to(watch, first > 0 ? first - 1 : 0);
        break;
    case KEY_DOWN:
        move_to(watch, first + 1);
        break;
    case KEY_PAGE_UP:
        move_to(watch, first > page ? first - page : 0);
        break;
    case KEY_PAGE_DOWN:
        move_to(watch, first + page);
        break;
    case KEY_HOME:
        move_to(watch, 0);
        watch->left = 0;
        break;
    case KEY_END:
        move_to(watch, SIZE_MAX / 2);
        break;
    case KEY_LEFT:
        watch->left -= watch->left < 8 ? watch->left : 8;
        break;
    case KEY_RIGHT:
        watch->left += 8;
        break;
    default:
        break;
    }
}

static void command(struct watch *watch, int key)
{
    watch->due = DUE_FRAME;
    if (watch->helps && key != 'q') {
        watch->helps = false;
        return;
    }
    switch (key) {
    case 'q':
        watch->ends = true;
        break;
    case ' ':
        watch->paused = !watch->paused;
        break;
    case 'h':
    case '?':
        watch->helps = true;
        break;
    case '/':
        prompt_filter(watch);
        break;
    case 's':
        prompt_sort(watch);
        break;
    case KEY_CONTROL('L'):
        builder_clear(&watch->frame.bytes);
        break;
    default:
        move(watch, key);
    }
}

static bool do_what_is_due(struct watch *watch, struct error *error)
{
    if (!watch->paused && follow_is_due(&watch->follow, 0))
        watch->due = DUE_READING;
    if (watch->due == DUE_READING && !follow_read(&watch->follow, look, watch, error))
        return false;
    if (watch->due == DUE_TABLE && !print_to_fit(watch, *watch->reread, reread_print, error))
        return false;
    watch->ends |= watch->due != DUE_NOTHING && !paint(watch);
    watch->due = DUE_NOTHING;
    return true;
}

static void wait_for_more(struct watch *watch)
{
    int key;

    switch (screen_wait(watch->paused ? -1 : follow_pause(&watch->follow), &key)) {
    case SCREEN_KEY:
        if (watch->prompt.title != NULL)
            edit(watch, key);
        else
            command(watch, key);
        break;
    case SCREEN_REDRAW:
        measure_screen(watch);
        builder_clear(&watch->frame.bytes);
        watch->due = DUE_TABLE;
        break;
    case SCREEN_ENDS:
        watch->ends = true;
        break;
    case SCREEN_TIMEOUT:
        break;
    }
}

static bool show(struct watch *watch, struct error *error)
{
    /* Errors in the options are reported before the screen changes. */
    if (!follow_read(&watch->follow, look, watch, error) || !screen_begin(error))
        return false;
    watch->due = DUE_FRAME;
    while (!watch->ends && do_what_is_due(watch, error))
        if (!watch->ends)
            wait_for_more(watch);
    screen_end();
    return error->status == STATUS_DONE;
}

bool watch_screen(const struct run *run, struct reread **reread, struct error *error)
{
    struct watch watch = {.run = run,
                          .reread = reread,
                          .follow = {.interval = run->options->watch},
                          .frame = {.utf8 = terminal_takes_utf8()}};
    bool done;

    screen_host(watch.host);
    measure_screen(&watch);
    done = show(&watch, error);
    builder_free(&watch.table);
    builder_free(&watch.notes);
    builder_free(&watch.frame.bytes);
    known_lines_free(&watch.known);
    return done;
}
