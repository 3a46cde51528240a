import { systemClock } from '#lib/base/clock.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { builtinEndpoint } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { Recording } from './recordings.ts';

/** Runs a session on the built-in endpoint at its usual pace, in real time, and returns its log. */
export async function record(recording: Recording, counter: TokenCounter): Promise<TraceEvent[]> {
  const endpoint = builtinEndpoint();
  const events: TraceEvent[] = [];
  const status = await runSession({
    question: recording.question,
    strategy: recording.strategy,
    planner: roleModel(endpoint),
    executor: roleModel(endpoint),
    settings: defaultSettings,
    instructions: instructionsFor({ planner: endpoint.mode, executor: endpoint.mode }),
    origin: { kind: 'built-in', author: recording.author },
    counter,
    clock: systemClock,
    random: Math.random,
    append: (batch) => events.push(...batch),
    signal: new AbortController().signal,
  });
  if (status !== 'done') throw new Error(`${recording.slug}: the session ended ${status}`);
  return events;
}

function roleModel(endpoint: Endpoint): RoleModel {
  return {
    guarded: createGuardedModel(endpoint, { clock: systemClock }),
    info: { endpointName: endpoint.name, model: endpoint.model, ruleBased: true, mode: endpoint.mode },
    mode: endpoint.mode,
  };
}
