import { expect, it } from 'vitest';
import { failureLink } from './failure-link.ts';

it('a full disk is helped in the library, other faults of the disk nowhere here, an endpoint in the settings', () => {
  expect(failureLink('no-space')?.href).toBe('/library');
  for (const type of [
    'io-error',
    'locked',
    'read-only',
    'damaged',
    'away',
    'log-damaged',
    'log-lost',
    'internal',
  ])
    expect(failureLink(type), type).toBeNull();
  for (const type of ['unreachable', 'stalled', 'reply-too-large', '__proto__', undefined])
    expect(failureLink(type)?.href).toBe('/settings');
});
