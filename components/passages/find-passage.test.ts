import { describe, expect, it } from 'vitest';
import { findPassage, findSource } from './find-passage.ts';

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

describe('findSource', () => {
  const sources = [
    { stream: 'a', text: 'First $\\frac{1}{2}$ of the **garden** is 17 metres long. Then we go on.' },
    { stream: 'b', text: 'Second: the garden is 17 metres long. Enough.' },
  ];
  const drawn = 'First 12 of the garden is 17 metres long. Then we go on.';
  const select = (words: string, of = drawn) => {
    const offset = of.indexOf(words);
    const found = findSource(of, { offset, end: offset + words.length }, sources);
    return found && [found.source.stream, found.source.text.slice(found.range.offset, found.range.end)];
  };

  it('finds what was selected in the text that it was drawn from', () => {
    expect(select('garden is 17')).toEqual(['a', 'garden** is 17']);
    expect(select('12 of the garden')).toEqual(['a', '1}{2}$ of the **garden']);
  });

  it('tells the same words in two texts by what stands around them', () => {
    expect(select('garden is 17 metres', 'Second: the garden is 17 metres long. Enough.')).toEqual([
      'b',
      'garden is 17 metres',
    ]);
  });

  it('says nothing of what stands in none of them', () => {
    expect(select('something', 'something else is said here')).toBeNull();
  });
});
