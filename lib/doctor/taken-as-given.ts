import type { Quantity } from '#lib/text/quantities.ts';
import { statedEarlier } from './branch-knowledge.ts';
import type { BranchView, StageView } from './context-view.ts';
import { equationKey } from './context-view.ts';
import type { Examined } from './examined.ts';

/** An equation that an execution takes for given, though only a sibling found it. */
export interface TakenAsGiven {
  readonly start: number;
  readonly end: number;
  readonly cue: string;
  readonly sibling: BranchView;
  readonly source: Quantity;
}

/** Words right before an equation that take it for a fact; "if", "when", "let" and "for" try one. */
const GIVEN =
  /\b(?:since|because|given(?: that)?|knowing(?: that)?|we (?:already )?know(?: that)?|substitut(?:e|ing)|plug(?:ging)?(?: in)?|using|from)\s+(?:(?:the )?(?:values?|results?|fact that|solutions?)\s+(?:of |that )?)?[$\\(\s]{0,4}$/i;
const NAME = /^\p{L}(?:_\w{1,6})?$/u;
const REACH = 60;

/** Each equation once, at its first place. Linear in the execution's text. */
export function takenAsGiven(trace: Examined, view: StageView, branch: BranchView): TakenAsGiven[] {
  const { text } = branch.execution;
  const told = new Set<string>();
  return branch.math.statements.flatMap(({ sides, isEquation }) => {
    const [name, value] = sides;
    if (!isEquation || sides.length !== 2 || !name || !value || !NAME.test(name.key)) return [];
    if (!/^-?[\d./√π]*\d[\d./√π]*$/.test(value.key)) return [];
    const key = equationKey(name, value);
    if (told.has(key)) return [];
    told.add(key);
    const cue = GIVEN.exec(text.slice(Math.max(0, name.start - REACH), name.start));
    if (!cue || statedEarlier(trace, view, branch, key)) return [];
    // "x is 4" says it without a sign.
    if (trace.context.mathOf(view.stage.plan).first.has(value.key) || view.isEarlier(value.key)) return [];
    const own = branch.math.first.get(value.key);
    if (own && own.start < name.start) return [];
    const sibling = view.branches.find((other) => other !== branch && other.math.stated.has(key));
    const source = sibling?.math.stated.get(key);
    return sibling && source
      ? [{ start: name.start, end: value.end, cue: cue[0].trim(), sibling, source }]
      : [];
  });
}
