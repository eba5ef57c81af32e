/* file_map: a big file as a copy that is mapped. */

#include <sys/mman.h>

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "file.h"
#include "file_map.h"
#include "mem.h"
#include "stage.h"
#include "system.h"

enum {
	MAP_MIN = 8 << 20, /* bytes: less is read as quickly */
	REST_MAX = 1 << 20 /* bytes at the end that may differ */
};

#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

/* Where the file system can, both share their blocks. */
static int
copy(int from, int to, size_t len)
{
	off_t at = 0;
	ssize_t n;

	while (len > 0) {
		n = system_copy(from, &at, to, len);
		if (n == 0 || (n == -1 && errno != EINTR))
			return -1;
		if (n > 0)
			len -= (size_t)n;
	}
	return 0;
}

/* A name beside the file would be litter, should we be killed meanwhile. */
bool
file_map(struct file *file, size_t max)
{
	const off_t size = file->st.st_size;
	void *map = MAP_FAILED;

	if (size < MAP_MIN || (uintmax_t)size > max ||
	    (file->flags & FILE_IN_PLACE) != 0)
		return false;
	if (stage_open(&file->copy, file->path) == 0 &&
	    file->copy.temporary == NULL &&
	    copy(file->fd, file->copy.fd, (size_t)size) == 0)
		map = mmap(NULL, (size_t)size, PROT_READ,
		    MAP_PRIVATE | MAP_POPULATE, file->copy.fd, 0);
	if (map == MAP_FAILED) {
		stage_release(&file->copy);
		return false;
	}
	file->map = map;
	file->mapped = (size_t)size;
	return true;
}

bool
file_map_turn(struct file *file, const struct iovec *parts, size_t count,
    struct stage *stage, struct mem *rest)
{
	size_t same = 0, differ = 0;

	if (file->map == NULL || file->copy.fd == -1)
		return false;
	if (parts[0].iov_base == file->map)
		same = parts[0].iov_len;
	for (size_t i = same > 0; i < count; i++)
		differ += parts[i].iov_len;
	if (differ > REST_MAX)
		return false;
	/* It is on the very bytes that are written over. */
	for (size_t i = same > 0; i < count; i++)
		mem_add(rest, parts[i].iov_base, parts[i].iov_len);
	if (rest->failed || lseek(file->copy.fd, (off_t)same, SEEK_SET) == -1 ||
	    ftruncate(file->copy.fd, (off_t)same) == -1)
		return false;
	*stage = file->copy;
	file->copy = (struct stage){ .fd = -1 };
	return true;
}

void
file_map_release(struct file *file)
{
	if (file->map == NULL)
		return;
	(void)munmap(file->map, file->mapped);
	stage_release(&file->copy);
	file->map = NULL;
}
