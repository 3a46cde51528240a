import { describe, expect, test } from 'vitest';
import { parseSourceFile } from './source-file.ts';

const head = `---
slug: a-b
title: A title: with a colon
subject: logic
author: Somebody
description: What it is.
date: 2026-01-02
order: 3
---
`;

describe('parseSourceFile', () => {
  test('parts the head from the transcript; values may hold colons', () => {
    const { about, transcript } = parseSourceFile('x.txt', `${head}<Question> Q </Question>\n`);
    expect(about).toMatchObject({ slug: 'a-b', title: 'A title: with a colon', order: 3 });
    expect(about.answer).toBeUndefined();
    expect(transcript).toBe('<Question> Q </Question>\n');
  });

  test.each([
    ['no head', '<Question> Q </Question>', /must start with its head/],
    ['a line that is no pair', head.replace('order: 3', 'order 3'), /"order 3" is not "key: value"/],
    ['a missing key', head.replace('subject: logic\n', ''), /subject/],
    ['a slug that is no file name', head.replace('a-b', '../a'), /slug/],
  ])('%s is refused, naming the file', (_, content, message) => {
    expect(() => parseSourceFile('x.txt', content)).toThrow(message);
    expect(() => parseSourceFile('x.txt', content)).toThrow(/^x\.txt: /);
  });
});
