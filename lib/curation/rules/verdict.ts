import type { ReadLine } from './line-roles.ts';

const RIGHT =
  /\b(?:yes|yep|yeah|correct|match(?:es)?|same|checks? out|consistent|confirm(?:s|ed)?|works|good|perfect|holds?|verified|indeed|solid|right|as expected|agrees?|makes? sense|equal)\b/i;
const WRONG =
  /\b(?:wrong|mistake|error|incorrect|contradict\w*|conflict\w*|inconsisten\w*|messy|not (?:correct|right|equal|the same|match\w*)|(?:does|do|did)(?:n't| not) (?:match|work|hold|make sense|seem)|problem here|can't be|cannot be|oops|forgot|missed|discrepancy)\b/i;
/** "I didn't make any mistakes" finds none. */
const NO_FAULT =
  /\b(?:no|any|without|didn't (?:make|miss|forget)|not (?:make|miss)|don't see) (?:\w+ )?(?:mistakes?|errors?|steps?|issues?|anything)\b/gi;

/** What the last lines of a step say of what it looked at, the last word counting; null where they say nothing. */
export function verdictOf(lines: readonly ReadLine[]): 'right' | 'wrong' | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    // "Let me see whether both are the same" says nothing yet.
    if (lines[at]?.role === 'announces') continue;
    const said = (lines[at]?.head ?? '').replace(NO_FAULT, 'correct');
    if (WRONG.test(said)) return 'wrong';
    if (RIGHT.test(said)) return 'right';
  }
  return null;
}
