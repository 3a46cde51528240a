import type { OutgoingMessage } from 'node:http';

/**
 * Lets Next compress what route handlers answer. Next 16.4 sets their content-type as a list of one value, and its
 * compression, which expects a text, then takes it for none: a log goes out five times as large as it need be. It also
 * drops a `content-encoding` that a handler sets itself. Event streams stay as they are: compression would hold events back.
 */
export function unwrapContentType(prototype: Pick<OutgoingMessage, 'setHeader'>): void {
  const setHeader = prototype.setHeader;
  prototype.setHeader = function (this: OutgoingMessage, name, value) {
    const only = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    const unwrap = only && name.toLowerCase() === 'content-type' && !only.startsWith('text/event-stream');
    return setHeader.call(this, name, unwrap ? only : value);
  };
}
