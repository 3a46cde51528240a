import type { BrowserContext, ConsoleMessage, Request } from '@playwright/test';

export interface CleanPage {
  /** A console message that the test provokes on purpose, for example the browser's own note on a 502. */
  expectConsole(pattern: RegExp): void;
  /** Errors so far in any page of the context, in words. */
  faults(): string[];
}

const loud = new Set(['error', 'warning', 'assert']);

/** Watches every page of the context: console, exceptions, and requests to other servers. */
export function watchPages(context: BrowserContext, baseURL: string): CleanPage {
  const messages: string[] = [];
  const others: string[] = [];
  const expected: RegExp[] = [];
  const origin = new URL(baseURL).origin;

  context.on('console', (message: ConsoleMessage) => {
    if (!loud.has(message.type())) return;
    messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (webError) => {
    const error = webError.error();
    others.push(`exception: ${error.stack ?? error.message}`);
  });
  context.on('request', (request: Request) => {
    const url = new URL(request.url());
    if (/^https?:|^wss?:/.test(url.protocol) && url.origin !== origin)
      others.push(`request to another server: ${request.method()} ${request.url()}`);
  });

  return {
    expectConsole: (pattern) => expected.push(pattern),
    faults: () => [
      ...others,
      ...messages.filter((message) => !expected.some((pattern) => pattern.test(message))),
    ],
  };
}
