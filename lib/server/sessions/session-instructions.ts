import type { Endpoint } from '#lib/models/endpoint.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import type { Instructions } from '#lib/trace/events.ts';

/**
 * The texts of a session: those it was started with, else those saved with its endpoints, else ours for their modes.
 *
 * A request that replaces the texts of both roles and has no shared part means them to be complete: clients from before
 * the shared part send them so, and so does anybody who reruns one of their sessions. Ours would then explain the
 * protocol a second time, so we add none.
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
