import { describe, expect, it } from 'vitest';
import { findPassage } from './find-passage.ts';

function found(source: string, passage: string, drawn: string): string | null {
  const offset = source.indexOf(passage);
  const range = findPassage(source, { offset, end: offset + passage.length }, drawn);
  return range && drawn.slice(range.offset, range.end);
}

describe('findPassage', () => {
  it('finds a passage in the same text', () => {
    const text = 'First 12. Then the total is 45, as before. Done.';
    expect(found(text, 'the total is 45, as before.', text)).toBe('the total is 45, as before');
  });

  it('finds it where Markdown and LaTeX are drawn', () => {
    const source = 'We get $\\frac{1}{1+\\sqrt{2}}$, so **the answer** is $-1$ again. Enough.';
    const drawn = 'We get 11+√2, so the answer is −1 again. Enough.';
    expect(found(source, 'so **the answer** is $-1$', drawn)).toBe('so the answer is −1');
  });

  it('takes the one with the same words around it', () => {
    const text = 'In the first row we have 12 marbles here. In the second row we have 12 marbles too.';
    const offset = text.lastIndexOf('12');
    expect(findPassage(text, { offset, end: offset + 2 }, text)).toEqual({ offset, end: offset + 2 });
  });

  it('says nothing of a passage that is not drawn, or only too short to tell', () => {
    expect(found('It is 45.', 'It is 45.', 'Something else.')).toBeNull();
    expect(findPassage('It is 7.', { offset: 6, end: 7 }, 'All of 17 and 7.')).toBeNull();
    expect(findPassage('…', { offset: 0, end: 1 }, '…')).toBeNull();
  });
});
