import type { CurationDistributions } from '#lib/contract/curation-batch.ts';
import type { CurationSummary } from '#lib/contract/curation-record.ts';

interface Count {
  value: number;
  count: number;
}
interface Bin {
  /** Included. */
  from: number;
  /** Not included. */
  to: number;
  count: number;
}

const RATIO_BIN = 0.25;
/** Approximate number of bars in a chart of tokens. */
const TOKEN_BINS = 16;

/** Ascending and without gaps. */
export function distributionsOf(summaries: readonly CurationSummary[]): CurationDistributions {
  const tokens = summaries.map(({ sampleTokens }) => sampleTokens);
  return {
    records: summaries.length,
    stages: counts(summaries.map(({ stages }) => stages)),
    promptsPerStage: counts(summaries.flatMap(({ promptsPerStage }) => promptsPerStage)),
    tokens: bins(tokens, roundWidth(Math.max(1, ...range(tokens)) / TOKEN_BINS)),
    ratio: bins(
      summaries.map(({ ratio }) => ratio),
      RATIO_BIN,
    ),
  };
}

/** A loop, because a call cannot take a hundred thousand arguments. */
function range(values: readonly number[]): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function counts(values: readonly number[]): Count[] {
  return bins(values, 1).map(({ from, count }) => ({ value: from, count }));
}

function bins(values: readonly number[], width: number): Bin[] {
  if (values.length === 0) return [];
  const [least, most] = range(values).map((value) => Math.floor(value / width)) as [number, number];
  const found = Array.from({ length: most - least + 1 }, (_, index) => ({
    from: (least + index) * width,
    to: (least + index + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const bin = found[Math.floor(value / width) - least];
    if (bin) bin.count++;
  }
  return found;
}

/** The smallest width of at least this, as 1, 2 or 5 times a power of ten. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, width)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= width) ?? power;
}

interface Bar {
  readonly label: string;
  readonly count: number;
}

const WIDTH = 320;
const HEIGHT = 200;
const GAP = 40;
const MARGIN = 24;
const TITLE = 32;
const FOOT = 40;
/** With more labels they overlap. */
const LABELS = 10;

const number = (value: number): string => value.toLocaleString('en');

/**
 * Draws stages, prompts per stage and token lengths in one picture: bars with their counts, without scripts or anything
 * to fetch.
 */
export function writeChart({ records, stages, promptsPerStage, tokens }: CurationDistributions): string {
  const panels = [
    panel(
      'Stages',
      'records',
      stages.map(({ value, count }) => ({ label: String(value), count })),
    ),
    panel(
      'Prompts per stage',
      'stages',
      promptsPerStage.map(({ value, count }) => ({ label: String(value), count })),
    ),
    panel(
      'Tokens of a trajectory',
      'records',
      tokens.map(({ from, count }) => ({ label: number(from), count })),
    ),
  ];
  const width = 3 * WIDTH + 2 * GAP + 2 * MARGIN;
  const height = HEIGHT + TITLE + FOOT + 2 * MARGIN;
  const placed = panels.map(
    (inside, index) => `<g transform="translate(${MARGIN + index * (WIDTH + GAP)} ${MARGIN})">${inside}</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Inter, system-ui, sans-serif" font-size="11">`,
    `<title>${number(records)} trajectories: stages, prompts per stage, tokens</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...placed,
    '</svg>\n',
  ].join('\n');
}

function panel(title: string, unit: string, bars: readonly Bar[]): string {
  const most = bars.reduce((largest, { count }) => Math.max(largest, count), 1);
  const step = WIDTH / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / LABELS);
  const drawn = bars.flatMap(({ label, count }, index) => {
    const height = round((count / most) * HEIGHT);
    const x = round(index * step);
    const middle = round(index * step + step / 2);
    const parts = [
      `<rect x="${x}" y="${round(TITLE + HEIGHT - height)}" width="${round(Math.max(1, step - 2))}" height="${height}" rx="1.5" fill="#4f5bd5"><title>${label}: ${number(count)} ${unit}</title></rect>`,
    ];
    if (index % every === 0)
      parts.push(
        `<text x="${middle}" y="${TITLE + HEIGHT + 16}" text-anchor="middle" fill="#5b6072">${label}</text>`,
      );
    if (bars.length <= LABELS && count > 0)
      parts.push(
        `<text x="${middle}" y="${round(TITLE + HEIGHT - height - 4)}" text-anchor="middle" fill="#1c1f2b">${number(count)}</text>`,
      );
    return parts;
  });
  return [
    `<text y="12" font-size="13" font-weight="600" fill="#1c1f2b">${title}</text>`,
    ...drawn,
    `<line x1="0" x2="${WIDTH}" y1="${TITLE + HEIGHT}" y2="${TITLE + HEIGHT}" stroke="#c9ccd8"/>`,
    `<text y="${TITLE + HEIGHT + 34}" fill="#5b6072">${unit}, at most ${number(most)}</text>`,
  ].join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
