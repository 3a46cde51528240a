/**
 * The offset at which a text stops being JSON; null where it is JSON. Browsers word their errors differently and leave
 * the position out of short ones.
 */
export function jsonErrorOffset(text: string): number | null {
  let at = 0;
  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at++;
  };
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found !== undefined;
  };

  /** Items between brackets, with commas between them; false where the list breaks off, with `at` at that place. */
  const list = (close: string, item: () => boolean): boolean => {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return true;
    }
    for (;;) {
      space();
      if (!item()) return false;
      space();
      if (text[at] === close) {
        at++;
        return true;
      }
      if (text[at] !== ',') return false;
      at++;
    }
  };
  const field = (): boolean => {
    if (!take(STRING)) return false;
    space();
    if (text[at] !== ':') return false;
    at++;
    return value();
  };
  const value = (): boolean => {
    space();
    if (text[at] === '{') return list('}', field);
    if (text[at] === '[') return list(']', value);
    return take(STRING) || take(NUMBER) || take(WORD);
  };

  if (!value()) return at;
  space();
  return at < text.length ? at : null;
}

// Everything from the space on except quote and backslash: control characters must be escaped.
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
