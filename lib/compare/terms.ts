import { canonicalNumber } from '#lib/text/math-tokens.ts';
import { ASCII, LAYOUT_COMMANDS, SPACE_COMMANDS } from '#lib/text/notation-signs.ts';
import { RAISED, SYMBOLS } from '#lib/text/symbols.ts';

/** A term that two texts can share: `n:` a number, `f:` a formula, `w:` a word. */
export type Term = string;

/** Words that join sentences and carry no content, including hesitations of a chain of thought. */
const FILLER = new Set(
  `a about actually after again all alright already also alternatively am an and another any anything are as at back be
  because been before being both but by can cannot check compute consider correct could did do does doesn don done each
  either else first follow following for from further get gets give gives go going got guess had has have he her here
  his how however hmm i if in indeed instead into is isn it its itself just know last later let lets like ll long look
  looks m made make makes making maybe me mean means might mistake more most much must my need needs next no not note
  nothing now of off oh ok okay on once one only or original other our out over own part perhaps possible probably
  problem question re really remember right s same say see seems she should similarly simply since so some something
  step still such sure t take than that the their them then there therefore these they thing things think this those
  though thought through thus to together too try two up us use using ve verify very wait want was way we well were what
  when where whether which while who why will with work works would wrong yes yet you your`.split(/\s+/),
);

/** Commands whose argument stands there without them. */
const AROUND_TEXT = new Set(['boxed', 'text', 'mathrm', 'mathbf']);

/** A command of LaTeX as the sign that it draws; a letter or a figure as a word, which texts share as words. */
function commandAsSign(name: string): string {
  if (LAYOUT_COMMANDS.has(name) || AROUND_TEXT.has(name)) return '';
  if (SPACE_COMMANDS.has(name)) return ' ';
  if (name === 'sqrt') return '√';
  const drawn = SYMBOLS.get(name) ?? '';
  return ASCII.has(drawn) || /^[±<>|()[\]°]$/.test(drawn) ? drawn : ` ${name} `;
}

const DRAWN = new RegExp(`[${[...ASCII.keys()].join('')}]`, 'g');

/** Rewrites equivalent notations to one: `\frac{3}{5}` and `(3)/(5)`, `\cdot` and `×`, `\sqrt{2}` and `√2`. */
export function plainNotation(text: string): string {
  return text
    .replace(
      /\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
      (_, top: string, bottom: string) => `${group(top)}/${group(bottom)}`,
    )
    .replace(/\\([a-zA-Z]+)/g, (_, name: string) => commandAsSign(name))
    .replace(/\\[,;:! ]|[$\\]/g, ' ')
    .replace(DRAWN, (sign) => ASCII.get(sign) ?? sign)
    .replace(/[²³]/g, (sign) => `^${RAISED.get(sign)}`)
    .replace(/√\s*[({]\s*(\w+)\s*[)}]/g, '√$1')
    .replace(/\^\s*[({]\s*(\w+)\s*[)}]/g, '^$1')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/[{}]/g, ' ');
}

const group = (part: string): string => (/^\s*-?\w+\s*$/.test(part) ? part.trim() : `(${part.trim()})`);

/** A number, a word of letters, or one sign. */
const ATOM = /(\d+(?:\.\d+)?)|(\p{L}+)|([-+*/^=<>!±√()[\]|%°])|(\S)/gu;

interface Atom {
  readonly kind: 'number' | 'word' | 'letter' | 'operator' | 'bracket' | 'other';
  readonly text: string;
  /** No white space before it. */
  readonly tight: boolean;
}

function atomsOf(text: string): Atom[] {
  const atoms: Atom[] = [];
  let end = -1;
  for (const match of text.matchAll(ATOM)) {
    const [whole, number, word, sign] = match;
    const kind = number
      ? 'number'
      : word
        ? word.length === 1
          ? 'letter'
          : 'word'
        : sign
          ? '()[]|'.includes(sign)
            ? 'bracket'
            : 'operator'
          : 'other';
    atoms.push({ kind, text: whole, tight: match.index === end });
    end = match.index + whole.length;
  }
  return atoms;
}

