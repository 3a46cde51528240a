'use client';

import { ChevronDown, Dices } from 'lucide-react';
import { useState } from 'react';
import { Menu } from '#components/ui/menu.tsx';
import type { Difficulty } from '#lib/models/builtin/surprise.ts';
import { chip } from './chip.ts';

const difficulties: readonly Difficulty[] = ['easy', 'medium', 'hard'];

/** A fresh puzzle of a chosen difficulty; the next puzzle uses the same difficulty. */
export function SurpriseButton({ onPick }: { onPick: (question: string) => void }) {
  const [difficulty, setDifficulty] = useState<Difficulty>('medium');

  // The search behind it loads on first use: most visits never need it.
  async function surprise(wanted: Difficulty) {
    const { surprisePuzzle } = await import('#lib/models/builtin/surprise.ts');
    onPick(surprisePuzzle(wanted, Math.random).question);
  }

  return (
    <span className="inline-flex">
      <button
        type="button"
        onClick={() => void surprise(difficulty)}
        className={`${chip} rounded-l-full border-r-0 text-plan`}
      >
        <Dices size={14} aria-hidden="true" />
        Surprise me
      </button>
      <Menu
        label="Difficulty of the surprise"
        align="start"
        items={difficulties.map((value) => ({
          id: value,
          label: <span className="capitalize">{value}</span>,
          checked: value === difficulty,
          onSelect: () => {
            setDifficulty(value);
            void surprise(value);
          },
        }))}
      >
        {(trigger) => (
          <button {...trigger} type="button" className={`${chip} rounded-r-full text-mute hover:text-ink`}>
            <span className="sr-only">Difficulty: </span>
            {difficulty}
            <ChevronDown size={12} aria-hidden="true" />
          </button>
        )}
      </Menu>
    </span>
  );
}
