import { element, type Markup } from './svg-element.ts';

/**
 * Text in a drawing that cannot measure: we estimate widths for a wide sans-serif (DejaVu Sans; Arial and Inter are
 * about a tenth narrower), so that a line fits in any font.
 */
function advance(character: string): number {
  if (/\p{M}|\u200d/u.test(character)) return 0;
  if (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(character)) return 1;
  if ((character.codePointAt(0) ?? 0) > 0xffff) return 1.25;
  if (/[ijlI|.,:;'’!·]/.test(character)) return 0.32;
  if (/[ ft()[\]{}rJ"\-/\\]/.test(character)) return 0.4;
  if (/[mwMW@%…—⇒]/.test(character)) return 0.95;
  if (/[A-Z+=<>×÷−≈≤≥~#→]/.test(character)) return 0.72;
  return 0.62;
}

export interface TextStyle {
  /** Font size, px. */
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export function textWidth(text: string, { size, bold = false }: TextStyle): number {
  let width = 0;
  for (const character of text) width += advance(character);
  return width * size * (bold ? 1.08 : 1);
}

/** As much of the text as fits, with an ellipsis where something was cut. */
export function truncate(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, style) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** At most `lines` lines; breaks words longer than a line, and ends the last line in an ellipsis where text is left. */
export function wrap(text: string, width: number, lines: number, style: TextStyle): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const found: string[] = [];
  let line = '';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (found.length === lines - 1) return [...found, truncate(`${longer} …`, width, style)];
    if (line === '') {
      const head = fitting(word, width, style);
      found.push(head);
      words[at] = word.slice(head.length);
    } else {
      found.push(line);
      line = '';
    }
    at--;
  }
  return line === '' ? found : [...found, line];
}

/** As many characters as fit, at least one: a line narrower than a letter must not loop. */
function fitting(word: string, width: number, style: TextStyle): string {
  let kept = '';
  for (const character of word) {
    if (kept !== '' && textWidth(kept + character, style) > width) break;
    kept += character;
  }
  return kept;
}

export interface PlacedText extends TextStyle {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'end' | 'middle';
}

export function text(content: string, { x, y, fill, size, bold, italic, anchor }: PlacedText): Markup {
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': bold ? 600 : null,
      'font-style': italic ? 'italic' : null,
      'text-anchor': anchor ?? null,
    },
    content,
  );
}

/** Lines one below the other, `leading` apart. */
export const textBlock = (lines: readonly string[], leading: number, placed: PlacedText): Markup[] =>
  lines.map((line, at) => text(line, { ...placed, y: placed.y + at * leading }));
