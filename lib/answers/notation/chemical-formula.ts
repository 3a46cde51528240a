import { unwrapped } from './unwrap.ts';

const ELEMENTS = new Set(
  (
    'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb ' +
    'Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au ' +
    'Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am D R'
  ).split(' '),
);
const HAS_COUNT = /[A-Za-z)\]]\d/;
/** A longer text is not a formula in an answer. */
const LONGEST = 80;

/** `\mathrm{CH_3OH}` as CH3OH; null if the text is not a formula of at least two elements or atoms. */
export function chemicalFormula(answer: string): string | null {
  if (answer.length > LONGEST * 3) return null;
  const plain = unwrapped(answer)
    .replace(/\\(?:text|mathrm|ce|rm)\b\s*/g, '')
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - '₀'.charCodeAt(0)))
    .replace(/_(?=\{?\d)|[{}\s]/g, '');
  if (plain.length > LONGEST || !/^[A-Za-z\d()[\]=^+-]+$/.test(plain)) return null;
  const atoms = plain.match(/[A-Z][a-z]?/g) ?? [];
  const hasCount = HAS_COUNT.test(plain);
  if (/[a-z]/.test(plain.replace(/[A-Z][a-z]?/g, ''))) return null;
  return atoms.length + (hasCount ? 1 : 0) >= 2 && atoms.every((atom) => ELEMENTS.has(atom)) ? plain : null;
}

/** Atoms and groups with their counts, nothing else. */
const COUNTABLE = /^(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+$/;

/** How many atoms of each element a formula has, in a fixed order: `C1 H4 O1`; null if we cannot count them. */
export function atomsOf(formula: string): string | null {
  if (!COUNTABLE.test(formula) || !HAS_COUNT.test(formula)) return null;
  const counts = new Map<string, number>();
  for (const [, group, times, atom, count] of formula.matchAll(/\(([^)]*)\)(\d*)|([A-Z][a-z]?)(\d*)/g)) {
    const parts = group === undefined ? [[atom ?? '', count ?? ''] as const] : atomsIn(group);
    for (const [name, own] of parts)
      counts.set(name, (counts.get(name) ?? 0) + Number(own || 1) * Number(times || 1));
  }
  return [...counts]
    .map(([name, count]) => `${name}${count}`)
    .sort()
    .join(' ');
}

const atomsIn = (group: string): (readonly [name: string, count: string])[] =>
  [...group.matchAll(/([A-Z][a-z]?)(\d*)/g)].map(([, name = '', count = '']) => [name, count]);
