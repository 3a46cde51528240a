import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Address } from './address.ts';
import { escapeHtml, smallPage } from './small-page.ts';

export const SIGN_IN_PATH = '/sign-in';
/** Largest form, bytes: a token and an address. */
const MAX_FORM = 16 * 1024;
/** A person fills in the whole form before it is sent. */
const FORM_MS = 10_000;

/** Pages for clients that have no cookie yet. */
export interface SignIn {
  /** Answers a page request: with the token in its address it sets the cookie, otherwise it asks for the token. */
  page(address: Address, request: IncomingMessage, response: ServerResponse): void;
  /** Answers `/sign-in`. Throws HttpProblem. */
  form(address: Address, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createSignIn(access: Access): SignIn {
  const fromOf = (request: IncomingMessage) => request.socket.remoteAddress ?? '';

  return {
    page(address, request, response) {
      const given = address.query.get('token');
      const target = withoutToken(address);
      if (given === null || request.method !== 'GET') return ask(response, 401, target);
      if (!access.accepts(given, fromOf(request))) return ask(response, 401, target, WRONG);
      enter(response, target);
    },

    async form(address, request, response) {
      if (request.method !== 'POST') return ask(response, 200, '/');
      const form = new URLSearchParams(await readForm(request));
      const to = localTarget(form.get('to') ?? address.query.get('to') ?? '/');
      const token = (form.get('token') ?? '').trim();
      if (!access.accepts(token, fromOf(request))) return ask(response, 401, to, WRONG);
      enter(response, to);
    },
  };

  function enter(response: ServerResponse, location: string): void {
    response.writeHead(303, { location, 'set-cookie': access.setCookie, 'cache-control': 'no-store' }).end();
  }
}

const WRONG = 'That is not the token. The start prints it anew each time unless SPRINT_TOKEN fixes it.';

function ask(response: ServerResponse, status: number, to: string, error = ''): void {
  const described = error ? ' aria-describedby="error" aria-invalid="true"' : '';
  const text = smallPage({
    title: 'Sign in',
    text: [
      'This Sprintscope is on the network. Open the address with the token that its start printed, or enter the token here.',
    ],
    html: `<form method="post" action="${SIGN_IN_PATH}"><label for="token">Token</label><input id="token" name="token" type="password" autocomplete="current-password" autocapitalize="off" spellcheck="false" required autofocus${described}>${
      error ? `<p class="error" id="error" role="alert">${escapeHtml(error)}</p>` : ''
    }<input type="hidden" name="to" value="${escapeHtml(to)}"><button>Sign in</button></form>`,
  });
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  });
  response.end(text);
}

/** Removes the token, so that it stays in no history and reaches nobody as a referrer. */
export function withoutToken({ path, query }: Address): string {
  const rest = new URLSearchParams(query);
  rest.delete('token');
  return localTarget(rest.size > 0 ? `${path}?${rest}` : path);
}

/** A path of this server; home for any address that would lead elsewhere (`//other.example`, `/\other.example`). */
export function localTarget(to: string): string {
  const base = 'http://here.invalid';
  if (!to.startsWith('/') || !URL.canParse(to, base)) return '/';
  const url = new URL(to, base);
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}

async function readForm(request: IncomingMessage): Promise<string> {
  const late = setTimeout(() => request.destroy(), FORM_MS);
  try {
    let text = '';
    // If the loop destroyed the request, its connection would stay open with nobody to read it.
    for await (const chunk of request.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      text += chunk;
      if (text.length > MAX_FORM)
        throw new HttpProblem(413, 'too-large', `The form is larger than ${MAX_FORM} bytes.`);
    }
    return text;
  } finally {
    clearTimeout(late);
    request.resume();
  }
}
