'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { Menu } from './menu.tsx';
import { readTheme, subscribeToTheme, type Theme, writeTheme } from './theme.ts';

const choices = [
  { theme: 'system', label: 'System', icon: <Monitor size={15} /> },
  { theme: 'light', label: 'Light', icon: <Sun size={15} /> },
  { theme: 'dark', label: 'Dark', icon: <Moon size={15} /> },
] as const;

/** Light, dark, or as the system says. The icon is chosen by CSS: the server cannot know the theme. */
export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(subscribeToTheme, readTheme, () => 'system');
  return (
    <Menu
      label="Theme"
      items={choices.map((choice) => ({
        id: choice.theme,
        label: choice.label,
        icon: choice.icon,
        checked: choice.theme === theme,
        onSelect: () => writeTheme(choice.theme),
      }))}
    >
      {(trigger) => (
        <IconButton
          {...trigger}
          label="Theme"
          icon={
            <>
              <Sun size={16} className="dark:hidden" />
              <Moon size={16} className="hidden dark:block" />
            </>
          }
        />
      )}
    </Menu>
  );
}
