/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "builder.h"

void output_init(struct output *output, FILE *file)
{
    output->file = file;
    output->write = NULL;
    output->context = NULL;
    output->used = 0;
    output->failure = 0;
    output->closed = false;
    /* Turns off the buffer of stdio: with it, a failure would not show which bytes were written. */
    setvbuf(file, NULL, _IONBF, 0);
}

int output_append(void *context, const char *bytes, size_t length)
{
    struct builder *builder = context;

    builder_add(builder, (struct text){bytes, length});
    return builder->failed ? ENOMEM : 0;
}

bool output_alive(const struct output *output)
{
    return output->failure == 0 && !output->closed;
}

static int write_file(FILE *file, const char *bytes, size_t length)
{
    errno = 0;
    if (fwrite(bytes, 1, length, file) == length)
        return 0;
    return errno != 0 ? errno : EIO;
}

static void write_out(struct output *output, const char *bytes, size_t length)
{
    int failure;

    if (!output_alive(output) || length == 0)
        return;
    failure = output->write != NULL ? output->write(output->context, bytes, length)
                                    : write_file(output->file, bytes, length);
    if (failure == EPIPE)
        output->closed = true;
    else
        output->failure = failure;
}

void output_flush(struct output *output)
{
    write_out(output, output->buffer, output->used);
    output->used = 0;
}

void output_text(struct output *output, struct text text)
{
    if (text.length == 0)
        return;
    if (text.length >= OUTPUT_BUFFER - output->used) {
        output_flush(output);
        if (text.length >= OUTPUT_BUFFER) {
            write_out(output, text.bytes, text.length);
            return;
        }
    }
    memcpy(output->buffer + output->used, text.bytes, text.length);
    output->used += text.length;
}

void output_printf(struct output *output, const char *format, ...)
{
    char *room = output_room(output, 4096);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(room, 4096, format, arguments);
    va_end(arguments);
    output_advance(output, strlen(room));
}

void output_fill(struct output *output, char byte, size_t count)
{
    while (count > 0) {
        size_t piece = OUTPUT_BUFFER - output->used;

        if (piece > count)
            piece = count;
        memset(output->buffer + output->used, byte, piece);
        output->used += piece;
        count -= piece;
        if (output->used == OUTPUT_BUFFER)
            output_flush(output);
    }
}

bool output_finish(struct output *output, struct error *error)
{
    output_flush(output);
    if (output_alive(output) && fflush(output->file) != 0)
        output->failure = errno;
    if (output->failure != 0)
        return error_set(error, STATUS_FAILED, "cannot write the output: %s",
                         strerror(output->failure));
    return true;
}
