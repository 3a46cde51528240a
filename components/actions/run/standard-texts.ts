import type { SavedInstructions } from '#lib/models/endpoint.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import type { Instructions, Mode } from '#lib/trace/events.ts';

/** Ours are written for a mode: the planner's endpoint decides, for executors theirs. */
export interface RoleModes {
  readonly planner: Mode;
  readonly executor: Mode;
}

/** What was saved with the endpoints of both roles. */
export interface SavedTexts {
  readonly planner?: SavedInstructions | undefined;
  readonly executor?: SavedInstructions | undefined;
}

/** The texts of a new session where nobody types any: those saved with its endpoints, else ours. */
export function standardTexts(modes: RoleModes, saved: SavedTexts = {}): Instructions {
  const ours = instructionsFor(modes);
  const { shared = ours.shared, planner, sequential } = saved.planner ?? {};
  return {
    // Text completions have no part of their own for both roles. An empty one is shown, else nobody could fill it.
    ...(ours.shared !== undefined && shared !== undefined && { shared }),
    planner: planner ?? ours.planner,
    executor: saved.executor?.executor ?? ours.executor,
    sequential: sequential ?? ours.sequential,
  };
}
