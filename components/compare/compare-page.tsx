'use client';

import { useMemo } from 'react';
import { parseSideId } from '#components/actions/compare/side-source.ts';
import { CompareProvider } from './compare-context.tsx';
import { NoSuchSide } from './compare-states.tsx';
import { readChoices } from './compare-url.ts';
import { CompareView } from './compare-view.tsx';
import { PartnerPicker } from './partner-picker.tsx';

export interface ComparePageProps {
  a: string;
  b: string;
  /** The whole query of the address. */
  query: string;
}

/** Two ids make a comparison; where one is missing, a person chooses a partner first. */
export function ComparePage({ a, b, query }: ComparePageProps) {
  const choices = useMemo(() => readChoices(new URLSearchParams(query)), [query]);
  const [first, second] = [parseSideId(a), parseSideId(b)];
  if (a !== '' && !first) return <NoSuchSide id={a} other={b} />;
  if (b !== '' && !second) return <NoSuchSide id={b} other={a} />;
  if (!first || !second) return <PartnerPicker known={first ?? second} />;
  return (
    <CompareProvider key={`${a} ${b}`} sources={[first, second]} choices={choices}>
      <CompareView />
    </CompareProvider>
  );
}
