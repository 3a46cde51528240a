import { memoised } from '#lib/base/memo.ts';
import type { Statement } from '#lib/text/quantities.ts';
import type { BranchView, StageView } from '../context-view.ts';
import { mathTextOf } from '../context-view.ts';
import { isVerifying } from '../cues.ts';
import { counted, listed, pieceName, quoted } from '../words.ts';

/** Something in an execution that its prompt did not ask for. */
export interface Excess {
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly sibling?: BranchView;
  /** It follows from what the prompts name, not from a length or a separator. */
  readonly isSure?: boolean;
}

/** `x_753`, `f(3)`: a quantity that a prompt asks for by its name. */
const INDEXED = /^[\p{L}]{1,3}(?:_\w{1,6}|\(-?[\d./]{1,8}\))$/u;
const MOST_SIBLINGS = 40;

/** Quantities that only a sibling's prompt names, worked out here: `x_531 = 211` although the prompt asks for x_753. */
export function othersTasks({ branches }: StageView, branch: BranchView): Excess[] {
  if (!branch.prompt || isVerifying(branch.prompt.text)) return [];
  const own = namesIn(branch);
  if (own.size === 0) return [];
  const others = new Map<string, BranchView>();
  for (const sibling of branches.slice(0, MOST_SIBLINGS))
    if (sibling !== branch)
      for (const name of namesIn(sibling)) if (!own.has(name) && !others.has(name)) others.set(name, sibling);
  for (const statement of branch.math.statements) {
    const name = statedName(statement, others);
    const sibling = name === null ? undefined : others.get(name);
    const [subject] = statement.sides;
    const value = statement.sides.at(-1);
    if (!sibling || !subject || !value) continue;
    const { start } = subject;
    const said = quoted(branch.execution.text.slice(start, value.end));
    const names = listed([pieceName(sibling.execution.stream)]);
    return [
      {
        what: `it states ${said}, which was asked of ${names}`,
        start,
        end: value.end,
        sibling,
        isSure: true,
      },
    ];
  }
  return [];
}

const namesIn = memoised(
  ({ prompt }: BranchView): Set<string> =>
    new Set(
      [...mathTextOf(prompt?.text.slice(0, 2_000) ?? '').first.keys()].filter((key) => INDEXED.test(key)),
    ),
);

/** The name from `others` in an equation's subject, if its value is a number or a sum of numbers. */
function statedName(
  { sides, isEquation }: Statement,
  others: ReadonlyMap<string, BranchView>,
): string | null {
  const [subject] = sides;
  const value = sides.at(-1);
  if (!isEquation || !subject || !value || sides.length < 2 || !/^[-\d.+*/()]+$/.test(value.key)) return null;
  return [subject, ...subject.parts].map(({ key }) => key).find((key) => others.has(key)) ?? null;
}

const ONLY_GIVEN =
  /^\s*(?:write (?:down|out)|list|note|record|state|restate|recall|identify|extract)\b.{0,120}\b(?:given|(?:in|from|of) the (?:problem|question))\b/is;
const LEAST_WORKED_OUT = 3;

/** The prompt asks for what is given, and the execution works out what is not. */
export function beyondTheGiven({ prompt, math, execution }: BranchView): Excess[] {
  if (!prompt || !ONLY_GIVEN.test(prompt.text.slice(0, 400))) return [];
  const workedOut = math.statements.filter(
    ({ sides, isEquation }) =>
      isEquation && sides.length > 1 && sides.slice(0, -1).some(({ key }) => /\d[-+*/]\d/.test(key)),
  );
  const [first] = workedOut;
  const [subject] = first?.sides ?? [];
  const value = first?.sides.at(-1);
  if (workedOut.length < LEAST_WORKED_OUT || !subject || !value) return [];
  const said = quoted(execution.text.slice(subject.start, value.end));
  return [
    {
      what: `it was to say what is given, and works out ${counted(workedOut.length, 'equation')}: ${said}`,
      start: subject.start,
      end: value.end,
    },
  ];
}

/**
 * The line that separates two trains of thought in a plan, and words after it; a column of numbers has no words, and
 * `plan-in-execution` reports the rest.
 */
const SEPARATOR =
  /\n-{4,}[^\S\n]{0,8}\n\s{0,20}(?!Based on|Observation about)(?=[A-Z][a-z]{1,20}[ ,])[^\n]{1,120}/;

export function pastSeparator({ execution: { text } }: BranchView): Excess[] {
  const match = SEPARATOR.exec(text);
  if (!match) return [];
  const end = match.index + match[0].length;
  const start = end - match[0].trimStart().replace(/^-+\s*/, '').length;
  return [{ what: `it goes on past a separator: ${quoted(text.slice(start, end))}`, start, end }];
}
