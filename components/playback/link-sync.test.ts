import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialState, plainOpening } from './initial-state.ts';
import { readLink, sessionLink } from './link-state.ts';
import { currentHref, type LinkPort, syncLink } from './link-sync.ts';
import type { SessionView } from './playback-types.ts';
import { unfolded } from './session.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(search = '') {
  let address = search;
  const written: string[] = [];
  const acts = new Set<() => void>();
  const port: LinkPort = {
    read: () => address,
    write(next) {
      address = next;
      written.push(next);
    },
    beforeAct(listener) {
      acts.add(listener);
      return () => acts.delete(listener);
    },
    href: (next) => `https://here/sessions/s${next}`,
  };
  const store = createStore<SessionView>(() =>
    unfolded(initialState([{ kind: 'session', id: 's' }], { ...plainOpening, ...readLink(port.read()) })),
  );
  const stop = syncLink(store, port, sessionLink);
  function act() {
    for (const listener of acts) listener();
  }
  return { port, store, stop, written, act };
}

test('a page that has no log yet leaves its address alone', () => {
  const { store, written } = setUp('?at=12&node=plan:1');
  store.setState({ connection: { kind: 'live' } });
  vi.runAllTimers();
  expect(written).toEqual([]);
});

test('many changes are one, once they rest', () => {
  const { store, written } = setUp();
  store.setState({ length: 100, count: 100 });
  for (let count = 10; count < 60; count++) store.setState({ count });
  store.setState({ selection: 'plan:1', inspectorOpen: true });
  expect(written).toEqual([]);
  vi.runAllTimers();
  expect(written).toEqual(['?at=59&node=plan:1']);
});

test('what plays is not written frame by frame; what stands is', () => {
  const { store, written } = setUp();
  store.setState({ length: 100, count: 10, transport: 'playing' });
  vi.runAllTimers();
  const before = written.length;
  for (let count = 11; count < 60; count++) {
    store.setState({ count });
    vi.advanceTimersByTime(500);
  }
  expect(written).toHaveLength(before);
  store.setState({ transport: 'paused' });
  vi.runAllTimers();
  expect(written.at(-1)).toBe('?at=59');
});

test('what is not ours in the address stays, and an address that is right already is not written', () => {
  const { store, written } = setUp('?from=library&at=5');
  store.setState({ length: 100, count: 5 });
  vi.runAllTimers();
  store.setState({ count: 100 });
  vi.runAllTimers();
  store.setState({ positionMs: 7 });
  vi.runAllTimers();
  expect(written).toEqual(['?from=library']);
});

test('what waits is written before a click does what it does, and never while that leads elsewhere', () => {
  const { store, written, act } = setUp();
  act();
  store.setState({ length: 100, count: 10 });
  act();
  expect(written).toEqual(['?at=10']);
  vi.runAllTimers();
  act();
  expect(written).toEqual(['?at=10']);
});

test('nothing is written after the page has gone', () => {
  const { store, stop, written, act } = setUp();
  store.setState({ length: 100, count: 10 });
  stop();
  act();
  vi.runAllTimers();
  expect(written).toEqual([]);
});

test('the address to hand on is of this very moment, written or not', () => {
  const { port, store } = setUp('?from=library');
  store.setState({ length: 100, count: 10, layoutKind: 'time' });
  expect(currentHref(port, sessionLink, store.getState())).toBe(
    'https://here/sessions/s?from=library&at=10&layout=time',
  );
});
