import { assertUnreachable } from '#lib/base/assert.ts';
import type { Place } from '#lib/trace/events.ts';
import { executionStream, planStream } from '#lib/trace/streams.ts';
import type { ParserStart, ProtocolEvent } from '../events.ts';

/**
 * The open part: `await` before a role's piece has begun, `top` between the pieces of a document, `after` its answer.
 */
export type Mode =
  | 'await'
  | 'top'
  | 'question'
  | 'plan'
  | 'block'
  | 'execution'
  | 'answer'
  | 'thought'
  | 'after';

/** Whether a mode is a piece with a stream of its own. */
export const isPiece = (mode: Mode): boolean =>
  mode === 'plan' || mode === 'execution' || mode === 'answer' || mode === 'thought';

/** The event that emits `text` of the open piece; null if none is open. */
export function deltaOf(mode: Mode, stage: number, index: number, text: string): ProtocolEvent | null {
  switch (mode) {
    case 'plan':
      return { type: 'plan-delta', stage, text };
    case 'execution':
      return { type: 'execution-delta', stage, index, text };
    case 'answer':
      return { type: 'answer-delta', text };
    case 'thought':
      return { type: 'thought-delta', text };
    case 'question':
    case 'await':
    case 'top':
    case 'block':
    case 'after':
      return null;
    default:
      return assertUnreachable(mode);
  }
}

/** The place of a finding: the open piece and the current offset, otherwise what we know of the stage or the role. */
export function placeOf(mode: Mode, start: ParserStart, stage: number, index: number, offset: number): Place {
  switch (mode) {
    case 'plan':
      return { stream: planStream(stage), stage, ...(index > 0 ? { index } : {}), offset };
    case 'execution':
      return { stream: executionStream(stage, index), stage, index, offset };
    case 'answer':
    case 'thought':
      return { stream: mode, offset };
    case 'await':
      return roleStream(start);
    case 'question':
    case 'top':
    case 'block':
    case 'after':
      return stage > 0 ? { stage } : {};
    default:
      return assertUnreachable(mode);
  }
}

/** We know a role's stream before its first character. */
function roleStream(start: ParserStart): Place {
  switch (start.at) {
    case 'plan':
      return { stream: planStream(start.stage), stage: start.stage };
    case 'execution':
      return { stream: executionStream(start.stage, start.index), stage: start.stage, index: start.index };
    case 'answer':
    case 'thought':
      return { stream: start.at };
    case 'document':
      return {};
    default:
      return assertUnreachable(start);
  }
}
