'use client';

import { shownModel } from '#components/api/model-name.ts';
import { formatShare } from '#components/ui/format.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { type NoSaving, savedAgainstSequential } from '#lib/trace/saving.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { PartnerTokens } from './pair-partners.ts';
import { compareHref, type SideSource, sideId } from './side-source.ts';
import { usePair, usePartnerTokens } from './use-pair.ts';

export interface AgainstSequentialProps {
  source: SideSource;
  ended: boolean;
  /** The shown part reaches the end: a part, also of a replay, cannot be compared with a whole run. */
  whole: boolean;
  /** Sequential tokens of this trace, under the definition, reading and tokenizer named. */
  tokens: number;
  definition: SequentialDefinition;
  reading: Reading;
  tokenizer: string | null;
  /** Shows `≈` while this trace grows. */
  isEstimate: boolean;
}

/**
 * 1 − these sequential tokens ÷ those of the paired sequential run, with its model's name and a link to the comparison.
 */
export function AgainstSequential(props: AgainstSequentialProps) {
  const { source, ended } = props;
  const partners = usePair(source, ended);
  const partner = partners?.find(({ strategy }) => strategy === 'sequential') ?? null;
  const reference = usePartnerTokens(partner);
  if (!partner) return <span className="text-faint">{partners ? 'not run yet' : '–'}</span>;
  return (
    <IntentLink
      href={compareHref(sideId(source), partner.id)}
      title={`Sequential run by ${shownModel(partner.model)}: compare`}
      className="block max-w-36 text-ink underline decoration-line underline-offset-3 hover:decoration-current"
    >
      {shareWords(props, reference)}
      <span className="block truncate text-[11px] text-mute no-underline">{shownModel(partner.model)}</span>
    </IntentLink>
  );
}

function shareWords(
  { tokens, whole, definition, reading, tokenizer, isEstimate }: AgainstSequentialProps,
  reference: PartnerTokens | null,
): string {
  const saved = savedAgainstSequential(
    { tokens, tokenizer, isWhole: whole },
    {
      tokens: reference?.tokens[reading]?.[definition] ?? null,
      tokenizer: reference?.tokenizer ?? null,
      isWhole: reference?.isWhole ?? false,
    },
  );
  if (saved.share === null) return noSavingWords[saved.none];
  return `${isEstimate ? '≈' : ''}${formatShare(saved.share)}`;
}

const noSavingWords: Record<NoSaving, string> = {
  missing: 'compare',
  tokenizers: 'other tokenizer',
  partial: 'once both are whole',
};
