'use client';

import { ThresholdFields } from '#components/curation/home/threshold-fields.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { profiles } from '#lib/contract/curation-settings.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

const words = {
  paper: 'As the paper says (§3.2): steps ÷ stages, short means under 3 lines, comments become observations.',
  authors:
    'As the authors’ published scripts behave: prompts ÷ stages, short by first and last line, comments dropped.',
  custom: 'Changed from a named profile. Choose one to have its values back.',
};

/** Profile and every threshold; each change is computed at once. */
export function SettingsPanel() {
  const settings = useWorkbench((state) => state.settings);
  const { changeSettings } = useWorkbenchActions();
  const { profile } = settings;
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label="Profile"
        value={profile}
        options={[
          { value: 'paper', label: 'Paper' },
          { value: 'authors', label: 'Authors' },
          { value: 'custom', label: 'Custom', disabled: profile !== 'custom' },
        ]}
        onChange={(chosen) => {
          if (chosen !== 'custom') changeSettings(profiles[chosen]);
        }}
      />
      <p className="text-mute text-xs leading-snug">{words[profile]}</p>
      <ThresholdFields value={settings} onChange={changeSettings} />
    </div>
  );
}
