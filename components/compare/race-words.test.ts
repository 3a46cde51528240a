import { describe, expect, test } from 'vitest';
import type { RaceSide } from '#lib/compare/race-state.ts';
import { raceSentence, sideWords } from './race-words.ts';

const ended = (ago: number): RaceSide => ({ phase: 'ended', status: 'done', ago });
const running = (toGo: number | null): RaceSide => ({ phase: 'running', toGo });
const names = ['Sequential', 'SPRINT'] as const;

describe('one side', () => {
  test('says how far it has to go, and that it still runs once the other has ended', () => {
    expect(sideWords(running(429), ended(97), 'tokens')).toBe('still running, 429 tokens to go');
    expect(sideWords(running(1), running(9), 'tokens')).toBe('running, 1 token to go');
    expect(sideWords(running(null), ended(4), 'wall')).toBe('still running');
  });

  test('says how long ago it ended, or that it did not end well', () => {
    expect(sideWords(ended(97), running(429), 'tokens')).toBe('ended 97 tokens ago');
    expect(sideWords(ended(0), running(429), 'tokens')).toBe('ended');
    expect(sideWords({ phase: 'ended', status: 'failed', ago: 2500 }, running(null), 'wall')).toBe(
      'failed 2.5 s ago',
    );
  });
});

describe('the race', () => {
  test('while one is still running the sentence names both', () => {
    const race = { sides: [running(429), ended(97)] as const, first: 1 as const, margin: null };
    expect(raceSentence(race, names, 'tokens')).toBe(
      'SPRINT ended 97 tokens ago; Sequential is still running, 429 tokens to go.',
    );
  });

  test('over, it says who ended by how much', () => {
    const race = { sides: [ended(0), ended(526)] as const, first: 1 as const, margin: 526 };
    expect(raceSentence(race, names, 'wall')).toBe('SPRINT ended 0.53 s earlier.');
    expect(raceSentence({ ...race, first: null, margin: 0 }, names, 'tokens')).toBe(
      'Both ended at the same moment.',
    );
  });

  test('what broke off did not win', () => {
    const failed: RaceSide = { phase: 'ended', status: 'cancelled', ago: 100 };
    const race = { sides: [ended(0), failed] as const, first: 1 as const, margin: 100 };
    expect(raceSentence(race, names, 'tokens')).toBe('SPRINT was cancelled: no fair race.');
  });
});
