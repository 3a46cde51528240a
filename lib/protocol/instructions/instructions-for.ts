import type { Instructions, Mode } from '#lib/trace/events.ts';
import { defaultInstructions } from './default-instructions.ts';

/**
 * The instruction texts of a session: ours, by the mode of each role, but for those that are replaced. An empty shared
 * part is none; where no role is a chat there is none either.
 */
export function instructionsFor(
  modes: { readonly planner: Mode; readonly executor: Mode },
  replaced: Partial<Instructions> = {},
): Instructions {
  const planner = defaultInstructions(modes.planner);
  const executor = defaultInstructions(modes.executor);
  const ours = planner.shared ?? executor.shared;
  const shared = ours === undefined ? undefined : (replaced.shared ?? ours);
  return {
    ...(shared && { shared }),
    planner: replaced.planner ?? planner.planner,
    executor: replaced.executor ?? executor.executor,
    sequential: replaced.sequential ?? planner.sequential,
  };
}
