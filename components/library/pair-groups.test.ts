import { describe, expect, it } from 'vitest';
import { libraryRow } from '#components/api/testing/library-rows.ts';
import { compareHref, completePairs, pairGroups, partnerOf, sameQuestion } from './pair-groups.ts';

const sprint = libraryRow({ id: 's1', pairId: 'p', createdAt: '2026-11-02' });
const again = libraryRow({ id: 's2', pairId: 'p', createdAt: '2026-11-01' });
const failed = libraryRow({
  id: 'q0',
  pairId: 'p',
  strategy: 'sequential',
  status: 'failed',
  createdAt: '2026-11-01',
});
const other = libraryRow({
  id: 'q1',
  pairId: 'p',
  strategy: 'sequential',
  tokenizer: 'o200k',
  createdAt: '2026-11-02',
});
const sequential = libraryRow({ id: 'q2', pairId: 'p', strategy: 'sequential', createdAt: '2026-11-03' });

describe('pairs', () => {
  it('are the rows of one pairId, the oldest first; rows without one are in none', () => {
    const groups = pairGroups([sprint, libraryRow(), sequential, again]);
    expect([...groups.keys()]).toEqual(['p']);
    expect(groups.get('p')?.map(({ id }) => id)).toEqual(['s2', 's1', 'q2']);
  });

  it('compare with the other strategy, done, of the same tokenizer, in this order', () => {
    expect(partnerOf(sprint, [again, failed, other, sequential])?.id).toBe('q2');
    expect(partnerOf(sprint, [again, failed, other])?.id).toBe('q1');
    expect(partnerOf(sprint, [again, failed])?.id).toBe('q0');
    expect(partnerOf(sprint, [sprint, again])?.id).toBe('s2');
    expect(partnerOf(sprint, [sprint])).toBeNull();
  });

  it('are compared with SPRINT first', () => {
    expect(compareHref(sequential, sprint)).toBe('/compare?a=s1&b=q2');
    expect(compareHref(sprint, sequential)).toBe('/compare?a=s1&b=q2');
  });

  it('are completed where the filters hide one side whole, and only there', () => {
    const all = [sprint, again, sequential, libraryRow({ id: 'x', pairId: 'q', strategy: 'sequential' })];
    const ids = (shown: typeof all) => completePairs(shown, all).map(({ id }) => id);
    expect(ids([sprint])).toEqual(['s1', 'q2']);
    expect(ids([sequential])).toEqual(['q2', 's1', 's2']);
    expect(ids([sprint, sequential])).toEqual(['s1', 'q2']);
    expect(completePairs(all, all)).toBe(all);
  });

  it('ask the same question where only white space differs; a trace without one does not object', () => {
    const asking = (...questions: string[]) =>
      sameQuestion(questions.map((question) => libraryRow({ question })));
    expect(asking('What is  1 + 1?', ' What is 1\n+ 1? ', '')).toBe(true);
    expect(asking('What is 1 + 1?', 'What is 1 + 2?')).toBe(false);
  });
});
