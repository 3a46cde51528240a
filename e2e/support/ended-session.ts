import type { APIRequestContext } from '@playwright/test';
import { type Session, SessionApi } from './session-api.ts';

/**
 * One whole session that several tests only read, made once per worker. It takes about two seconds of wall time, so
 * that its pieces are apart on the timeline.
 */
export async function withEndedSession(
  request: APIRequestContext,
  baseURL: string,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const api = new SessionApi(request, baseURL);
  await use(await api.run({ tokensPerSecond: 1000 }));
  await api.cleanUp();
  await request.dispose();
}
