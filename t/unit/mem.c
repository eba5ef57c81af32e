/* mem: buffers grow, end in a NUL, and remember that they could not grow. */

#include <stdint.h>
#include <string.h>

#include "mem.h"
#include "tap.h"
#include "why.h"

int
main(void)
{
	struct mem mem = { 0 };
	struct why why = { 0 };
	int i;

	it("is an empty string at first", strcmp(mem_str(&mem), "") == 0);
	mem_puts(&mem, "one");
	mem_putc(&mem, ' ');
	mem_printf(&mem, "%d", 2);
	it("takes strings, characters and formats",
	    strcmp(mem_str(&mem), "one 2") == 0);
	mem_add(&mem, "\0x", 2);
	it("and bytes", mem.len == 7 && memcmp(mem.data, "one 2\0x", 8) == 0);
	mem_cut(&mem, 3);
	it("can be cut", mem.len == 3 && strcmp(mem.data, "one") == 0);
	it("which wipes what was cut",
	    memcmp(mem.data + 3, "\0\0\0\0", 4) == 0);

	for (i = 0; i < 100000; i++)
		mem_printf(&mem, "%05d", i);
	it("grows", mem.len == 500003);
	it("and keeps what it holds",
	    memcmp(mem.data + mem.len - 10, "9999899999", 11) == 0);
	it("and is sound", mem_check(&mem, &why) == 0);

	it("refuses what no memory could hold",
	    mem_room(&mem, SIZE_MAX / 2) == NULL);
	mem_puts(&mem, "more");
	it("stays as it was from then on", mem.len == 500003);
	it("and says so when asked", mem_check(&mem, &why) == -1);
	it("as something that may pass", why.status == WHY_LATER);
	mem_release(&mem);
	it("is empty and sound again after its release",
	    mem.len == 0 && mem_check(&mem, &why) == 0);
	return finish();
}
