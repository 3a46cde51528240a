/** Runs once before the first request: opens the folder, recovers sessions, minds the signals. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('#lib/server/start-up.ts');
  await startUp();
}
