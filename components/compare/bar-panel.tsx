'use client';

import { ExternalLink, X } from 'lucide-react';
import { useMemo } from 'react';
import { sideHref } from '#components/actions/compare/side-source.ts';
import { Markdown } from '#components/transcript/markdown.tsx';
import { Thinking } from '#components/transcript/thinking.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { pieceTokensWords } from '#lib/trace/token-words.ts';
import { useCompare, useCompareActions, useSides } from './compare-context.tsx';
import type { SideIndex } from './compare-state.ts';
import { sideNames } from './side-names.ts';

/** The text of the chosen bar, and a link to that moment of its session. */
export function BarPanel() {
  const stream = useCompare((state) => state.selection);
  const side = useCompare((state) => state.selectedTrace);
  return stream ? <Chosen side={side === 0 ? 0 : 1} stream={stream as StreamId} /> : null;
}

function Chosen({ side, stream }: { side: SideIndex; stream: StreamId }) {
  const sides = useSides();
  const axis = useCompare((state) => state.axis);
  const count = useCompare((state) => state.counts[side] ?? 0);
  const actions = useCompareActions();
  const { latest, source } = sides[side];
  const piece = findPiece(latest, stream);
  const prompt = useMemo(() => promptOf(latest, stream), [latest, stream]);
  if (!piece) return null;
  const name = `${sideNames(sides)[side]} · ${streamName(stream)}`;
  return (
    <aside
      aria-label={name}
      className="fixed inset-x-0 bottom-0 z-20 flex max-h-[60dvh] flex-col border-line border-t bg-panel shadow-card md:inset-x-auto md:top-13 md:right-0 md:bottom-0 md:max-h-none md:w-[372px] md:border-t-0 md:border-l"
    >
      <header className="flex items-start gap-2 border-line-soft border-b py-2.5 pr-2 pl-4">
        <div className="min-w-0 flex-1">
          <h2
            className={cn(
              'truncate font-semibold text-ui',
              stream.startsWith('execution') ? 'text-exec' : stream === 'thought' ? 'text-seq' : 'text-plan',
            )}
          >
            {name}
          </h2>
          <p className="text-[11.5px] text-mute tabular-nums">
            {piece.status} · {pieceTokensWords(piece)}
          </p>
        </div>
        <IconButton
          label="Close"
          shortcut="Esc"
          size="sm"
          icon={<X size={15} />}
          onClick={() => actions.select(null)}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        {prompt ? (
          <div className="mb-3 rounded-r-lg border-exec border-l-[3px] bg-exec-bg px-3 py-2 text-[12.5px] leading-[19px]">
            <span className="font-semibold">Prompt {prompt.number}</span>
            <Markdown text={prompt.text} className="[&_.markdown-body]:text-[12.5px]" />
          </div>
        ) : null}
        {piece.thinking ? <Thinking piece={piece} growing={piece.endedAt === null} /> : null}
        {piece.text ? (
          <Markdown text={piece.text} growing={piece.endedAt === null} />
        ) : piece.thinking && piece.endedAt === null ? null : (
          <p className="text-mute">It has written nothing.</p>
        )}
      </div>
      <footer className="border-line-soft border-t px-4 py-2.5">
        {/* A full load: a session page reads its moment from the address, which a soft navigation has not changed yet. */}
        <a
          href={sideHref(source, { at: count, axis, node: stream })}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line px-2.5 font-medium text-xs hover:bg-line-soft"
        >
          <ExternalLink size={13} aria-hidden="true" />
          Open the session at this moment
        </a>
      </footer>
    </aside>
  );
}

function promptOf(state: TraceState, stream: StreamId): { number: string; text: string } | null {
  const place = parseStream(stream);
  if (place?.kind !== 'execution') return null;
  const plan = findStage(state, place.stage)?.plan;
  const prompt = plan?.prompts[place.index - 1];
  if (!plan || !prompt) return null;
  return {
    number: `${place.stage}.${place.index}`,
    text: plan.text.slice(prompt.start, prompt.end ?? undefined).trim(),
  };
}
