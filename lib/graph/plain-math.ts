import { spansOf } from '#lib/text/spans.ts';
import { FUNCTIONS, LOWERED, RAISED, SYMBOLS } from '#lib/text/symbols.ts';

const reversed = (characters: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...characters].map(([small, plain]) => [plain, small]));
const SUPERSCRIPTS = reversed(RAISED);
const SUBSCRIPTS = reversed(LOWERED);

const inSmall = (text: string, characters: ReadonlyMap<string, string>): string =>
  [...text].map((character) => characters.get(character) ?? character).join('');

/** What a command draws on one line; itself where it draws nothing known. */
function drawn(command: string, name: string): string {
  if (FUNCTIONS.has(name)) return name;
  return SYMBOLS.get(name) ?? (/^q?quad$/.test(name) ? ' ' : command);
}

/** How many levels of roots and fractions are opened, from the inside out. */
const LEVELS = 3;

const wrap = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);

/** Characters of a node's title: two lines of a card. */
export const TITLE_LENGTH = 60;

/**
 * LaTeX and Markdown to one line of plain text, for titles and the tails in nodes: rendering KaTeX in every node costs
 * more than the graph itself (FACTS.md), and a node shows three lines. Approximate on purpose; the inspector renders it.
 * Nothing quadratic: every pattern is bounded, since a tail may be cut in the middle of a command.
 */
export function plainMath(text: string): string {
  return (
    openRoots(withoutDollars(text))
      .replace(/\\(?:left|right|displaystyle|,|;|!|:)(?![a-zA-Z])/g, '')
      .replace(/\\(?:text|mathrm|mathbf|textbf|operatorname)\{([^{}]{0,200})\}/g, '$1')
      // Only for segments and vectors, not for digits: a bar over digits repeats them.
      .replace(/\\(?:overline|vec|overrightarrow)\{([A-Za-z]{1,20})\}/g, '$1')
      .replace(/\\boxed\{([^{}]{0,200})\}/g, '[$1]')
      .replace(/\\([a-zA-Z]{1,20})(?![a-zA-Z])/g, drawn)
      .replace(/\^\{?°\}?/g, '°')
      .replace(/\^(?:\{(-?[\dn]{1,3})\}|(-?[\dn]{1,3}))/g, (_, braced = '', bare = '') =>
        inSmall(`${braced}${bare}`, SUPERSCRIPTS),
      )
      .replace(/\^\{([^{}]{1,40})\}/g, (_, power: string) => `^${wrap(power.replaceAll(' ', ''))}`)
      .replace(/(?<=\d)_\{?(\d{1,2})\}?(?![.\d])|_\{(\d{1,2})\}/g, (_, bare = '', braced = '') =>
        inSmall(`${bare}${braced}`, SUBSCRIPTS),
      )
      .replace(/\\\|/g, '‖')
      .replace(/\\([%&#$])/g, '$1')
      // A delimiter may be all that stands between two words.
      .replace(/(?<=[\p{L}\p{N}])\\[([]|\\[)\]](?=[\p{L}\p{N}])/gu, ' ')
      .replace(/\\[()[\]]/g, '')
      .replace(/\*\*|`|^#{1,6} /gm, '')
      .replace(/^-{3,}$/gm, '')
      // Between numbers it is a minus; in prose it stays the author's dash.
      .replace(/(?<=[\d)\]}]) - (?=[\d([{])/g, ' − ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Without the dollars around formulas, or of one that was cut; those of prices stay. */
const withoutDollars = (text: string): string =>
  text.includes('$')
    ? spansOf(text)
        .map(({ kind, start, end, inner }) =>
          kind === 'mathematics' && text.startsWith('$', start)
            ? text.slice(inner.start, inner.end)
            : text.slice(start, end).replace(/(?<!\\)\$+(?!\d)/g, ''),
        )
        .join('')
    : text;

/**
 * An answer as plain text: a hyphen before a number is a minus there, unlike in prose. Dates and words keep theirs.
 * Copies, data exports and raw views keep the original text.
 */
export const plainAnswer = (answer: string): string =>
  plainMath(answer).replace(/(?<!\p{L}{2}|\d{4}|\d{4}-\d\d)-(?=\s?[\d.√π(½¼¾])/gu, '−');

/** Converts fractions, roots and columns of numbers, including nested ones. */
function openRoots(text: string): string {
  // 1\frac{4}{5} must not become 14/5.
  let opened = text.replace(/(?<=\d)(?=\\[dt]?frac)/g, ' ');
  for (let level = 0; level < LEVELS; level++) {
    const before = opened;
    opened = before
      .replace(
        /\\[dt]?frac\{([^{}]{0,80})\}\{([^{}]{0,80})\}/g,
        (_, over: string, under: string) => `${wrap(over)}/${wrap(under)}`,
      )
      .replace(/\\[dt]?frac(\d)(\d)/g, '$1/$2')
      .replace(
        /\\sqrt(?:\[([23])\])?\{([^{}]{0,80})\}/g,
        (_, index: string | undefined, inner: string) => `${index === '3' ? '∛' : '√'}${wrap(inner)}`,
      );
    if (opened === before) break;
  }
  return opened.replace(
    /\\begin\{[pb]matrix\}([\s\S]{0,120}?)\\end\{[pb]matrix\}/g,
    (_, rows: string) =>
      `(${rows
        .split('\\\\')
        .map((row) => row.replaceAll('&', ' ').trim())
        .join(', ')})`,
  );
}

/** The last lines of a growing text; `length` characters, cut at a word, with an ellipsis where something was cut. */
export function plainTail(text: string, length: number): string {
  // LaTeX shrinks by about half; three times the length always leaves enough, and bounds the cost on 30,000 characters.
  const raw = text.length > length * 3 ? text.slice(-length * 3) : text;
  const plain = plainMath(raw);
  if (plain.length <= length && raw.length === text.length) return plain;
  const cut = plain.slice(-length);
  const space = cut.indexOf(' ');
  return `…${space >= 0 && space < 24 ? cut.slice(space + 1) : cut}`;
}

/** The first words of a text on one line; at most `length` characters. */
export function plainHead(text: string, length: number): string {
  const plain = plainMath(text.slice(0, length * 4));
  if (plain.length <= length) return plain;
  const cut = plain.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
