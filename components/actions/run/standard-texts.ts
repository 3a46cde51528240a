import type { SavedInstructions } from '#lib/models/endpoint.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import type { Instructions, Mode } from '#lib/trace/events.ts';

/** Our texts belong to a mode: that of the planner's endpoint, and for executors that of theirs. */
export interface RoleModes {
  readonly planner: Mode;
  readonly executor: Mode;
}

/** What was saved with the endpoints of both roles. */
export interface SavedTexts {
  readonly planner?: SavedInstructions | undefined;
  readonly executor?: SavedInstructions | undefined;
}

/** The texts of a new session where nobody types any: those stored with its endpoints, else ours. */
export function standardTexts(modes: RoleModes, saved: SavedTexts = {}): Instructions {
  const ours = instructionsFor(modes);
  const { shared = ours.shared, planner, sequential } = saved.planner ?? {};
  return {
    // Text completions have no shared part of their own. We show an empty one, or nobody could fill it in.
    ...(ours.shared !== undefined && shared !== undefined && { shared }),
    planner: planner ?? ours.planner,
    executor: saved.executor?.executor ?? ours.executor,
    sequential: sequential ?? ours.sequential,
  };
}
