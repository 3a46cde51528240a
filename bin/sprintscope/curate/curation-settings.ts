import {
  allSettings,
  type CurationSettings,
  type ProfileName,
  profiles,
} from '#lib/contract/curation-settings.ts';
import { CommandError } from '../terminal.ts';

/**
 * The settings of a profile with single ones changed: `minRatio=1.2`, `maxPrompts=unlimited`. Once changed, they no
 * longer carry the profile's name.
 * @throws CommandError `bad-argument`, naming the setting and what it may be
 */
export function curationSettings(profile: ProfileName, changes: readonly string[]): CurationSettings {
  const given = profiles[profile];
  if (changes.length === 0) return given;
  const names = Object.keys(given).filter((name) => name !== 'profile');
  const changed: Record<string, unknown> = { ...given, profile: 'custom' };
  for (const change of changes) {
    const at = change.indexOf('=');
    const name = change.slice(0, Math.max(0, at));
    if (!names.includes(name))
      throw new CommandError(
        'bad-argument',
        `“${change}” sets nothing: write NAME=VALUE with one of ${names.join(', ')}.`,
      );
    changed[name] = readValue(change.slice(at + 1));
  }
  const parsed = allSettings.safeParse(changed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandError('bad-argument', `${issue?.path.join('.')}: ${issue?.message}.`);
}

function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'unlimited') return null;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** For people: `by the profile “paper” with minRatio=1.2`. */
export const judgedBy = (profile: ProfileName, changes: readonly string[] = []): string =>
  `by the profile “${profile}”${changes.length > 0 ? ` with ${changes.join(', ')}` : ''}`;
