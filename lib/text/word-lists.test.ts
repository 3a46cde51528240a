import { expect, test } from 'vitest';
import { anyPhrase, anyWord } from './word-lists.ts';

test('words are parted by white space, lines that say what they are for left out', () => {
  expect(
    anyWord(`
      # finding out
      find factori[sz]e
      # writing down
      write`),
  ).toBe('(?:find|factori[sz]e|write)');
});

test('phrases keep their spaces', () => {
  expect(anyPhrase("let me / let's\n  # later\n  going back / 3 \\/ 4")).toBe(
    "(?:let me|let's|going back|3 \\/ 4)",
  );
});
