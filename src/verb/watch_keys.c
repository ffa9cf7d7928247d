/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch_keys.h"

#include <stdio.h>

#include "watch_paint.h"
#include "watch_print.h"

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
    return watch_replace(watch, &run, &(*watch->reread)->options, error);
}

static bool accept_sort(struct watch *watch, struct text typed, struct error *error)
{
    struct run run = run_of(watch);
    struct options options = (*watch->reread)->options;

    options.sort = typed.length > 0 ? typed : (struct text){NULL, 0};
    return watch_replace(watch, &run, &options, error);
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

    watch_add_words(&(*watch->reread)->run, &words);
    open_prompt(watch, "filter: ", accept_filter, builder_text(&words));
    builder_free(&words);
}

static void prompt_sort(struct watch *watch)
{
    const struct verb *verb = watch->run->verb;

    if (verb_takes(verb, OPTIONS_ORDER, TEXT("sort"))) {
        open_prompt(watch, "sort by: ", accept_sort, (*watch->reread)->options.sort);
    } else {
        open_prompt(watch, "press any key", NULL, TEXT(""));
        error_set(&watch->prompt.problem, STATUS_USAGE, "%s is not sorted", verb_title(verb));
    }
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
    if (key == KEY_ESCAPE || key == KEY_CONTROL('G') || prompt->accept == NULL)
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
    size_t page = watch->window.used ? watch->fitting : body_rows(watch);

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

void watch_key(struct watch *watch, int key)
{
    if (watch->prompt.title != NULL)
        edit(watch, key);
    else
        command(watch, key);
}
