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
  /**
   * Replaces the menu when a person chooses this item, with a way back on top: for a phone, where nothing fits beside
   * the menu.
   */
  inside?: readonly MenuItem[];
  onSelect?: () => void;
}
