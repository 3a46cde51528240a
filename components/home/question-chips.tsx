'use client';

import { chip } from './chip.ts';
import { modelQuestions, puzzleQuestions, unsolvableQuestion } from './example-questions.ts';
import { SurpriseButton } from './surprise-button.tsx';

export interface QuestionChipsProps {
  /** True for the built-in reasoner: it would answer other questions only with its notice. */
  puzzlesOnly: boolean;
  onPick: (question: string) => void;
}

/** Questions to start from, one click each, and a fresh puzzle. */
export function QuestionChips({ puzzlesOnly, onPick }: QuestionChipsProps) {
  const examples = puzzlesOnly
    ? [...puzzleQuestions, unsolvableQuestion]
    : [...modelQuestions, ...puzzleQuestions.slice(0, 1)];

  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label="Example questions">
      {examples.map((example) => (
        <button
          key={example.label}
          type="button"
          title={example.question}
          onClick={() => onPick(example.question)}
          className={`${chip} rounded-full text-mute hover:text-ink`}
        >
          {example.label}
        </button>
      ))}
      <SurpriseButton onPick={onPick} />
    </fieldset>
  );
}
