/** An endpoint as `GET /api/endpoints` lists it, what of it is said at the start. */
export interface AnnouncedEndpoint {
  id: string;
  kind: string;
  name: string;
  model: string;
  baseUrl: string;
  mode: string;
}

/** Where a browser on this machine finds the server; `host` as it listens. */
export function localAddress(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** Where the app is, and what a question would be sent to. */
export function announcement(address: string, endpoint: AnnouncedEndpoint): string {
  return [
    '',
    `  Sprintscope is ready: ${address}`,
    endpoint.kind === 'built-in'
      ? '  Endpoint: built-in Countdown reasoner (rule-based, not a language model). Connect a model in Settings or with SPRINT_BASE_URL and SPRINT_MODEL.'
      : `  Endpoint: ${endpoint.name}, ${endpoint.model} at ${endpoint.baseUrl} (${endpoint.mode})`,
    '  Stop with Ctrl+C.',
    '',
  ].join('\n');
}
