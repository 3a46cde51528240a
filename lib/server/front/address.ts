/** Longest request target, characters: the longest of ours (a moment, a selection and filters of a page) has 2,000. */
export const MAX_ADDRESS = 8192;

export interface Address {
  /** The path as it was sent, without the query. */
  path: string;
  query: URLSearchParams;
}

/** What is wrong with an address, in words for its sender. */
export interface BadAddress {
  reason: string;
}

/**
 * RFC 3986 without fragment; a client that sends any other character unencoded (a browser never does) means something
 * else by it.
 */
const CHARACTERS = /^[\w\-.~:/?[\]@!$&'()*+,;=%{}|^`"<>]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Reads a request target as Next will. It refuses whatever the two could read differently (dot segments, backslashes,
 * what cannot be decoded), so that no path passes here as one thing and is answered as another.
 */
export function readAddress(target: string): Address | BadAddress {
  if (target.length > MAX_ADDRESS) return bad(`It is longer than ${MAX_ADDRESS} characters.`);
  if (!target.startsWith('/')) return bad('It does not begin with "/".');
  if (!CHARACTERS.test(target)) return bad('It holds characters that must be percent-encoded.');
  const [path = '', ...rest] = target.split('?');
  const decoded = decode(path);
  if (decoded === null) return bad('Its percent-encoding is not UTF-8.');
  if (CONTROL.test(decoded)) return bad('It holds control characters.');
  if (decoded.split(/[/\\]/).some((segment) => segment === '.' || segment === '..'))
    return bad('It holds "." or ".." as a part of its path.');
  return { path, query: new URLSearchParams(rest.join('?')) };
}

/** Whether a path, with or without its query, belongs to the API. */
export const isApi = (target: string): boolean => /^\/api(?:[/?]|$)/.test(target);

const bad = (reason: string): BadAddress => ({ reason });

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
