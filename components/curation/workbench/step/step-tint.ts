import type { CSSProperties } from 'react';

/** Neighbouring stages are far apart on the colour wheel; the step's number always stands beside the colour. */
const HUE_STEP = 137.5;
const FIRST_HUE = 265;

/** Hue of a stage, degrees. */
export function stageHue(stage: number): number {
  return (FIRST_HUE + (stage - 1) * HUE_STEP) % 360;
}

/** Sets the hue from which `.step-tint` in source-pane.css makes its colours. */
export function stageTint(stage: number): CSSProperties {
  return { '--step-hue': stageHue(stage).toFixed(1) } as CSSProperties;
}
