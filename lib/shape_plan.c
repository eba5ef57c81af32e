/* shape_plan: what is to be looked at in values that are laid out alike. */

#include "shape_part.h"

void
shape_plan_begin(struct shape_plan *plan)
{
	plan->lacks = 0;
	plan->partial = false;
	plan->count = 0;
}

void
shape_plan_add(struct shape_plan *plan, struct value value,
    const struct shape *shape, bool named)
{
	if (plan == NULL)
		return;
	if (value.node == 0 || plan->count == SHAPE_ROWS_MAX)
		plan->partial = true;
	else
		plan->rows[plan->count++] =
		    (struct shape_row){ value, shape, named };
}

bool
shape_check_again(const struct text *text, const struct shape_plan *plan)
{
	struct mem errors = { 0 };
	struct shape_check check = { .text = text, .errors = &errors };
	const struct shape_row *row;
	struct value value;

	for (row = plan->rows;
	     row < plan->rows + plan->count && check.count == 0; row++) {
		value = text_again(text, row->value);
		if (!row->named)
			shape_check_scalar(&check, value, row->shape);
		else if (!shape_is_named(row->shape, text, value))
			check.count++;
	}
	mem_release(&check.chars);
	mem_release(&errors);
	return check.count == 0;
}
