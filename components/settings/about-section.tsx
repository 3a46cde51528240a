import type { ReactNode } from 'react';

export interface AboutSectionProps {
  version: string;
  licence: string;
}

/** This installation's version and licence, and where it stores what. */
export function AboutSection({ version, licence }: AboutSectionProps) {
  return (
    <section aria-labelledby="about-heading">
      <h2 id="about-heading" className="mb-3 font-semibold text-[15px] tracking-[-0.01em]">
        About
      </h2>
      <dl className="divide-y divide-line-soft rounded-xl border border-line bg-panel px-4">
        <Fact name="Version">Sprintscope {version}</Fact>
        <Fact name="Licence">{licence}</Fact>
        <Fact name="Data">
          Sessions and endpoints are kept in the folder <Code>.data</Code> of the project, or where{' '}
          <Code>SPRINT_DATA_DIR</Code> points. Nothing leaves this machine but the calls to the endpoints
          above.
        </Fact>
        <Fact name="Method">
          SPRINT: planning and execution in rounds (
          <a
            href="https://arxiv.org/abs/2506.05745"
            className="text-plan underline underline-offset-2"
            target="_blank"
            rel="noreferrer"
          >
            arXiv 2506.05745
          </a>
          ).
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-3 text-ui sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="text-mute">{name}</dt>
      <dd className="leading-relaxed">{children}</dd>
    </div>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="rounded bg-line-soft px-1 py-0.5 font-mono text-xs">{children}</code>;
}
