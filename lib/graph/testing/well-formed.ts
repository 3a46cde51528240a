const TAG = /<\/?([a-zA-Z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/g;

/**
 * The elements and attributes of a drawing, after checking that it is well-formed XML: every tag of the plain kind,
 * every element closed, every `&` an entity, no character that XML forbids. Throws an error that names the fault.
 */
export function readMarkup(text: string): {
  elements: string[];
  attributes: [name: string, value: string][];
} {
  const body = text.replace(/^<\?xml [^>]*\?>\n/, '');
  const elements: string[] = [];
  const attributes: [string, string][] = [];
  const open: string[] = [];
  let at = 0;
  const between = (content: string) => {
    if (/[<>]/.test(content)) throw new Error(`A mark in text: ${content}`);
    if (/&(?!(amp|lt|gt|quot|apos);)/.test(content)) throw new Error(`No entity: ${content}`);
  };
  for (const tag of body.matchAll(TAG)) {
    const [whole, name = '', written = '', closed] = tag;
    between(body.slice(at, tag.index));
    at = tag.index + whole.length;
    if (whole.startsWith('</')) {
      if (open.pop() !== name) throw new Error(`${whole} closes another element`);
      continue;
    }
    elements.push(name);
    for (const [, key = '', value = ''] of written.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)) {
      between(value);
      attributes.push([key, value]);
    }
    if (closed !== '/') open.push(name);
  }
  between(body.slice(at));
  if (open.length > 0) throw new Error(`Left open: ${open.join(' ')}`);
  const forbidden = /[^\P{C}\t\n\u200c\u200d]/u.exec(text);
  if (forbidden)
    throw new Error(`U+${forbidden[0].codePointAt(0)?.toString(16)} is not XML, or reorders text`);
  return { elements, attributes };
}
