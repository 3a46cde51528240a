import type { Metadata } from 'next';
import { ComparePage } from '#components/compare/compare-page.tsx';

type Query = Record<string, string | string[] | undefined>;

export const metadata: Metadata = {
  title: 'Compare',
  description: 'Two sessions of one question side by side under one playhead.',
};

export default async function Compare({ searchParams }: { searchParams: Promise<Query> }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) query.set(name, first);
  }
  return <ComparePage a={query.get('a') ?? ''} b={query.get('b') ?? ''} query={query.toString()} />;
}
