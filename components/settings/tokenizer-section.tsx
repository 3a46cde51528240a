'use client';

import { tokenizerLabels } from '#components/actions/run/tokenizer-labels.ts';
import { useTokenizerChoice } from '#components/actions/run/use-tokenizer-choice.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import type { TokenizerName } from '#lib/tokens/counter.ts';

/** Which tokenizer counts future imports and runs, and why that matters. */
export function TokenizerSection() {
  const [tokenizer, setTokenizer] = useTokenizerChoice();
  return (
    <section aria-labelledby="tokenizer-heading">
      <h2 id="tokenizer-heading" className="font-semibold text-[15px] tracking-[-0.01em]">
        Tokenizer
      </h2>
      <p className="mt-0.5 mb-3 text-mute text-ui leading-snug">
        Counts the tokens of every trace imported and every session started from this browser. A trace keeps
        the one it was counted with, and names it beside its numbers: compare like with like.
      </p>
      <div className="rounded-xl border border-line bg-panel px-4 py-3.5">
        <Segmented<TokenizerName>
          label="Tokenizer"
          size="lg"
          value={tokenizer}
          options={Object.entries(tokenizerLabels).map(([value, { name }]) => ({
            value: value as TokenizerName,
            label: name,
          }))}
          onChange={setTokenizer}
        />
        <p className="mt-2.5 max-w-prose text-ui leading-relaxed" aria-live="polite">
          {tokenizerLabels[tokenizer].explanation}
        </p>
      </div>
    </section>
  );
}
