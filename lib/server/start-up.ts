import { ConfigurationError } from '#lib/models/endpoints/configuration-error.ts';
import { StorageError } from '#lib/storage/errors.ts';
import { ServerError } from './errors.ts';
import { getServer } from './get-server.ts';
import { shutDownOnSignals } from './shut-down.ts';

/**
 * Opens the server when the process starts. What a person can put right (folder in use, a wrong variable) is said in
 * one line and ends the process: a server that answers every request with an error helps nobody.
 */
export async function startUp(): Promise<void> {
  try {
    const { recovered } = await getServer();
    if (recovered.length > 0)
      console.log(
        `sprintscope: ${recovered.length} interrupted session(s) recovered: ${recovered.join(', ')}`,
      );
  } catch (error) {
    const expected =
      error instanceof StorageError || error instanceof ConfigurationError || error instanceof ServerError;
    console.error(expected ? `\n  ${error.message}\n` : error);
    process.exit(1);
  }
  shutDownOnSignals(getServer, process);
}
