/* edit_runs: the elements of an array in runs, found by their index. */

#include "edit_runs.h"
#include "edit_tree.h"

enum {
	LEFT,
	RIGHT
};

static size_t
below(const struct run *run)
{
	return run == NULL ? 0 : run->live;
}

/* Those of the run itself. */
static size_t
own(const struct run *run)
{
	return run->node != NULL && run->node->deleted ? 0 : run->count;
}

static void
sum(struct run *run)
{
	run->live = below(run->side[LEFT]) + own(run) + below(run->side[RIGHT]);
}

static void
hang(struct run *up, int side, struct run *run)
{
	up->side[side] = run;
	if (run != NULL)
		run->up = up;
	sum(up);
}

static int
side_of(const struct run *run)
{
	return run->up->side[RIGHT] == run ? RIGHT : LEFT;
}

/* Rotate a run above the one it hangs from. */
static void
rise(struct run *run)
{
	struct run *const up = run->up, *const over = up->up;
	const int side = side_of(run);

	if (over != NULL)
		over->side[side_of(up)] = run;
	run->up = over;
	hang(up, side, run->side[!side]);
	hang(run, !side, up);
}

/* To the top, and what was on the way to it about half as deep. */
static void
splay(struct runs *runs, struct run *run)
{
	while (run->up != NULL) {
		if (run->up->up != NULL)
			rise(side_of(run) == side_of(run->up) ? run->up : run);
		rise(run);
	}
	runs->top = run;
}

void
runs_update(struct runs *runs, struct run *run)
{
	splay(runs, run);
	sum(run);
}

struct run *
runs_add(struct edit *edit, struct runs *runs, struct run *behind,
    struct run run, struct why *why)
{
	struct run *const new = tree_alloc(edit, sizeof(*new), why);

	if (new == NULL)
		return NULL;
	*new = run;
	if (behind == NULL) {
		new->next = runs->first;
		runs->first = new;
		hang(new, RIGHT, runs->top);
	} else {
		new->next = behind->next;
		behind->next = new;
		splay(runs, behind);
		hang(new, RIGHT, behind->side[RIGHT]);
		hang(behind, RIGHT, NULL);
		hang(new, LEFT, behind);
	}
	runs->top = new;
	return new;
}

size_t
runs_length(const struct runs *runs)
{
	return below(runs->top);
}

struct run *
runs_find(struct runs *runs, size_t index, size_t *within)
{
	struct run *run = runs->top;
	size_t left;

	for (;;) {
		left = below(run->side[LEFT]);
		if (index < left) {
			run = run->side[LEFT];
			continue;
		}
		if (index - left < own(run))
			break;
		index -= left + own(run);
		run = run->side[RIGHT];
	}
	*within = index - left;
	splay(runs, run);
	return run;
}
