import type { APIRequestContext, BrowserContext, Response } from '@playwright/test';

export interface ReceivedBody {
  url: string;
  text: string;
}

/**
 * Everything that the pages of a context receive, including bodies. Event streams have no end while they are open, and
 * the browser discards bodies of pages left behind: at the end, we request those again where that is possible.
 */
export function recordResponses(context: BrowserContext): {
  all(request: APIRequestContext): Promise<ReceivedBody[]>;
} {
  const received: Promise<ReceivedBody | { url: string; again: boolean }>[] = [];

  async function read(response: Response): Promise<ReceivedBody | { url: string; again: boolean }> {
    const url = response.url();
    const again = response.request().method() === 'GET';
    const headers = await response.allHeaders();
    if (headers['content-type']?.startsWith('text/event-stream')) return { url, again };
    try {
      return { url, text: `${JSON.stringify(headers)}\n${await response.text()}` };
    } catch {
      return { url, again };
    }
  }

  context.on('response', (response) => {
    if (!response.url().includes('/_next/static/')) received.push(read(response));
  });

  return {
    async all(request) {
      const bodies: ReceivedBody[] = [];
      for (const body of await Promise.all(received)) {
        if ('text' in body) bodies.push(body);
        else if (body.again)
          bodies.push({ url: body.url, text: await (await request.get(body.url, { maxRetries: 2 })).text() });
      }
      return bodies;
    },
  };
}
