/*
 * file_map: a big file as a copy that is mapped; for the file modules alone.
 */
#ifndef FILE_MAP_H
#define FILE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct file;
struct iovec;
struct mem;
struct stage;

/*
 * If the parts are the mapped bytes but for the end, make the stage the copy
 * that was mapped, cut to what stays and to be written on there, and rest
 * what to write.  Returns whether that is so; the map is of no use then.
 */
bool file_map_turn(struct file *file, const struct iovec *parts, size_t count,
    struct stage *stage, struct mem *rest);

/* Let go of both. */
void file_map_release(struct file *file);

#endif
