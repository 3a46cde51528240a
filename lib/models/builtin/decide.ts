import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { formatExpression } from '#lib/answers/expression.ts';
import { canonicalKey } from './canonical.ts';
import { AGREES, type Claim, type Findings, RULED_OUT, type Source } from './findings.ts';
import { type Region, regionsOf, sameRegion } from './regions.ts';
import type { Task } from './tasks.ts';
import { needsWideSearch, wideSearchIsExact } from './wide-search.ts';

/** What the planner does next. */
export type Move =
  /** The target is one of the numbers, and not all have to be used. */
  | { readonly kind: 'given' }
  | { readonly kind: 'survey'; readonly tasks: readonly Task[] }
  /** Varies the nearest misses, and searches the regions that came nearest. */
  | { readonly kind: 'pursue'; readonly tasks: readonly Task[]; readonly leads: readonly Claim[] }
  /** Searches every region that is still open. */
  | { readonly kind: 'sweep'; readonly tasks: readonly Task[]; readonly closed: readonly Source[] }
  | { readonly kind: 'widen'; readonly tasks: readonly Task[]; readonly closed: readonly Source[] }
  | {
      readonly kind: 'verify';
      readonly tasks: readonly Task[];
      readonly claim: Claim;
      readonly others: readonly Claim[];
    }
  | { readonly kind: 'answer'; readonly claim: Claim; readonly checks: readonly Source[] }
  /** Proven by an exhaustive search; `widened` tells whether it included fractions. */
  | {
      readonly kind: 'no-solution';
      readonly widened: boolean;
      readonly nearest: Claim | null;
      readonly almost: Claim | null;
      readonly closed: readonly Source[];
    }
  /** Executions kept failing, and the answer says so. */
  | { readonly kind: 'open'; readonly regions: readonly Region[]; readonly nearest: Claim | null };

/** The planner asks for a region whose execution failed this many times before the reasoner gives up on it. */
const MOST_ASKS = 3;
const LEADS = 2;

export function decide(puzzle: CountdownPuzzle, findings: Findings): Move {
  const { asked, nearMisses } = findings;
  const claim = simplest(findings.solutions);
  if (claim) return verifyOrAnswer(findings, claim);

  if (puzzle.use === 'any' && puzzle.numbers.includes(puzzle.target)) return { kind: 'given' };
  const regions = regionsOf(puzzle);
  const askedFor = (region: Region, kinds: readonly Task['kind'][]) =>
    asked.filter(
      ({ task }) => kinds.includes(task.kind) && 'region' in task && sameRegion(task.region, region),
    );
  if (asked.length === 0)
    return { kind: 'survey', tasks: regions.map((region) => ({ kind: 'survey', region })) };

  const open = regions.filter((region) => !findings.isRuledOut(region));
  const closed = regions.flatMap((region) => findings.isRuledOut(region) ?? []);
  const nearest = nearMisses[0] ?? null;
  if (open.length > 0) {
    if (open.some((region) => askedFor(region, ['exhaust']).length >= MOST_ASKS))
      return { kind: 'open', regions: open, nearest };
    if (open.length > 2 && !asked.some(({ task }) => task.kind === 'vary' || task.kind === 'exhaust'))
      return pursue(findings, open);
    return { kind: 'sweep', tasks: open.map((region) => ({ kind: 'exhaust', region })), closed };
  }

  return lastResorts(puzzle, findings, regions, closed);
}

/** Whole numbers have no solution: try fractions, where they may matter, and check whether fewer numbers would do. */
function lastResorts(
  puzzle: CountdownPuzzle,
  findings: Findings,
  regions: readonly Region[],
  closed: readonly Source[],
): Move {
  const { asked, almost } = findings;
  const nearest = findings.nearMisses[0] ?? null;
  const wide = needsWideSearch(puzzle);
  const asks = (task: Task) => asked.filter((one) => sameTask(one.task, task));
  const wanted: Task[] = [];
  if (wide && wideSearchIsExact(puzzle))
    wanted.push(...regions.map((region): Task => ({ kind: 'widen', region })));
  if (puzzle.use === 'all') wanted.push({ kind: 'relax' });
  const missing = wanted.filter(
    (task) =>
      !asks(task).some(
        ({ answered, text }) => answered && (task.kind === 'relax' || text.includes(RULED_OUT)),
      ),
  );
  const again = missing.filter((task) => asks(task).length < MOST_ASKS);
  if (again.length > 0) return { kind: 'widen', tasks: again, closed };
  const excluded = !wide || (wideSearchIsExact(puzzle) && !missing.some(({ kind }) => kind === 'widen'));
  return { kind: 'no-solution', widened: excluded, nearest, almost, closed };
}

const sameTask = (one: Task, other: Task): boolean =>
  one.kind === other.kind &&
  (!('region' in one) || ('region' in other && sameRegion(one.region, other.region)));

/** Of several solutions, the one that is shortest to write. */
function simplest(claims: readonly Claim[]): Claim | null {
  const length = ({ expression }: Claim) => formatExpression(expression).length;
  return claims.reduce<Claim | null>(
    (best, claim) => (best && length(best) <= length(claim) ? best : claim),
    null,
  );
}

function verifyOrAnswer(findings: Findings, claim: Claim): Move {
  const text = canonicalKey(claim.expression);
  const checks = findings.asked.filter(
    ({ task }) => 'expression' in task && task.kind !== 'vary' && canonicalKey(task.expression) === text,
  );
  if (checks.length > 0)
    return {
      kind: 'answer',
      claim,
      checks: checks.filter(({ answered, text: said }) => answered && AGREES.test(said)),
    };
  const { expression } = claim;
  return {
    kind: 'verify',
    claim,
    others: findings.solutions.filter((other) => other !== claim),
    tasks: [
      { kind: 'recompute', expression },
      { kind: 'count', expression },
      { kind: 'undo', expression },
    ],
  };
}

/** Varies the two nearest misses and searches two open regions, those that hold these misses first. */
function pursue(findings: Findings, open: readonly Region[]): Move {
  const leads: Claim[] = [];
  for (const miss of findings.nearMisses)
    if (
      leads.length < LEADS &&
      !leads.some(({ stage, index }) => stage === miss.stage && index === miss.index)
    )
      leads.push(miss);
  const near = findings.nearMisses.flatMap((miss) => {
    const source = findings.asked.find(({ stage, index }) => stage === miss.stage && index === miss.index);
    return source && 'region' in source.task ? [source.task.region] : [];
  });
  const ranked = [...near, ...open].filter(
    (region, at, all) =>
      open.some((one) => sameRegion(one, region)) && all.findIndex((one) => sameRegion(one, region)) === at,
  );
  return {
    kind: 'pursue',
    leads,
    tasks: [
      ...leads.map(({ expression, value }): Task => ({ kind: 'vary', expression, value })),
      ...ranked.slice(0, 2).map((region): Task => ({ kind: 'exhaust', region })),
    ],
  };
}
