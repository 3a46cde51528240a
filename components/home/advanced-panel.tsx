import { standardTexts } from '#components/actions/run/standard-texts.ts';
import { AdvancedSettings } from './advanced-settings.tsx';
import { InstructionFields } from './instruction-fields.tsx';
import type { Composing } from './use-composer.ts';

export interface AdvancedPanelProps {
  composer: Composing;
  builtIn: boolean;
  /** It is open; closed it is fetched in an idle moment. */
  wanted: boolean;
}

/** What the question box folds away. */
export function AdvancedPanel({ composer, builtIn }: AdvancedPanelProps) {
  const { saved } = composer;
  return (
    <>
      <AdvancedSettings
        strategy={composer.strategy}
        endpoints={composer.endpoints}
        defaultEndpointId={composer.defaultEndpointId}
        executorEndpointId={composer.executorEndpointId}
        onExecutorEndpoint={composer.setExecutorEndpointId}
        model={composer.model}
        builtIn={builtIn}
        modelPlaceholder={composer.chosen && !builtIn ? composer.chosen.model : null}
        onModel={composer.setModel}
        draft={composer.draft}
        onDraft={composer.setDraft}
        problems={composer.error?.fields ?? {}}
      />
      <InstructionFields
        standard={standardTexts(composer.modes, composer.saved)}
        saved={[saved.planner, saved.executor].some((texts) => texts && Object.keys(texts).length > 0)}
        draft={composer.draft}
        onDraft={composer.setDraft}
        problems={composer.error?.fields ?? {}}
      />
    </>
  );
}
