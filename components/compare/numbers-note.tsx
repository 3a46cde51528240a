'use client';

import { CountingChoice } from '#components/numbers/counting-choice.tsx';
import type { Pair } from '#lib/compare/pair.ts';
import { useCompare, useCompareActions, useSides } from './compare-context.tsx';
import { isToy, modelName } from './side-names.ts';

interface NumbersNoteProps {
  sameTokenizer: boolean;
  tokenizers: Pair<string | null>;
  /** In the order of the tokenizers. */
  names: Pair<string>;
}

/** What the numbers are based on: definition, tokenizer, models, clocks; and which must not be mixed. */
export function NumbersNote({ sameTokenizer, tokenizers, names }: NumbersNoteProps) {
  const definition = useCompare((state) => state.definition);
  const reading = useCompare((state) => state.reading);
  const axis = useCompare((state) => state.axis);
  const sides = useSides();
  const actions = useCompareActions();
  const states = sides.map(({ latest }) => latest);
  const models = [...new Set(states.map(modelName))].filter(Boolean);
  const clocks = states.filter((state) => state.session?.clock === 'tokens').length;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-line-soft border-t px-4 py-1.5 text-[11.5px] text-mute leading-5">
      <CountingChoice
        definition={definition}
        reading={reading}
        onDefinition={actions.setDefinition}
        onReading={actions.setReading}
      />
      {sameTokenizer ? (
        <span>· tokenizer {tokenizers[0] ?? '–'}, both</span>
      ) : (
        <span className="text-crit">
          · different tokenizers: {names[0]} {tokenizers[0] ?? '–'}, {names[1]} {tokenizers[1] ?? '–'}. Token
          counts and lengths on the token axis stand side by side, not against each other.
        </span>
      )}
      {axis === 'tokens' && definition !== 'authors' ? (
        <span>· the axis keeps to the authors’ definition</span>
      ) : null}
      {axis === 'wall' && clocks > 0 ? (
        <span className="text-crit">
          · {clocks === 2 ? 'both are' : 'one is'} without a clock: drawn at 60 tokens a second, not measured
        </span>
      ) : null}
      {models.length > 1 ? <span>· two models: {models.join(', ')}</span> : null}
      {states.some(isToy) ? (
        <span>
          · {states.every(isToy) ? 'both are' : 'one is'} the rule-based built-in, not a language model
        </span>
      ) : null}
    </div>
  );
}
