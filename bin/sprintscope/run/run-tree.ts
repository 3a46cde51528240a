import { activityOf, isOver } from '#lib/graph/activity.ts';
import type { NodeActivity } from '#lib/graph/graph.ts';
import { pieceTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { pieceTokensWords } from '#lib/trace/token-words.ts';
import { printable } from '../text-table.ts';

const MARKS: Readonly<Record<NodeActivity, string>> = {
  'writing-prompt': '·',
  waiting: '·',
  requested: '○',
  thinking: '◌',
  running: '●',
  retrying: '↻',
  done: '✓',
  failed: '✗',
  truncated: '✂',
  cancelled: '–',
  interrupted: '–',
  'never-started': '–',
};

/** A line of the tree; `done` once nothing in it can change any more. */
export interface TreeLine {
  readonly id: string;
  readonly text: string;
  readonly done: boolean;
}

/**
 * A session as a tree of text lines: stages, in each the plan and its executions, each with what it currently writes.
 */
export function sessionTree(state: TraceState, columns: number): TreeLine[] {
  const lines: TreeLine[] = [];
  const ended = state.status !== 'running';
  for (const stage of state.stages) {
    const { plan, executions } = stage;
    // Until something follows a plan, the fold may withdraw its stage: the reply was the final answer.
    const stays = ended || executions.length > 0 || state.stages.length > stage.stage;
    lines.push({ id: `stage:${stage.stage}`, text: `Stage ${stage.stage}`, done: stays });
    const twigs = [
      { piece: plan, name: 'Plan', done: stays && isOver(activityOf(plan)) },
      ...executions.map((piece) => ({
        piece,
        name: `${stage.stage}.${piece.index}`,
        done: isOver(activityOf(piece, stage)),
      })),
    ];
    twigs.forEach(({ piece, name, done }, index) => {
      const head = `  ${index === twigs.length - 1 ? '└─' : '├─'} ${headOf(piece, name, stage)}`;
      lines.push({ id: piece.stream, text: withText(head, piece, columns), done: ended || done });
    });
  }
  for (const [piece, name] of [
    [state.thought, 'Thought'] as const,
    [state.answer, 'Final answer'] as const,
  ]) {
    if (!piece) continue;
    const text = withText(headOf(piece, name, null), piece, columns);
    lines.push({ id: piece.stream, text, done: ended || isOver(activityOf(piece)) });
  }
  return lines;
}

function headOf(piece: PieceState, name: string, stage: StageState | null): string {
  const tokens = pieceTokens(piece);
  const count = tokens === 0 ? '' : ` ${pieceTokensWords(piece)}`;
  const failures = piece.failedAttempts.length > 0 ? ` (attempt ${piece.attempt})` : '';
  return `${MARKS[activityOf(piece, stage)]} ${name}${count}${failures}`;
}

/** Characters of a text that are looked at: several lines of any terminal. */
const LOOKED_AT = 1000;

/**
 * Shows the end of a text that grows, since that is new, and the beginning of a complete one, since that says what it
 * is.
 */
function withText(head: string, piece: PieceState, columns: number): string {
  const written = piece.text || piece.thinking;
  const whole = piece.endedAt !== null;
  const seen = whole ? written.slice(0, LOOKED_AT) : written.slice(-LOOKED_AT);
  const text = printable(seen).replace(/\s+/g, ' ').trim();
  const room = columns - [...head].length - 3;
  if (room < 10 || text === '') return cut(head, columns);
  return `${head}   ${whole ? cut(text, room) : [...text].slice(-room).join('')}`;
}

function cut(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns ? text : `${letters.slice(0, columns - 1).join('')}…`;
}
