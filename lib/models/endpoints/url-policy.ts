import { ConfigurationError } from './configuration-error.ts';

export interface BaseUrl {
  /** Without a trailing slash. */
  baseUrl: string;
  /** A note about something that looks odd but may be intended. */
  hint?: string;
}

/** What people paste instead of the base URL. */
const API_PATHS = /\/(?:chat\/completions|completions|models|responses)$/;

function parse(text: string): URL {
  // `localhost:8000` parses as a URL of scheme `localhost:`.
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw new ConfigurationError(
      'invalid-url',
      // We do not repeat it: it may be a key in the wrong field, or hold one (`host/v1?key=…`, `user:pass/word@host`).
      'The base URL is not a full address.',
      'Begin it with http:// or https://, for example http://127.0.0.1:8000/v1.',
    );
  }
  try {
    return new URL(text);
  } catch {
    throw new ConfigurationError(
      'invalid-url',
      'The base URL cannot be read as an address.',
      'Write it like http://127.0.0.1:8000/v1.',
    );
  }
}

/**
 * Checks and normalises an endpoint's base URL: http or https, no credentials, query or fragment; removes trailing
 * slashes and API paths.
 * @throws ConfigurationError `invalid-url`; its message holds no credentials.
 */
export function normaliseBaseUrl(text: string): BaseUrl {
  const url = parse(text.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfigurationError(
      'invalid-url',
      'The base URL has another scheme.',
      'Only http:// and https:// can be used.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(
      'invalid-url',
      'The base URL holds a user name or a password.',
      'Leave them out of the address and give the key in the API key field (SPRINT_API_KEY).',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new ConfigurationError(
      'invalid-url',
      'The base URL holds a query or a fragment.',
      'Leave out everything from “?” or “#” on.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  const withoutApi = path.replace(API_PATHS, '');
  const baseUrl = `${url.origin}${withoutApi}`;
  if (withoutApi !== path) {
    return { baseUrl, hint: `“${path.slice(withoutApi.length)}” was left out: it is added to each request.` };
  }
  if (withoutApi === '') {
    return { baseUrl, hint: `Most servers answer under ${baseUrl}/v1.` };
  }
  return { baseUrl };
}

/** A URL as messages may show it: without credentials, query and fragment. */
export function displayUrl(text: string): string {
  try {
    const { origin, pathname } = new URL(text);
    return `${origin}${pathname}`;
  } catch {
    return '(unreadable address)';
  }
}
