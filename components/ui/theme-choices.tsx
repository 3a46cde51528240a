'use client';

import { Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { MenuItem } from './menu.tsx';
import { readTheme, subscribeToTheme, type Theme, writeTheme } from './theme.ts';

const choices = [
  { theme: 'system', label: 'System', icon: 'screen' },
  { theme: 'light', label: 'Light', icon: <Sun size={15} /> },
  { theme: 'dark', label: 'Dark', icon: <Moon size={15} /> },
] as const;

/** The three themes as items of a menu, the chosen one ticked. */
export function useThemeItems(): MenuItem[] {
  const theme = useSyncExternalStore<Theme>(subscribeToTheme, readTheme, () => 'system');
  return choices.map((choice) => ({
    id: choice.theme,
    label: choice.label,
    icon: choice.icon,
    checked: choice.theme === theme,
    onSelect: () => writeTheme(choice.theme),
  }));
}
