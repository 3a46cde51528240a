import { assertUnreachable } from '#lib/base/assert.ts';
import type { ErrorInfo } from '#lib/trace/events.ts';
import type { ExecutionState } from '#lib/trace/state.ts';
import type { ContextPart } from './context.ts';

const MAX_REASON = 120;

/** What the planner reads in place of an execution: its text and, if it did not end well, a note that says so. */
export function failureNote(stage: number, execution: ExecutionState): ContextPart[] {
  const { index, text } = execution;
  const origin = 'execution' as const;
  const note = noteOf(execution);
  const said: ContextPart[] = text.trim() === '' ? [] : [{ origin, stage, index, text }];
  if (!note) return said;
  return said.length > 0
    ? [...said, { origin: 'reminder', stage, index, text: `\n\n(${note} What stands above is incomplete.)` }]
    : [{ origin: 'reminder', stage, index, text: `(${note} No result.)` }];
}

function noteOf({ status, error, text }: ExecutionState): string | null {
  switch (status) {
    case 'done':
      return text.trim() === '' ? 'This execution gave no text.' : null;
    case 'failed':
      return `This execution failed: ${reasonOf(error, 'no reason was given')}.`;
    case 'truncated':
      return `This execution was cut off: ${reasonOf(error, 'it reached its token limit')}.`;
    case 'cancelled':
      return 'This execution was cancelled.';
    case 'interrupted':
      return 'This execution was interrupted.';
    case 'waiting':
    case 'running':
      return 'This execution has not ended.';
    default:
      return assertUnreachable(status);
  }
}

/**
 * The error's first line, shortened. Drops addresses, because planner and executor may use endpoints of different
 * companies, and angle brackets, because an HTML error page must not look like tags to the planner.
 */
function reasonOf(error: ErrorInfo | null, otherwise: string): string {
  const line = (error?.message ?? '')
    .split('\n', 1)
    .join('')
    .replace(/https?:\/\/[^\s"')]+/g, 'its endpoint')
    .replace(/[<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.\s]+$/, '');
  if (line === '') return otherwise;
  return line.length <= MAX_REASON ? line : `${line.slice(0, MAX_REASON - 1).trimEnd()}…`;
}
