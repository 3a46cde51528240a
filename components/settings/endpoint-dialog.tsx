'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import type { DiscoveredServer } from '#lib/contract/endpoints.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { EndpointForm, type EndpointSubject } from './endpoint-form.tsx';

export interface EndpointDialogProps {
  subject: EndpointSubject | null;
  /** Servers found on this machine, for suggestions of model names. */
  servers: readonly DiscoveredServer[];
  onClose: () => void;
  /** After the server stored it; `test` when the person asked for one at once. */
  onSaved: (endpoint: PublicEndpoint, test: boolean) => void;
}

/** Adds or changes an endpoint. */
export function EndpointDialog({ subject, servers, onClose, onSaved }: EndpointDialogProps) {
  return (
    <Dialog
      open={subject !== null}
      onClose={onClose}
      title={subject?.kind === 'edit' ? `Edit ${subject.endpoint.name}` : 'Add an endpoint'}
      description={
        subject?.kind === 'add'
          ? 'Any server that speaks the OpenAI API: on this machine or hosted.'
          : undefined
      }
    >
      {subject ? (
        <EndpointForm subject={subject} servers={servers} onClose={onClose} onSaved={onSaved} />
      ) : null}
    </Dialog>
  );
}
