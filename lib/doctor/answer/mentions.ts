import { patternOfSign } from '#lib/text/notation-signs.ts';

/** Any text contains a shorter answer (a digit, a letter) by chance. */
const SHORTEST = 2;

/** Where `answer` first occurs in `text` in one of its spellings; null if the question already contains it. */
export function firstMention(
  text: string,
  answer: string,
  question: string,
): { offset: number; end: number } | null {
  const spellings = spellingsOf(answer).filter((spelling) => /\w.*\w/s.test(spelling));
  if (spellings.length === 0) return null;
  const pattern = new RegExp(spellings.map(patternOf).join('|'));
  if (pattern.test(question)) return null;
  const match = pattern.exec(text);
  return match ? { offset: match.index, end: match.index + match[0].length } : null;
}

/**
 * The answer as given, with fractions on one line, without wrapped words, without and with commas in numbers. The
 * remaining signs of LaTeX and typography become one sign each (`*`, `/`, `-`), and `patternOf` matches any of its
 * forms.
 */
function spellingsOf(answer: string): string[] {
  const given = answer.trim();
  const plain = given
    .replace(/\\(?:text|mathrm|mathbf|textbf)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:left|right|[bB]igg?[lr]?)(?![a-zA-Z])/g, '')
    .replace(/\\[,;:! ]|~|\\q?quad(?![a-zA-Z])/g, ' ')
    .replace(new RegExp(patternOfSign('*'), 'g'), '*')
    .replace(new RegExp(patternOfSign('/'), 'g'), '/')
    .replace(new RegExp(patternOfSign('-'), 'g'), '-')
    .trim();
  const flat = plain.replace(FRACTION, '$1/$2');
  const bracketed = plain.replace(
    FRACTION,
    (_, over: string, under: string) => `${inBrackets(over)}/${inBrackets(under)}`,
  );
  const ungrouped = flat.replace(/(\d)(?:\{,\}|,)(?=\d{3}(?!\d))/g, '$1');
  const grouped = ungrouped.replace(/(?<![\d.])\d{4,15}(?![\d.])/g, groupThousands);
  const all = [given, plain, flat, bracketed, ungrouped, grouped];
  return [...new Set(all)].filter((spelling) => spelling.length >= SHORTEST);
}

const FRACTION = /\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g;

const inBrackets = (part: string): string => (/^\s*[\w.]*\s*$/.test(part) ? part.trim() : `(${part})`);

const groupThousands = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Space, and commands that produce space. */
const GAP = '(?:\\s|~|\\\\[,;:! ]|\\\\q?quad(?![a-zA-Z]))*';

/** The forms in which a text may write a sign. */
const SIGNS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'*/-+='].map((sign) => [sign, patternOfSign(sign)]),
);

const SIZE = '(?:\\\\(?:left|right|[bB]igg?[lr]?)\\s*)?';
const ANY_SIGN = `(?:${[...'*/-+'].map(patternOfSign).join('|')})`;

/**
 * White space may vary around signs and brackets and where the answer has some, but the match must not be part of a
 * longer number or word, nor a sum or product part of a longer one.
 */
function patternOf(spelling: string): string {
  const atoms = spelling.match(/\d+\/\d+(?![\d.])|[*/+=-]|[()[\]]|\s+|[^*/+=()[\]\s-]+/g) ?? [];
  const isJoint = (atom = '') => /^[*/+=()[\]\s-]/.test(atom);
  const body = atoms.map((atom, index) => {
    const gap = index > 0 && (isJoint(atom) || isJoint(atoms[index - 1])) ? GAP : '';
    // The gap of the next atom matches this white space.
    return /^\s/.test(atom) ? '' : gap + patternOfAtom(atom);
  });
  const isCompound = /[\w)\]}]\s*[*+-]\s*[\w([\\]/.test(spelling);
  const before = /^\w/.test(spelling) ? '(?<![\\w.])' : '';
  const after = /\w$/.test(spelling) ? '(?!\\w|[.,]\\d)' : '';
  // Only a sign after a number counts: a list's bullet is not one. Bounded, so that long white space costs nothing.
  const alone = isCompound
    ? [`(?<![\\w)}]\\s{0,3}${ANY_SIGN}\\s{0,3})`, `(?!\\s{0,3}${ANY_SIGN})`]
    : ['', ''];
  return `${alone[0]}${before}${body.join('')}${after}${alone[1]}`;
}

function patternOfAtom(atom: string): string {
  const fraction = /^(\d+)\/(\d+)$/.exec(atom);
  if (fraction) {
    const [, over, under] = fraction;
    return `(?:${over}${GAP}${SIGNS['/']}${GAP}${under}|\\\\[dtc]?frac\\s*\\{${over}\\}\\s*\\{${under}\\})`;
  }
  if (/^[()[\]]$/.test(atom)) return `${SIZE}\\${atom}`;
  return SIGNS[atom] ?? atom.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
