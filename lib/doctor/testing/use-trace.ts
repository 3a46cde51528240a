import { traceOf } from './trace-of.ts';
import { transcript } from './transcript.ts';

/** Three stages: two of three executions end alike; one prompt alone; one of two executions ends in words. */
export const trace = traceOf(
  transcript([
    {
      plan: 'Fence and turf. [Find the length of the fence by adding its sides.] [Find the length of the fence using symmetry.] [Find the area of the turf.]',
      executions: ['17 + 3 + 17 + 3 = 40, so it is 40.', '2 * 20 = 40.', 'The turf is 17 * 3 = 51.'],
    },
    { plan: 'Be sure. [Verify the length of the fence.]', executions: ['Yes: 20 + 20 = 40.'] },
    {
      plan: 'And the rest. [Name the wood.] [Price the fence.]',
      executions: ['Larch will do.', 'At 3 a metre it is 120.'],
    },
  ]),
);
