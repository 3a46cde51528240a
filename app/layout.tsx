import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { StorageBanner } from '#components/api/storage-banner.tsx';
import { DropTarget } from '#components/import/drop-target.tsx';
import { themeScript } from '#components/ui/theme.ts';
import { Toaster } from '#components/ui/toast.tsx';
import { inter } from './fonts.ts';

export const metadata: Metadata = {
  title: { default: 'Sprintscope', template: '%s · Sprintscope' },
  description: 'See a reasoning model plan, fork, work in parallel and join, live.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#15171d' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={inter.variable} suppressHydrationWarning>
      <head>
        <script>{themeScript}</script>
      </head>
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#main"
          className="sr-only rounded-lg bg-ink font-medium text-bg text-ui focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2"
        >
          Skip to content
        </a>
        <StorageBanner />
        {children}
        <DropTarget />
        <Toaster />
      </body>
    </html>
  );
}
