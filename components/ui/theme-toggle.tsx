'use client';

import { Moon, Sun } from 'lucide-react';
import { IconButton } from './button.tsx';
import { Menu } from './menu.tsx';
import { useThemeItems } from './theme-choices.tsx';

/** Light, dark, or the system's choice. CSS chooses the icon: the server cannot know the theme. */
export function ThemeToggle() {
  const items = useThemeItems();
  return (
    <Menu label="Theme" items={items}>
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
