import type { Endpoint } from '#lib/models/endpoint.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import type { Instructions } from '#lib/trace/events.ts';

/**
 * The texts of a session: what it was started with, else what its endpoints have saved, else ours for their modes.
 *
 * A request that replaces the texts of both roles and has no shared part means them whole: clients from before there was
 * a shared part send it so, and so does who runs one of their sessions again. Ours would then be a second account of
 * the protocol beside theirs, so there is none.
 */
export function sessionInstructions(
  { planner, executor }: { planner: Endpoint; executor: Endpoint },
  wanted: Partial<Instructions> = {},
): Instructions {
  const { executor: _notItsOwn, ...saved } = planner.instructions ?? {};
  const areWhole = wanted.planner !== undefined && wanted.executor !== undefined;
  return instructionsFor(
    { planner: planner.mode, executor: executor.mode },
    {
      ...saved,
      ...(areWhole && { shared: '' }),
      ...(executor.instructions?.executor !== undefined && { executor: executor.instructions.executor }),
      ...wanted,
    },
  );
}
