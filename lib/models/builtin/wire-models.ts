import type { Clock } from '#lib/base/clock.ts';
import type { WireModels } from '../wire/handle-wire-request.ts';
import { BUILTIN_DESCRIPTION, BUILTIN_MODEL_ID, builtinModelNamed } from './model.ts';

/** The paces we list beside the default one; any other whole number of tokens a second works as well. */
const LISTED_PACES = [200, 1000];

/** The built-in reasoner as served on the wire: `countdown-reasoner`, and `countdown-reasoner@200` for another pace. */
export const builtinWireModels = (clock: Clock): WireModels => ({
  list: () =>
    [BUILTIN_MODEL_ID, ...LISTED_PACES.map((pace) => `${BUILTIN_MODEL_ID}@${pace}`)].map((id) => ({
      id,
      ownedBy: 'sprintscope',
      description: BUILTIN_DESCRIPTION,
    })),
  find: (id) => builtinModelNamed(id, clock),
});
