import { bytesOf, type FirstVisit, type PageWeight } from './page-weight.ts';

/**
 * kB (1,000 bytes) of script that a first visit may transfer before the first view stands, compressed. What was measured is in
 * docs/benchmarks.md.
 */
export const budgets = { home: 175, session: 270, library: 200 } as const;
export type WeighedPage = keyof typeof budgets;

/** The pages that have a budget, and when their first view stands. A session is opened at its graph, without a piece chosen. */
export function firstVisits(sessionId: string): Readonly<Record<WeighedPage, FirstVisit>> {
  return {
    home: {
      path: '/',
      view: (page) =>
        page.getByRole('region', { name: 'Recent sessions' }).getByRole('listitem').first().waitFor(),
    },
    session: {
      path: `/sessions/${sessionId}`,
      view: (page) =>
        page
          .getByRole('button', { name: /^Final answer/ })
          .first()
          .waitFor(),
    },
    library: {
      path: '/library',
      view: (page) => page.getByRole('grid', { name: 'Traces' }).getByRole('rowheader').first().waitFor(),
    },
  };
}

/** Null within the budget, else what to do about it and where to look. */
export function overBudget(name: WeighedPage, { first }: Pick<PageWeight, 'first'>): string | null {
  const bytes = bytesOf(first);
  const budget = budgets[name] * 1000;
  if (bytes <= budget) return null;
  const heaviest = first.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8);
  return [
    `${name}: ${kB(bytes)} kB of script for a first visit, ${kB(bytes - budget)} over its budget.`,
    'Fetch on demand what the first view does not need (components/ui/on-demand.tsx). The heaviest:',
    ...heaviest.map((script) => `  ${kB(script.bytes)} kB ${new URL(script.url).pathname}`),
  ].join('\n');
}

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
