import type { Step } from '#lib/contract/curation-record.ts';

/** Words that say how to work, or refer to something elsewhere, and name nothing to work on. */
const SAYS_NOTHING = new Set(
  (
    'a about above again all along also an and another answer any apart approach as at below before both bring but by calculate calculation ' +
    'carefully carry case check checks compute confirm continue correct described detail do done double doubt each earlier else everything evaluate ' +
    'execute figure find first follow following for from given go good here how i idea if in into is it its just let look make making me mentioned ' +
    'method mistake more my next no not now of ok okay on once one only or other our out over part perform plan planned please previous previously ' +
    'proceed problem question raised re really result results right same says see seems settle should show so solution solve some start step steps sure task ' +
    'test that the their them then there these they things think this those through to together true try up us use using validate verify was way we well what ' +
    'when where whether which with without work works wrong yes you your'
  ).split(' '),
);
const WORD = /[\p{L}][\p{L}'’-]*|\d[\d.,/]*|[=+^\\√π]/gu;

/** Whether a prompt names something to work on: a number, a formula, or one word that is not about working. */
export function saysWhat(prompt: string): boolean {
  for (const [word] of prompt.slice(0, LONGEST).matchAll(WORD)) {
    const bare = word.toLowerCase().replace(/['’].*$/, '');
    // In other scripts every word counts.
    if (!SAYS_NOTHING.has(bare)) return true;
  }
  return false;
}

/** UTF-16 units; a prompt names its subject before this point. */
const LONGEST = 2_000;

/**
 * A prompt that names nothing may say "carry out the plan above" if its step's plan names something: an executor sees
 * the plan up to its prompt.
 * @param plan the text of the step's plan
 */
export const isSelfContained = (step: Pick<Step, 'prompt' | 'description'>, plan: string): boolean =>
  saysWhat(step.prompt.trim() || step.description) || saysWhat(plan);
