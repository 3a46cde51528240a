import { expect, it } from 'vitest';
import { moveCursor } from './grid-keys.ts';

it.each([
  ['the first key goes to the first row', null, 1, 5, 0],
  ['End goes to the last at once', null, Number.POSITIVE_INFINITY, 5, 4],
  ['it stays within the rows', 4, 10, 5, 4],
  ['upwards too', 1, -10, 5, 0],
  ['Home', 3, Number.NEGATIVE_INFINITY, 5, 0],
  ['there is none without rows', 0, 1, 0, null],
])('the cursor: %s', (_, at, by, count, expected) => expect(moveCursor(at, by, count)).toBe(expected));
