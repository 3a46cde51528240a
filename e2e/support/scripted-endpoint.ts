import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import type { SessionApi } from './session-api.ts';

export type { Respond };

export interface ScriptedEndpoint extends MisbehavingEndpoint {
  /** As an endpoint of the app. */
  readonly id: string;
}

/** An OpenAI-compatible server on a free port of this machine, which the app has as an endpoint. */
export async function startScriptedEndpoint(api: SessionApi, respond: Respond): Promise<ScriptedEndpoint> {
  const endpoint = await startMisbehavingEndpoint(respond);
  const id = await api.addEndpoint(`Scripted ${endpoint.baseUrl}`, endpoint.baseUrl);
  // Not a spread copy: the endpoint's counters are getters.
  return Object.assign(Object.create(endpoint) as MisbehavingEndpoint, { id });
}
