/**
 * SVG as text. A model's text always goes through `escapeXml`: it can close no attribute and open no element, and
 * contains no character that XML forbids (one of those makes a whole drawing unreadable).
 */

/**
 * Control characters except tab and line breaks, lone surrogates and non-characters are not XML; direction marks
 * reorder a line.
 */
const NOT_XML = /[^\P{C}\t\n\r\u200c\u200d]|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export const escapeXml = (text: string): string =>
  text.replace(NOT_XML, '\ufffd').replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** A finished piece of markup; a type of its own, so that nobody inserts unescaped text by mistake. */
export interface Markup {
  readonly markup: string;
}

export function element(
  name: string,
  attributes: Attributes,
  ...children: (Markup | string | null)[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(String(value))}"`)
    .join('');
  const inner = children
    .filter((child) => child !== null)
    .map((child) => (typeof child === 'string' ? escapeXml(child) : child.markup))
    .join('');
  return { markup: inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>` };
}

export const group = (attributes: Attributes, children: readonly Markup[]): Markup =>
  element('g', attributes, ...children);

/** A tenth of a pixel is finer than any screen; more digits double the file. */
const round = (value: number): string => String(Math.round(value * 10) / 10);

export interface SvgDocument {
  readonly width: number;
  readonly height: number;
  /** Accessible name and what it shows in words. */
  readonly title: string;
  readonly description: string;
  readonly background: string;
}

/** Generic families only: a drawing brings no font and fetches none. */
export const SANS = 'system-ui, sans-serif';

export function svgDocument(
  { width, height, title, description, background }: SvgDocument,
  ...children: Markup[]
): string {
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      role: 'img',
      'font-family': SANS,
    },
    element('title', {}, title),
    element('desc', {}, description),
    element('rect', { width: '100%', height: '100%', fill: background }),
    ...children,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}
