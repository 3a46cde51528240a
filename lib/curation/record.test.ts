import { expect, test } from 'vitest';
import { isDraft } from './record.ts';

test('what rules took apart is a draft until a person accepts it; a model or the authors’ files pass it', () => {
  const rules = { kind: 'rules', version: 2 } as const;
  const model = { kind: 'model', model: 'm', endpoint: 'e' } as const;
  const files = { kind: 'authors-files' } as const;
  const draft = (stepsBy: typeof rules | typeof model | typeof files, parentsBy = stepsBy) =>
    isDraft({ proposal: { stepsBy, parentsBy }, review: null });
  expect([draft(rules), draft(model), draft(files)]).toEqual([true, false, false]);
  expect(draft(files, rules)).toBe(true);
  for (const review of ['reject', 'fix'] as const)
    expect(isDraft({ proposal: { stepsBy: rules, parentsBy: rules }, review })).toBe(true);
  expect(isDraft({ proposal: { stepsBy: rules, parentsBy: rules }, review: 'accept' })).toBe(false);
});
