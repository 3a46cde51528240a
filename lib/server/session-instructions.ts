import type { Endpoint } from '#lib/models/endpoint.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import type { Instructions } from '#lib/trace/events.ts';

/** The texts of a session: what it was started with, else what its endpoints have saved, else ours for their modes. */
export function sessionInstructions(
  { planner, executor }: { planner: Endpoint; executor: Endpoint },
  wanted: Partial<Instructions> = {},
): Instructions {
  const { executor: _notItsOwn, ...saved } = planner.instructions ?? {};
  return {
    ...defaultInstructions(planner.mode),
    ...saved,
    executor: executor.instructions?.executor ?? defaultInstructions(executor.mode).executor,
    ...wanted,
  };
}
