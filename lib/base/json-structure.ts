export interface JsonLimits {
  /** How deep objects and lists are nested. */
  depth: number;
  values: number;
}

/** None of our requests nests deeper, and a batch of 100 traces with all their tags has under 10,000 values. */
const REQUEST: JsonLimits = { depth: 16, values: 200_000 };

/**
 * Whether a JSON text is worth parsing: `[{},{},…` of 60 MB would become 4 GB of objects, which ends the process. Scans
 * what is outside strings, once, in linear time; does not check that the text is JSON.
 */
export function hasModestStructure(text: string, most: JsonLimits = REQUEST): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        values++;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        values++;
        break;
      default:
        break;
    }
    if (depth > most.depth || values > most.values) return false;
  }
  return true;
}

/** Index of the quote that closes the string beginning at `start`; the text's length if no quote closes it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