/** The terms of a sentence, each once. We also split formulas at their equals signs. */
export function termsOf(text: string): Set<Term> {
  const terms = new Set<Term>();
  const atoms = atomsOf(plainNotation(text));
  for (const atom of atoms) {
    if (atom.kind === 'number') terms.add(`n:${canonicalNumber(atom.text)}`);
    else if (atom.kind === 'word') {
      const word = stem(atom.text.toLowerCase());
      if (!FILLER.has(atom.text.toLowerCase()) && !FILLER.has(word)) terms.add(`w:${word}`);
    }
  }
  for (const formula of formulasOf(atoms)) terms.add(`f:${formula}`);
  return terms;
}

/** Strips plural, -ing and -ed, so that "multiplying" matches "multiply"; crude, but the same on both sides. */
function stem(word: string): string {
  if (word.length > 5) {
    const shorter = word.replace(/(?:ing|ed|ly|es)$/, '');
    if (shorter.length >= 4 && shorter !== word) return shorter.replace(/(.)\1$/, '$1');
  }
  return word.length > 3 ? word.replace(/s$/, '') : word;
}

/** Runs of numbers, single letters and signs that contain an operator: `3/5`, `x^2+3*x`, `1024+256=1280`. */
function formulasOf(atoms: readonly Atom[]): string[] {
  const found: string[] = [];
  let run: Atom[] = [];

  function close(): void {
    const taken = trimmed(run);
    run = [];
    if (!taken.some((atom) => atom.kind === 'operator')) return;
    const text = taken
      .map((atom) => (atom.kind === 'number' ? canonicalNumber(atom.text) : atom.text))
      .join('');
    const sides = text.split(/[=<>!]+/).map(unwrapped);
    for (const side of sides) if (isFormula(side)) found.push(side);
    if (sides.length > 1 && sides.length <= 3 && sides.every((side) => side !== ''))
      found.push(sides.join('='));
  }

  for (const atom of atoms) {
    const isOperand = atom.kind === 'number' || atom.kind === 'letter';
    if (!isOperand && atom.kind !== 'operator' && atom.kind !== 'bracket') {
      close();
      continue;
    }
    const before = run.at(-1);
    // "a 3": an article before a number is not a product; "3x" is one.
    if (before && isOperand && !atom.tight && (before.kind === 'number' || before.kind === 'letter')) close();
    run.push(atom);
  }
  close();
  return found;
}

const isFormula = (text: string): boolean =>
  /[\d\p{L}]/u.test(text) && /[-+*/^√±]/.test(text.slice(1)) && text.length >= 3;

/** Drops what cannot begin or end a formula: operators at its edges, unmatched closing brackets. */
function trimmed(run: readonly Atom[]): readonly Atom[] {
  let from = 0;
  let to = run.length;
  const canBegin = (atom: Atom | undefined) =>
    atom !== undefined && (atom.kind === 'number' || atom.kind === 'letter' || /[-√([|±]/.test(atom.text));
  const canEnd = (atom: Atom | undefined) =>
    atom !== undefined && (atom.kind === 'number' || atom.kind === 'letter' || /[)\]|%°]/.test(atom.text));
  while (from < to && !canBegin(run[from])) from++;
  while (to > from && !canEnd(run[to - 1])) to--;
  return run.slice(from, to);
}

/** Unwraps `(25/3)` to `25/3` but keeps `(1+a)(1-a)`. Drops unbalanced brackets at the edges. */
function unwrapped(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    if (depth < 0) return unwrapped(text.slice(0, at) + text.slice(at + 1));
    if (depth === 0 && at < text.length - 1 && text[0] === '(' && text[at] === ')') return text;
  }
  if (depth > 0) return unwrapped(text.replace('(', ''));
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}
