'use client';

import { type KeyboardEvent, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { AnswerPath, PieceOnPath, Standing } from '#lib/doctor/answer/answer-path.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { pieceWords, sideOf, standingSigns } from './answer-words.ts';

interface Column {
  readonly head: string;
  readonly pieces: readonly PieceOnPath[];
}

/** Every piece as a cell, a column for each stage: whether it states the answer, another, or none. */
export function AnswerMap({ path, onShow }: { path: AnswerPath; onShow: (piece: PieceOnPath) => void }) {
  const cells = useRef<HTMLOListElement>(null);
  const side = sideOf(path);
  const stated = path.pieces.filter(({ at }) => at !== null);
  if (stated.length === 0) return null;
  const [firstStated] = stated;

  /** One stop of the Tab key; arrow keys move between the cells. */
  function onKeyDown(event: KeyboardEvent) {
    const by = steps[event.key];
    if (by === undefined) return;
    const buttons = [...(cells.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + by))];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }

  return (
    <ol
      ref={cells}
      aria-label="Answer, stage by stage"
      className="mt-2 flex flex-wrap gap-x-0.5 gap-y-2"
      onKeyDown={onKeyDown}
    >
      {columnsOf(path.pieces).map(({ head, pieces }) => (
        <li key={head} className="w-6">
          <span className="block text-center text-[10px] text-faint leading-4 tabular-nums">{head}</span>
          <ul className="space-y-0.5" aria-label={head === '→' ? 'Final answer' : `Stage ${head}`}>
            {pieces.map((piece) => (
              <li key={piece.stream}>
                {piece.at ? (
                  <button
                    type="button"
                    tabIndex={piece === firstStated ? 0 : -1}
                    title={pieceWords(piece, side)}
                    aria-label={pieceWords(piece, side)}
                    onClick={() => onShow(piece)}
                    className={cn(
                      'grid size-6 cursor-pointer place-items-center rounded-[5px] border font-bold text-[11px] leading-none hover:brightness-95 dark:hover:brightness-125',
                      piece.standing === 'left' && 'text-[8.5px] tracking-tighter',
                      lookOf(piece.standing, side),
                    )}
                  >
                    {piece.standing === 'none' ? '' : standingSigns[piece.standing][side]}
                  </button>
                ) : (
                  <span className="grid size-6 place-items-center" title={pieceWords(piece, side)}>
                    <span className="size-1 rounded-full bg-dot" aria-hidden="true" />
                    <span className="sr-only">{pieceWords(piece, side)}</span>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Number.MAX_SAFE_INTEGER,
  End: Number.MAX_SAFE_INTEGER,
};

function lookOf(standing: Standing, side: 'right' | 'final'): string {
  switch (standing) {
    case 'equal':
      return side === 'right' ? 'border-ok/40 bg-ok-bg text-ok' : 'border-line bg-line-soft text-ink';
    case 'different':
    case 'left':
      return side === 'right' ? 'border-warn/40 bg-warn-bg text-warn' : 'border-crit/40 bg-crit-bg text-crit';
    default:
      return 'border-line border-dashed text-mute';
  }
}

function columnsOf(pieces: readonly PieceOnPath[]): Column[] {
  const columns = new Map<string, PieceOnPath[]>();
  for (const piece of pieces) {
    const place = parseStream(piece.stream);
    const head = place && 'stage' in place ? place.stage.toString() : '→';
    const own = columns.get(head);
    if (own) own.push(piece);
    else columns.set(head, [piece]);
  }
  return [...columns].map(([head, own]) => ({ head, pieces: own }));
}
