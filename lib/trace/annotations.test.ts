import { expect, it } from 'vitest';
import { annotationSchema } from './annotation-schema.ts';
import { type Annotation, foldAnnotations } from './annotations.ts';

const madeAt = '2026-11-30T12:00:00.000Z';
const dismissal = (seq: number): Annotation => ({
  ...{ type: 'annotation', kind: 'dismissal', seq, madeAt, code: 'sibling-result' },
  ...{ place: { stream: 'execution:1.2', offset: 3, end: 9 }, quote: 'is 22.5', reason: 'It computes this.' },
});
const ruling = (seq: number, correct: boolean | null): Annotation => ({
  ...{ type: 'annotation', kind: 'ruling', seq, madeAt, correct },
});
const withdrawal = (seq: number, of: number): Annotation => ({
  ...{ type: 'annotation', kind: 'withdrawal', seq, madeAt, of },
});

it('a withdrawal takes back what it names, and a withdrawal of that brings it back', () => {
  expect(foldAnnotations([dismissal(0)]).dismissals).toHaveLength(1);
  expect(foldAnnotations([dismissal(0), withdrawal(1, 0)]).dismissals).toEqual([]);
  expect(foldAnnotations([dismissal(0), withdrawal(1, 0), withdrawal(2, 1)]).dismissals).toHaveLength(1);
});

it('the last ruling that stands is the one', () => {
  expect(foldAnnotations([ruling(0, true), ruling(1, false)]).ruling).toMatchObject({ correct: false });
  expect(foldAnnotations([ruling(0, true), ruling(1, false), withdrawal(2, 1)]).ruling).toMatchObject({
    correct: true,
  });
  expect(foldAnnotations([ruling(0, true), withdrawal(1, 0)]).ruling).toBeNull();
});

it('what comes from outside is checked: no kind that we do not know, no endless text', () => {
  expect(annotationSchema.safeParse(dismissal(0)).success).toBe(true);
  expect(annotationSchema.safeParse({ ...dismissal(0), kind: 'praise' }).success).toBe(false);
  expect(annotationSchema.safeParse({ ...dismissal(0), reason: 'x'.repeat(4_001) }).success).toBe(false);
});
