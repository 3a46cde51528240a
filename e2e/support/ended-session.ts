import type { APIRequestContext } from '@playwright/test';
import { type Session, SessionApi } from './session-api.ts';

/**
 * One whole session that several tests only look at, made once per worker. About two seconds of wall time: on the
 * timeline its pieces lie apart.
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
