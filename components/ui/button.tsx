import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IntentLink } from './intent-link.tsx';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-ink bg-ink text-bg hover:bg-ink/85',
  secondary: 'border-line bg-panel text-ink hover:border-faint/60 hover:bg-line-soft',
  ghost: 'border-transparent bg-transparent text-mute hover:bg-line-soft hover:text-ink',
  danger: 'border-line bg-panel text-warn hover:border-warn/50 hover:bg-warn-bg',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 rounded-md px-2.5 text-xs',
  md: 'h-8 gap-1.5 rounded-lg px-3 text-ui',
  lg: 'h-9 gap-2 rounded-lg px-3.5 text-ui',
};

const iconSizes: Record<ButtonSize, string> = {
  sm: 'size-7 rounded-md',
  md: 'size-8 rounded-lg',
  lg: 'size-9 rounded-lg',
};

const base =
  'inline-flex shrink-0 cursor-pointer select-none items-center justify-center whitespace-nowrap border font-medium transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50';

function look(variant: ButtonVariant, size: ButtonSize): string {
  return cn(base, variants[variant], sizes[size]);
}

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Before the words; sized to the text. */
  icon?: ReactNode;
  /** Shows three dots instead of the icon and refuses clicks; the words stay, so the button keeps its width. */
  busy?: boolean;
}

/** A button; `type` is `button` unless said otherwise, so that none submits a form by accident. */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  busy = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cn(look(variant, size), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof IntentLink> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
}

/** A link that looks like a button, for what has an address. */
export function ButtonLink({
  variant = 'secondary',
  size = 'md',
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <IntentLink {...rest} className={cn(look(variant, size), className)}>
      {icon}
      {children}
    </IntentLink>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  /** Name for screen readers and tooltip. */
  label: string;
  /** Shown after the label in the tooltip, for example `Space`. */
  shortcut?: string;
  icon: ReactNode;
  tooltipSide?: 'top' | 'bottom';
}

/** A button of one icon: named by `label`, which hover and focus show as a tooltip. */
export function IconButton({
  label,
  shortcut,
  icon,
  variant = 'ghost',
  size = 'md',
  busy = false,
  className,
  disabled,
  type = 'button',
  tooltipSide = 'bottom',
  ...rest
}: IconButtonProps) {
  const content = shortcut ? (
    <>
      {label} <kbd className="ml-1 font-mono opacity-70">{shortcut}</kbd>
    </>
  ) : (
    label
  );
  return (
    <Tooltip content={content} side={tooltipSide} describes={false}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-busy={busy || undefined}
        disabled={disabled || busy}
        className={cn(base, variants[variant], iconSizes[size], className)}
      >
        {busy ? <Spinner /> : icon}
      </button>
    </Tooltip>
  );
}
