import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readings, sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import { initialState, plainOpening } from './initial-state.ts';
import { type LinkState, linkOf, plainLink, readLink, writeLink } from './link-state.ts';
import { unfolded } from './session.ts';

const source = { kind: 'session', id: 's' } as const;

const nodes = fc.constantFrom('question', 'plan:2', 'execution:1.4', 'answer', 'thought', 'fork:3', 'join:1');
const links: fc.Arbitrary<LinkState> = fc
  .record({
    at: fc.option(fc.nat(1e6)),
    loop: fc.option(
      fc.tuple(fc.nat(1e5), fc.nat(1e5)).map(([from, more]) => ({ from, to: from + more + 1 })),
    ),
    axis: fc.option(fc.constantFrom('wall' as const, 'tokens' as const)),
    node: fc.option(nodes) as fc.Arbitrary<LinkState['node']>,
    tab: fc.option(fc.constantFrom('text' as const, 'context' as const, 'timing' as const, 'raw' as const)),
    layout: fc.constantFrom('structure' as const, 'time' as const),
    view: fc.constantFrom('graph' as const, 'transcript' as const),
    definition: fc.constantFrom(...sequentialDefinitions),
    reading: fc.constantFrom(...readings),
  })
  // Without a node there is nothing to inspect.
  .map((link) => (link.node === null ? { ...link, tab: null } : link));

describe('the address of a page', () => {
  test('says everything and is read as it was written', () => {
    fc.assert(
      fc.property(links, (link) => {
        expect(readLink(writeLink(link))).toEqual(link);
      }),
    );
  });

  test('says nothing where there is nothing to say, and keeps what is not ours', () => {
    expect(writeLink(plainLink)).toBe('');
    expect(writeLink(plainLink, '?at=3&node=answer&from=library')).toBe('?from=library');
    expect(writeLink({ ...plainLink, node: 'execution:1.4', tab: 'text', at: 12 })).toBe(
      '?at=12&node=execution:1.4',
    );
  });

  test('a node alone opens its text; what makes no sense is as if it were not there', () => {
    expect(readLink('?node=execution:1.4')).toMatchObject({ node: 'execution:1.4', tab: 'text' });
    expect(readLink('?node=execution:1.4&tab=none')).toMatchObject({ tab: null });
    expect(
      readLink('?at=-1&loop=9-2&axis=x&node=<b>&tab=raw&layout=&view=1&definition=no&reading=1'),
    ).toEqual(plainLink);
    expect(readLink('?at=99999999999999&node=plan:')).toEqual(plainLink);
  });

  test('a link from before there were two readings counts thinking', () => {
    expect(readLink('?definition=paper').reading).toBe('decoded');
    expect(writeLink({ ...plainLink, reading: 'visible' })).toBe('?reading=visible');
  });

  test('any text at all is read', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        readLink(left);
        readLink(`?at=${right}&node=${left}&loop=${right}`);
      }),
    );
  });
});

describe('what a page says about itself', () => {
  const view = { ...unfolded(initialState([source])), count: 12, length: 40 };
  test('its moment, but not the end nor a live one', () => {
    expect(linkOf(view).at).toBe(12);
    expect(linkOf({ ...view, count: 40 }).at).toBeNull();
    expect(linkOf({ ...view, transport: 'live' }).at).toBeNull();
  });

  test('the axis only where it is not what the log has by itself', () => {
    expect(linkOf(view).axis).toBeNull();
    expect(linkOf({ ...view, axis: 'tokens' }).axis).toBe('tokens');
  });

  test('what it opened with', () => {
    const link = { ...plainLink, node: 'plan:2', tab: 'raw', layout: 'time', view: 'transcript' } as const;
    expect(
      linkOf({ ...unfolded(initialState([source], { ...plainOpening, ...link })), length: 1, count: 1 }),
    ).toEqual(link);
  });
});
