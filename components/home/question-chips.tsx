'use client';

import { modelQuestions, puzzleQuestions, unsolvableQuestion } from './example-questions.ts';

/** The look of a chip, its rounding apart. */
export const chip =
  'inline-flex h-7 cursor-pointer items-center gap-1.5 whitespace-nowrap border border-line bg-panel px-2.5 text-mute text-xs transition-colors hover:border-faint/60 hover:text-ink';

export interface QuestionChipsProps {
  /** True for the built-in reasoner: other questions would only meet its notice. */
  puzzlesOnly: boolean;
  onPick: (question: string) => void;
}

/** Questions to start from, one click each. */
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
          className={`${chip} rounded-full`}
        >
          {example.label}
        </button>
      ))}
    </fieldset>
  );
}
