import { allPieces } from '#lib/trace/pieces.ts';
import type { PlanState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/** A stretch of one stream's text that was written as a unit: a plan's own words, a prompt, an execution. */
export interface Block {
  readonly stream: StreamId;
  readonly voice: 'plan' | 'prompt' | 'execution' | 'answer' | 'thought';
  /** Of a prompt: its index in the plan. */
  readonly index: number | null;
  /** UTF-16 offsets in the stream's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A trace's text in the order of its transcript, without tags and without thinking that was sent separately. */
export function textBlocks(state: TraceState): Block[] {
  const blocks: Block[] = [];
  for (const piece of allPieces(state)) {
    const { stream, text } = piece;
    if (stream.startsWith('plan:')) blocks.push(...planBlocks(piece as PlanState));
    else {
      const voice = stream === 'answer' ? 'answer' : stream === 'thought' ? 'thought' : 'execution';
      blocks.push({ stream, voice, index: null, start: 0, end: text.length, text });
    }
  }
  return blocks.filter((block) => block.text.trim() !== '');
}

function planBlocks({ stream, text, prompts }: PlanState): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  const add = (voice: 'plan' | 'prompt', start: number, end: number, index: number | null) =>
    blocks.push({ stream, voice, index, start, end, text: text.slice(start, end) });
  for (const prompt of prompts) {
    const end = prompt.end ?? text.length;
    if (prompt.start > from) add('plan', from, prompt.start, null);
    add('prompt', prompt.start, end, prompt.index);
    from = end;
  }
  if (from < text.length) add('plan', from, text.length, null);
  return blocks;
}
