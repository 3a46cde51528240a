import type { Metadata } from 'next';
import { AboutSection } from '#components/settings/about-section.tsx';
import { EndpointsSection } from '#components/settings/endpoints-section.tsx';
import { TokenizerSection } from '#components/settings/tokenizer-section.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { license, version } from '../../package.json';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return (
    <>
      <AppHeader title="Settings" />
      <main
        id="main"
        className="mx-auto flex w-full max-w-[820px] flex-1 flex-col gap-10 px-4 pt-8 pb-16 sm:px-6"
      >
        <h1 className="sr-only">Settings</h1>
        <EndpointsSection />
        <TokenizerSection />
        <AboutSection version={version} licence={license} />
      </main>
    </>
  );
}
