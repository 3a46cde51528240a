import type { ReactElement, ReactNode } from 'react';
import type { menuIcons } from './menu-icons.tsx';

export interface MenuItem {
  id: string;
  label: ReactNode;
  /** By its name it comes with the menu's entries, as an element with the page. */
  icon?: keyof typeof menuIcons | ReactElement;
  /** A second line, smaller; part of the accessible name. */
  description?: ReactNode;
  /** Small text at the right end. */
  hint?: ReactNode;
  /** Given for one of several choices: shows a tick and says so to screen readers. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** Draws a line above this item. */
  separated?: boolean;
  /** Shown in place of the menu when this is chosen, under a way back: for a phone, where nothing fits beside it. */
  inside?: readonly MenuItem[];
  onSelect?: () => void;
}
