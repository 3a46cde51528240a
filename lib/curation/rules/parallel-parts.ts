import { anyPhrase } from '#lib/text/word-lists.ts';
import type { ReadLine } from './line-roles.ts';
import { PART_NOUN } from './opening-words.ts';

/**
 * A line that opens one of several similar parts: `Case 2`, `Second part:`, `For n = 3:`. Parts of one family with
 * different labels are parallel.
 */
export interface PartHeader {
  readonly family: string;
  readonly label: string;
  /** The run of similar parts that it belongs to: the same family may recur later. */
  readonly run: number;
}

const ORDINAL =
  '(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|1st|2nd|3rd|\\dth|other)';
const ENUMERATED =
  /^(sub-?case|case|part|option|choice|scenario|possibility|equation|region|statement|situation|claim|question|example|problem|quadrant|point) \(?([ivx]{1,4}|\d{1,2}|[a-z]|one|two|three|four|five)\)?(?=[\s:.,)]|$)/i;
const NTH = new RegExp(
  `^((?:for |in |consider |take |starting with |on |as for |about )*)(?:the |my )?${ORDINAL} (${PART_NOUN})\\b(.?)`,
  'i',
);
const VALUE = new RegExp(
  `^${anyPhrase(`
    for / when / if / at / with / suppose / say / first / then / consider / using / take / pick / choose
    try / trying / testing / test / plugging(?: in)? / checking / check / starting with / start with
    let's (?:try|test|check|take|pick|choose|say|use|start with|compute for) / let me (?:try|test|check|take|pick|choose|use)
    another (?:test|example|case|value),?`)}? ?[$(\\\\]{0,3}([a-zθ](?:_\\{?\\w\\}?)?) ?(?:=|is|\\\\equiv|≡) ?([-−+]?[\\w/.√\\\\{}]{1,14})[$)\\\\]{0,3} ?(?=[:,.]|$)`,
  'i',
);
/** "For the euros.", a line of its own. */
const FOR =
  /^(?:for|as for|regarding) (?:the )?(?!this|that|example|instance|now|simplicity|clarity|completeness|reference)([\w' -]{2,30})[.:]$/i;
/** "Starting with 100: …", "Now for 150: …" */
const FOR_NUMBER = /^(?:for|starting with|start with|as for) [$(\\]*(\d[\d.,]*\d|\d)[$)\\]*:/i;
/** "n=3: …", with the label first. */
const LABEL = /^[$(\\]{0,3}([a-zθ]) ?= ?([-−+]?[\d/.]{1,8})[$)\\]{0,3} ?[:,]/i;

/** Null if the line opens no part. */
function partHeader(line: ReadLine): Named | null {
  const text = line.opening.rest.slice(0, 120);
  const enumerated = ENUMERATED.exec(text) ?? ENUMERATED.exec(line.head.slice(0, 120));
  if (enumerated) return header(enumerated[1], enumerated[2]);
  const nth = NTH.exec(text) ?? NTH.exec(line.head.slice(0, 120));
  // In the middle of a paragraph "the first term is …" only mentions it.
  if (nth && (nth[1] || nth[4] === ':' || (line.gap > 0 && line.role !== 'works')))
    return header(singular(nth[3]), nth[2]?.toLowerCase());
  const whole = FOR.exec(text) ?? FOR_NUMBER.exec(text);
  if (whole) return header('for', whole[1]);
  const value = VALUE.exec(text) ?? LABEL.exec(text);
  // "So n = 4." states a result.
  const isResult = line.opening.fillers.some((filler) =>
    /^(?:so|therefore|thus|hence|yes|yeah)$/.test(filler),
  );
  return value && !isResult ? header(`${value[1]} =`, value[2]?.replace(/\.$/, '')) : null;
}

type Named = Omit<PartHeader, 'run'>;

const header = (family = '', label = ''): Named => ({
  family: family.toLowerCase(),
  label,
});

const singular = (word = ''): string => word.toLowerCase().replace(/(?<=[^s])s$/, '');

/** Least lines of a part worth a step, including its header. */
const SMALLEST_PART = 3;
/** A part with more lines after it does not end at the next header of its family. */
const LONGEST_PART = 40;

/**
 * Finds the lines that open a part: headers of one family with different labels, at most `LONGEST_PART` lines apart,
 * whose parts have `SMALLEST_PART` lines on average. We walk each family once; there are some hundred at most, so this
 * is linear in the lines.
 */
export function partsOf(lines: readonly ReadLine[]): Map<number, PartHeader> {
  const families = new Map<string, Member[]>();
  lines.forEach((line, index) => {
    const found = partHeader(line);
    if (!found) return;
    const members = families.get(found.family) ?? [];
    members.push({ line: index, header: found });
    families.set(found.family, members);
  });
  const runs = [...families.values()].flatMap(runsOf).sort((a, b) => span(b) - span(a));
  const parts = new Map<number, PartHeader>();
  /** The part of an accepted run that a line is in; parts within a part are mere steps on its way. */
  const within = new Int32Array(lines.length);
  let count = 0;
  runs.forEach((run, number) => {
    const outer = within[run[0]?.line ?? 0] ?? 0;
    if (outer > 0 && within[run.at(-1)?.line ?? 0] === outer) return;
    // The text does not say where the last one ends: we assume the usual length.
    const usual = Math.round(span(run) / (run.length - 1));
    run.forEach(({ line, header }, index) => {
      parts.set(line, { ...header, run: number });
      count++;
      within.fill(count, line, run[index + 1]?.line ?? line + usual);
    });
  });
  return parts;
}

const span = (run: readonly Member[]): number => (run.at(-1)?.line ?? 0) - (run[0]?.line ?? 0);

type Member = { readonly line: number; readonly header: Named };

/**
 * A run ends where a label recurs or the next member is far away; many members in close succession are a list instead.
 */
function runsOf(members: readonly Member[]): Member[][] {
  const runs: Member[][] = [];
  let run: Member[] = [];
  let labels = new Set<string>();
  let dense = 0;
  const close = () => {
    const gaps = run.length - 1;
    if (gaps > 0 && span(run) >= SMALLEST_PART * gaps && dense * 3 <= gaps) runs.push(run);
    run = [];
    labels = new Set();
    dense = 0;
  };
  for (const member of members) {
    const distance = member.line - (run.at(-1)?.line ?? Number.NEGATIVE_INFINITY);
    if (labels.has(member.header.label.toLowerCase()) || distance > LONGEST_PART) close();
    else if (distance < 2) dense++;
    run.push(member);
    labels.add(member.header.label.toLowerCase());
  }
  close();
  return runs;
}
