import type { PublicEndpoint } from '#lib/models/endpoint.ts';

export interface EndpointOptionsProps {
  endpoints: readonly PublicEndpoint[];
  defaultEndpointId: string | null;
}

/** The endpoints as options of a select: name, model, and which is the default. */
export function EndpointOptions({ endpoints, defaultEndpointId }: EndpointOptionsProps) {
  return endpoints.map((endpoint) => (
    <option key={endpoint.id} value={endpoint.id}>
      {endpointLabel(endpoint)}
      {endpoint.id === defaultEndpointId ? ' (default)' : ''}
    </option>
  ));
}

/** The label of the built-in always says that it is rule-based. */
function endpointLabel(endpoint: PublicEndpoint): string {
  return endpoint.kind === 'built-in'
    ? `${endpoint.name}, rule-based`
    : `${endpoint.name} · ${endpoint.model}`;
}
