'use client';

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSides } from './compare-context.tsx';
import { sideNames } from './side-names.ts';

/** What makes the comparison less than fair, said before anyone reads a number. */
export function CompareNotices() {
  const sides = useSides();
  const names = sideNames(sides);
  const [first, second] = sides;
  const differ =
    first.latest.session !== null &&
    second.latest.session !== null &&
    fold(first.latest.session.question) !== fold(second.latest.session.question);
  const notices: { key: string; words: ReactNode }[] = [];
  if (differ) {
    notices.push({
      key: 'questions',
      words:
        'These two sessions worked on different questions: their numbers can be read, but say nothing about each other.',
    });
  }
  sides.forEach(({ connection }, index) => {
    const name = names[index === 0 ? 0 : 1];
    if (connection.kind === 'lost') {
      notices.push({
        key: `lost ${index}`,
        words: `${name}: the connection broke off and is being opened again.`,
      });
    }
    if (connection.kind === 'unreadable') {
      notices.push({
        key: `unreadable ${index}`,
        words: `${name}: ${connection.title}. ${connection.message}`,
      });
    }
  });
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-2">
      {notices.map(({ key, words }) => (
        <p
          key={key}
          role="status"
          className="flex items-start gap-2 rounded-lg bg-crit-bg px-3 py-2 text-[12.5px] text-crit leading-5"
        >
          <TriangleAlert size={14} className="mt-[3px] shrink-0" aria-hidden="true" />
          {words}
        </p>
      ))}
    </div>
  );
}

const fold = (question: string): string => question.trim().replace(/\s+/g, ' ');
