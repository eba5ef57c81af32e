/* record_shapes: what each kind of record has to be, for record alone. */
#ifndef RECORD_SHAPES_H
#define RECORD_SHAPES_H

#include "shape.h"

extern const struct shape record_build, record_deployment, record_repository,
    record_flag, record_link, record_component, record_incident, record_review,
    record_vulnerability;

/* What stands around the records of a request; of most kinds it is one. */
extern const struct shape record_frame, record_app_frame,
    record_repository_frame, record_vulnerability_frame;

#endif
