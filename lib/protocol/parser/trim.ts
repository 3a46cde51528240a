/** Most white space that we hold back: a longer run counts as text wherever it occurs. */
export const MAX_HELD_BLANK = 4096;

export interface Trimmer {
  write(text: string): void;
  /** Passes on white space held back: it turned out to be inside the text. */
  flush(): void;
  /** Drops white space held back: the text ended before it. */
  drop(): void;
  /** Drops leading white space from here on. */
  startTrimming(): void;
  /** Treats the next white space as text. */
  stopTrimming(): void;
}

/**
 * Passes text on without the white space before its first and after its last visible character. Never stores leading
 * white space; holds a run inside the text until it is decided, and counts it in characters, so that chunking cannot
 * matter.
 */
export function createTrimmer(emit: (text: string) => void): Trimmer {
  let leading = true;
  let held = '';
  /** The current run has outgrown MAX_HELD_BLANK, so that the rest of it is text too. */
  let overflowed = false;

  function hold(blank: string) {
    if (overflowed) return emit(blank);
    held += blank;
    if (held.length <= MAX_HELD_BLANK) return;
    overflowed = true;
    const text = held;
    held = '';
    emit(text);
  }

  return {
    write(text) {
      if (text.length === 1 && held === '' && !isBlank(text.charCodeAt(0))) {
        leading = false;
        overflowed = false;
        return emit(text);
      }
      let start = 0;
      if (leading) {
        start = firstVisible(text);
        if (start === text.length) return;
        leading = false;
      }
      const end = endOfVisible(text);
      if (end <= start) {
        if (text.length > start) hold(text.slice(start));
        return;
      }
      overflowed = false;
      const visible = start === 0 && end === text.length ? text : text.slice(start, end);
      if (held === '') {
        emit(visible);
      } else {
        const before = held;
        held = '';
        emit(before + visible);
      }
      if (end < text.length) hold(text.slice(end));
    },
    flush() {
      const text = held;
      held = '';
      if (text !== '') emit(text);
    },
    drop() {
      held = '';
    },
    startTrimming() {
      leading = true;
      held = '';
      overflowed = false;
    },
    stopTrimming() {
      leading = false;
    },
  };
}

/** White space as defined by `String.prototype.trim`, on UTF-16 units. */
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

/** Index of the first unit that is not white space; the length if there is none. */
export function firstVisible(text: string): number {
  let index = 0;
  while (index < text.length && isBlank(text.charCodeAt(index))) index++;
  return index;
}

/** One past the last unit that is not white space; 0 if there is none. */
export function endOfVisible(text: string): number {
  let index = text.length;
  while (index > 0 && isBlank(text.charCodeAt(index - 1))) index--;
  return index;
}
