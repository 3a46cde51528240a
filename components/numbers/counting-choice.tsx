'use client';

import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';
import { readingWords, sequentialFormulas } from '#lib/trace/metric-formulas.ts';
import {
  type Reading,
  readings,
  type SequentialDefinition,
  sequentialDefinitions,
} from '#lib/trace/sequential-tokens.ts';

export interface CountingChoiceProps {
  definition: SequentialDefinition;
  reading: Reading;
  onDefinition: (definition: SequentialDefinition) => void;
  onReading: (reading: Reading) => void;
}

/** How we count tokens: under which definition, with or without thinking. Stands beside the numbers that it affects. */
export function CountingChoice({ definition, reading, onDefinition, onReading }: CountingChoiceProps) {
  return (
    <>
      <PlainSelect
        aria-label="Definition of sequential tokens"
        value={definition}
        onChange={(event) => onDefinition(event.target.value as SequentialDefinition)}
        className="-ml-1"
      >
        {sequentialDefinitions.map((value) => (
          <option key={value} value={value}>
            {definitionName(value)}
          </option>
        ))}
      </PlainSelect>
      <span className="inline-flex min-w-0 items-center">
        <span aria-hidden="true">·</span>
        <PlainSelect
          aria-label="Whether thinking is counted"
          value={reading}
          onChange={(event) => onReading(event.target.value as Reading)}
        >
          {readings.map((value) => (
            <option key={value} value={value}>
              {readingWords[value].label}
            </option>
          ))}
        </PlainSelect>
      </span>
    </>
  );
}

const definitionName = (definition: SequentialDefinition): string =>
  sequentialFormulas[definition].label.replace('Sequential tokens, ', '');

const PlainSelect = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select
    {...rest}
    className={cn(
      'h-6 min-w-0 [field-sizing:content] cursor-pointer rounded-md bg-transparent px-0.5 text-[11px] text-ink underline decoration-line underline-offset-3 hover:bg-line-soft',
      className,
    )}
  />
);
