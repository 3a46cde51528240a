import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import type { PlanState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { countPiece, countPlanPrefix } from '../piece-tokens.ts';

/** The log with every piece counted as a live run counts it. */
export async function countedLog(
  events: readonly TraceEvent[],
  counter: TokenCounter,
): Promise<TraceEvent[]> {
  const state = foldEvents(events);
  return Promise.all(
    events.map(async (event): Promise<TraceEvent> => {
      if (event.type === 'prompt-end') {
        const plan = findStage(state, event.stage)?.plan;
        const prompt = plan?.prompts[event.index - 1];
        if (!plan || !prompt) return event;
        const prefix = await countPlanPrefix(counter, event.stage, plan.text, plan.prompts, event.offset);
        const thinkingTokens = await counter.count(plan.thinking.slice(0, prompt.thinkingLength));
        return { ...event, ...prefix, thinkingTokens };
      }
      if (!('tokens' in event) || !('stream' in event)) return event;
      const place = parseStream(event.stream);
      const piece = findPiece(state, event.stream);
      if (!place || !piece) return event;
      const prompts = 'prompts' in piece ? (piece as PlanState).prompts : [];
      const { text, thinking } = piece;
      return {
        ...event,
        tokens: await countPiece(counter, place, { text, thinking, prompts }),
      } as TraceEvent;
    }),
  );
}
