import { expect, test } from 'vitest';
import { compareHref, parseSideId, previewHref, sideHref, sideId } from './side-source.ts';

test('an id names a session, with example: a shipped example', () => {
  expect(parseSideId('esx1')).toEqual({ kind: 'session', id: 'esx1' });
  expect(parseSideId('example:countdown-27')).toEqual({ kind: 'example', slug: 'countdown-27' });
  for (const id of ['esx1', 'example:countdown-27']) {
    const source = parseSideId(id);
    expect(source && sideId(source)).toBe(id);
  }
});

test('a side of a curation record is a preview, which leads back to the record', () => {
  const source = parseSideId('curation:r_1:rounds');
  expect(source).toEqual({ kind: 'curation', recordId: 'r_1', side: 'rounds' });
  expect(source && sideId(source)).toBe('curation:r_1:rounds');
  expect(source && sideHref(source)).toBe('/curate/r_1');
  expect(previewHref('r_1')).toBe('/compare?a=curation:r_1:source&b=curation:r_1:rounds');
  expect(parseSideId('curation:../x:rounds')).toEqual({ kind: 'session', id: 'curation:../x:rounds' });
});

test('a path out of the examples is none', () => {
  expect(parseSideId('example:../secrets')).toBeNull();
  expect(parseSideId('example:')).toBeNull();
  expect(parseSideId('')).toBeNull();
});

test('a side leads to its page at a moment', () => {
  const moment = { at: 12, axis: 'tokens', node: 'execution:1.2' } as const;
  expect(sideHref({ kind: 'session', id: 'a/b' }, moment)).toBe(
    '/sessions/a%2Fb?at=12&axis=tokens&node=execution:1.2',
  );
  expect(sideHref({ kind: 'example', slug: 'x' })).toBe('/examples/x');
});

test('a comparison with one side still missing is an address too', () => {
  expect(compareHref('example:x', null)).toBe('/compare?a=example:x');
  expect(compareHref('one', 'two')).toBe('/compare?a=one&b=two');
});
