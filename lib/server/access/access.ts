import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#lib/base/clock.ts';
import { HttpProblem } from '../http/problem.ts';

/** Looks a header up by its name in lower case. */
export type HeaderLookup = (name: string) => string | null;

export interface Access {
  /** Null: anybody who reaches the port may use it. */
  readonly token: string | null;
  /**
   * Whether we may answer a request with protected content. `from` is its address: too many wrong tokens from there
   * throw HttpProblem 429; null if the caller has checked that before.
   */
  admits(header: HeaderLookup, from: string | null): boolean;
  /** Whether this is the token. Throws HttpProblem 429. */
  accepts(token: string, from: string): boolean;
  /** The header by which a browser stays admitted from then on. */
  readonly setCookie: string;
}

export interface AccessOptions {
  token: string;
  /** Each process makes a new one: a cookie reveals nothing about the token, and ends with the process. */
  secret: Uint8Array;
  /** Part of the cookie's name: browsers share cookies between all ports of a host. */
  port: string;
  clock: Pick<Clock, 'now'>;
}

/** Cookies end with the process anyway; browsers keep them a month at most. */
const COOKIE_SECONDS = 30 * 24 * 3600;

export const openAccess: Access = {
  token: null,
  admits: () => true,
  accepts: () => true,
  setCookie: '',
};

export function createAccess({ token, secret, port, clock }: AccessOptions): Access {
  const attempts = createAttempts(clock);
  const cookieName = `sprintscope-${port}`;
  const cookieValue = createHmac('sha256', secret).update(token).digest('base64url');

  function accepts(given: string, from: string): boolean {
    const waitMs = attempts.waitMs(from);
    if (waitMs > 0) throw tooManyAttempts(waitMs);
    const isRight = isSame(given, token);
    if (!isRight) attempts.wrong(from);
    return isRight;
  }

  return {
    token,
    accepts,
    admits(header, from) {
      if (isSame(cookieOf(header('cookie') ?? '', cookieName), cookieValue)) return true;
      const bearer = /^Bearer +(\S+)$/i.exec(header('authorization') ?? '')?.[1];
      if (bearer === undefined) return false;
      return from === null ? isSame(bearer, token) : accepts(bearer, from);
    },
    // Lax: with Strict, a sign-in link opened from a chat or a mail would land on the sign-in page.
    setCookie: `${cookieName}=${cookieValue}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_SECONDS}`,
  };
}

export const tokenNeeded = (): HttpProblem =>
  new HttpProblem(401, 'token-needed', 'This server is on the network and asks for its token.', {
    remedy:
      'Open the address with the token that the start printed, or send it as "Authorization: Bearer <token>".',
    headers: { 'www-authenticate': 'Bearer' },
  });

const tooManyAttempts = (waitMs: number): HttpProblem =>
  new HttpProblem(429, 'too-many-attempts', 'Too many wrong tokens came from this address.', {
    title: 'Too many attempts',
    remedy: 'Wait a minute.',
    headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
  });

/** Compares in constant time, whatever the lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function cookieOf(header: string, name: string): string {
  for (const pair of header.split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name) return value.trim();
  }
  return '';
}

/** How many wrong tokens one address may send before we stop checking its next one. */
const MOST_WRONG = 10;

const WITHIN_MS = 60_000;

/**
 * How many addresses we remember; we drop the oldest. Somebody who guesses from many addresses still has 2^192 tokens
 * to try.
 */
const MOST_ADDRESSES = 1000;

interface Attempts {
  /** How long `from` has to wait, ms; 0 if it may try. */
  waitMs(from: string): number;
  wrong(from: string): void;
}

function createAttempts(clock: Pick<Clock, 'now'>): Attempts {
  const known = new Map<string, { count: number; until: number }>();

  return {
    waitMs(from) {
      const entry = known.get(from);
      return entry && entry.count >= MOST_WRONG ? Math.max(0, entry.until - clock.now()) : 0;
    },
    wrong(from) {
      const entry = known.get(from);
      if (entry && entry.until > clock.now()) {
        entry.count++;
        return;
      }
      known.delete(from);
      known.set(from, { count: 1, until: clock.now() + WITHIN_MS });
      const [oldest] = known.keys();
      if (known.size > MOST_ADDRESSES && oldest !== undefined) known.delete(oldest);
    },
  };
}
