import { faultOf, faultWords } from '#lib/storage/faults.ts';
import type { ErrorInfo } from '#lib/trace/events.ts';

/** Shown for a session whose run failed for an unnamed reason. */
export const INTERNAL_FAILURE: ErrorInfo = {
  type: 'internal',
  message: 'Sprintscope failed in a way it should not have.',
  remedy: 'The session is kept up to here. Please report it with the exported log and the server’s output.',
};

/** Why a session ended whose events we could not store. */
export function errorInfo(error: unknown): ErrorInfo {
  const fault = faultOf(error);
  return fault === null ? INTERNAL_FAILURE : { type: fault, ...faultWords[fault] };
}

/** Shown for a session that ended with the server. */
export const INTERRUPTED: ErrorInfo = {
  type: 'interrupted',
  message: 'The server ended while this session ran.',
  remedy: 'The session is kept up to here. Run the question again to get an answer.',
};
