'use client';

import { Fragment, memo, useMemo } from 'react';
import { FoldedThinking } from '#components/transcript/folded-thinking.tsx';
import { cn } from '#components/ui/cn.ts';
import type { PassageMatch } from '#lib/compare/align.ts';
import type { Block } from '#lib/compare/passages.ts';
import { streamName, streamNumber } from '#lib/graph/stream-names.ts';
import type { StreamId } from '#lib/trace/streams.ts';

export interface TextColumnProps {
  column: 'left' | 'right';
  title: string;
  /** Each stream's thinking. */
  thoughts: ReadonlyMap<StreamId, string>;
  ended: boolean;
  blocks: readonly Block[];
  matches: readonly PassageMatch[];
  /** Position of this side in a match's passages. */
  side: 0 | 1;
}

interface Run {
  readonly start: number;
  readonly text: string;
  readonly match: PassageMatch | null;
}

/** One side's whole text, its matched passages marked. */
export const TextColumn = memo(function TextColumn({
  column,
  title,
  thoughts,
  ended,
  blocks,
  matches,
  side,
}: TextColumnProps) {
  const byStream = useMemo(() => {
    const map = new Map<StreamId, PassageMatch[]>();
    for (const match of matches) {
      const { stream } = match.passages[side];
      const known = map.get(stream);
      if (known) known.push(match);
      else map.set(stream, [match]);
    }
    for (const list of map.values()) list.sort((a, b) => a.passages[side].start - b.passages[side].start);
    return map;
  }, [matches, side]);
  const first = blocks
    .flatMap((block) => runsOf(block, byStream.get(block.stream) ?? [], side))
    .find((run) => run.match);
  return (
    <section
      data-column={column}
      aria-label={title}
      // Without a passage to focus, the column needs a tab stop of its own, or keys could not scroll it.
      tabIndex={first ? undefined : 0}
      className="relative min-w-0 overflow-y-auto px-4 pb-6 [scrollbar-width:thin] md:px-5"
    >
      <h3 className="sticky top-0 z-[1] bg-panel py-2.5 font-semibold text-[11px] text-mute tracking-wide">
        {title}
      </h3>
      {blocks.map((block, at) => (
        <Fragment key={`${block.stream} ${block.start}`}>
          {blocks[at - 1]?.stream === block.stream ? null : (
            <>
              <Heading stream={block.stream} />
              <Thought text={thoughts.get(block.stream)} />
            </>
          )}
          <p
            className={cn(
              'mb-2 whitespace-pre-wrap break-words text-[12.5px] leading-[20px]',
              block.voice === 'prompt' && 'border-exec border-l-[3px] pl-2.5',
            )}
          >
            {block.voice === 'prompt' ? (
              <span className="mr-1.5 font-semibold text-[11px] text-exec">
                prompt {streamNumber(block.stream).replace(/\D/g, '')}.{block.index}
              </span>
            ) : null}
            {runsOf(block, byStream.get(block.stream) ?? [], side).map((run) =>
              run.match ? (
                <a
                  key={run.start}
                  data-match={run.match.id}
                  // A link, for it leads to its other half; a button would not break over lines.
                  href={`#${side === 0 ? 'right' : 'left'}-${run.match.id}`}
                  tabIndex={run.match === first?.match ? 0 : -1}
                  title={
                    run.match.shared.length > 0 ? `Both: ${run.match.shared.join(', ')}` : 'The same words'
                  }
                  className={cn('passage text-ink', tone(run.match))}
                >
                  {run.text}
                </a>
              ) : (
                <Fragment key={run.start}>{run.text}</Fragment>
              ),
            )}
          </p>
        </Fragment>
      ))}
      {blocks.length === 0 ? (
        <>
          <Thought text={thoughts.get('thought')} />
          <p className="text-[12.5px] text-mute">
            {thoughts.get('thought') ? 'Nothing but thinking' : 'Nothing written'}
            {ended ? '.' : thoughts.get('thought') ? ' so far.' : ' yet.'}
          </p>
        </>
      ) : null}
    </section>
  );
});

const Thought = ({ text }: { text: string | undefined }) =>
  text ? (
    <div className="mb-2 text-[12.5px] leading-[20px]">
      <FoldedThinking text={text} />
    </div>
  ) : null;

function Heading({ stream }: { stream: StreamId }) {
  if (stream === 'thought') return <span data-stream={stream} />;
  const plan = stream.startsWith('plan');
  return (
    <h4
      data-stream={stream}
      className={cn(
        'mt-3 mb-1 font-semibold text-[12px]',
        plan ? 'text-plan' : stream === 'answer' ? 'text-ok' : 'text-exec',
      )}
    >
      <span aria-hidden="true">{plan ? '◆ ' : stream === 'answer' ? '✓ ' : '▸ '}</span>
      {streamName(stream)}
    </h4>
  );
}

/** The block's text in pieces: matched passages and the text between them. */
function runsOf(block: Block, matches: readonly PassageMatch[], side: 0 | 1): Run[] {
  const runs: Run[] = [];
  let from = block.start;
  const push = (end: number, match: PassageMatch | null) => {
    if (end > from)
      runs.push({ start: from, text: block.text.slice(from - block.start, end - block.start), match });
    from = Math.max(from, end);
  };
  for (const match of matches) {
    const { start, end } = match.passages[side];
    if (start < from || end > block.end) continue;
    push(start, null);
    push(end, match);
  }
  push(block.end, null);
  return runs;
}

/** The colour of the SPRINT side's piece; both passages and their ribbon share it. */
export function toneOf(match: PassageMatch): 'plan' | 'exec' | 'ok' | 'seq' {
  const streams = match.passages.map(({ stream }) => stream);
  const stream = streams.find((candidate) => candidate !== 'thought') ?? 'thought';
  if (stream.startsWith('plan')) return 'plan';
  if (stream.startsWith('execution')) return 'exec';
  return stream === 'answer' ? 'ok' : 'seq';
}

const tones = {
  plan: 'bg-plan-bg',
  exec: 'bg-exec-bg',
  ok: 'bg-ok-bg',
  seq: 'bg-line-soft',
};

const tone = (match: PassageMatch): string => tones[toneOf(match)];
