/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch_paint.h"

#include "moment.h"
#include "style.h"

void watch_add_words(const struct run *run, struct builder *line)
{
    for (size_t i = 0; i < run->word_count; i++) {
        if (i > 0)
            builder_add_byte(line, ' ');
        builder_add(line, run->words[i]);
    }
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
    watch_add_words(&reread->run, &line);
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

static void show_within(struct watch *watch, struct text line)
{
    if (watch->frame.row < 1 + body_rows(watch))
        frame_line(&watch->frame, line);
}

/* Breaks it at blanks. */
static void show_wrapped(struct watch *watch, struct text line)
{
    while (line.length > 0) {
        size_t end = line.length;

        if (end > watch->columns)
            for (end = watch->columns; end > 0 && line.bytes[end] != ' ';)
                end--;
        if (end == 0)
            end = watch->columns;
        show_within(watch, text_part(line, 0, end));
        line = text_from(line, end);
    }
}

static void show_help(struct watch *watch)
{
    static const char *const lines[] = {
        "",
        "  q          quit",
        "  space      pause or resume",
        "  arrows, page keys, home, end",
        "             scroll",
        "  /          edit the filter",
        "  s          sort by these columns, as with --sort; up and down offer names",
        "  Ctrl-L     redraw the screen",
        "  h          this help; any key closes it",
        "",
        "  Marks of rows, since the previous reading:",
        "  +          new",
        "  ~          its state or process changed; in other tables: anything changed",
        "  -          gone, or no longer matched by the filter",
        "",
    };
    struct text notes = builder_text(&watch->notes);

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        show_within(watch, text_of(lines[i]));
    while (notes.length > 0)
        show_wrapped(watch, text_take_until(&notes, '\n'));
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
    size_t last = window->first + watch->fitting;

    if (!window->used)
        return;
    if (last > window->total)
        last = window->total;
    if (window->first > 0 || last < window->total)
        builder_printf(line, "  rows %zu-%zu of %zu", window->first + 1, last, window->total);
}

/* Adds the first note. */
static void add_notes(struct watch *watch, struct builder *line)
{
    struct text notes = builder_text(&watch->notes), first = text_take_until(&notes, '\n');

    builder_add(line, TEXT("  "));
    builder_add(line, text_starts_with(first, TEXT("lsock: ")) ? text_from(first, 7) : first);
    if (notes.length > 0)
        builder_printf(line, " (+%zu)", text_count(notes, '\n'));
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
        builder_printf(&line, "%s%.*s", prompt->title, (int)prompt->length, prompt->typed);
        watch->frame.left = line.length >= watch->columns ? line.length - watch->columns + 1 : 0;
    } else if (watch->follow.passing.status != STATUS_DONE) {
        builder_add(&line, style_begin(ROLE_ERROR, colour));
        add_problem(&line, &watch->follow.passing);
    } else {
        builder_add(&line, style_begin(ROLE_DIM, colour));
        builder_add(&line, TEXT("h help  q quit"));
        if (watch->notes.length == 0)
            builder_add(&line, TEXT("  / filter  s sort  space pause"));
        add_range(watch, &line);
        add_notes(watch, &line);
    }
    frame_line(&watch->frame, builder_text(&line));
    builder_free(&line);
}

bool watch_paint(struct watch *watch)
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
