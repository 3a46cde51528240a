/** White space as `String.prototype.trim` has it, on UTF-16 units. */
export function isBlank(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** Index of the first unit that is no white space; the length when there is none. */
export function firstVisible(text: string): number {
  let index = 0;
  while (index < text.length && isBlank(text.charCodeAt(index))) index++;
  return index;
}

/** One past the last unit that is no white space; 0 when there is none. */
export function endOfVisible(text: string): number {
  let index = text.length;
  while (index > 0 && isBlank(text.charCodeAt(index - 1))) index--;
  return index;
}
