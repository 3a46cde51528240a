/** Colours of the drawings: those of app/globals.css (a test compares them), since a file has no style sheet. */
export interface SvgTheme {
  readonly bg: string;
  readonly panel: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly ink: string;
  readonly mute: string;
  readonly faint: string;
  readonly plan: string;
  readonly planLine: string;
  readonly exec: string;
  readonly execLine: string;
  readonly seq: string;
  readonly warn: string;
  readonly dot: string;
  readonly onAccent: string;
  /** The one bright line. */
  readonly critLine: string;
}

export const svgThemes: Readonly<Record<'light' | 'dark', SvgTheme>> = {
  light: {
    bg: '#faf9f7',
    panel: '#ffffff',
    line: '#e7e4df',
    lineSoft: '#f0eeea',
    ink: '#1b1a20',
    mute: '#625f6a',
    faint: '#696671',
    plan: '#5146d8',
    planLine: '#cfcbfb',
    exec: '#0b7169',
    execLine: '#b7e2dd',
    seq: '#566479',
    warn: '#b4232a',
    dot: '#dedad3',
    onAccent: '#ffffff',
    critLine: '#d67d00',
  },
  dark: {
    bg: '#0e0f13',
    panel: '#15171d',
    line: '#272a33',
    lineSoft: '#1d2028',
    ink: '#ececf1',
    mute: '#a3a3b2',
    faint: '#8b8c9b',
    plan: '#9d97ff',
    planLine: '#3a3773',
    exec: '#4fd1c2',
    execLine: '#1f5450',
    seq: '#8fa0b8',
    warn: '#ff8086',
    dot: '#23262e',
    onAccent: '#12131a',
    critLine: '#f5a742',
  },
};

export type Voice = 'plan' | 'execution' | 'sequential';

export function voiceColour(theme: SvgTheme, voice: Voice): string {
  if (voice === 'plan') return theme.plan;
  return voice === 'execution' ? theme.exec : theme.seq;
}
