import { describe, expect, it } from 'vitest';
import { usualPorts } from './discovery.ts';
import { extraBodyProblem } from './extra-body.ts';
import { endpointPresets } from './presets.ts';
import { normaliseBaseUrl } from './url-policy.ts';

describe('endpointPresets', () => {
  it.each(endpointPresets.filter(({ baseUrl }) => baseUrl !== ''))(
    '$name: its address passes the policy as it is',
    (preset) => {
      expect(normaliseBaseUrl(preset.baseUrl)).toEqual({ baseUrl: preset.baseUrl });
      expect(preset.local).toBe(new URL(preset.baseUrl).hostname === '127.0.0.1');
      expect(preset.needsKey).toBe(!preset.local);
    },
  );

  it('starts with extra fields that an endpoint may have', () => {
    for (const { extraBody } of endpointPresets)
      for (const fields of Object.values(extraBody ?? {})) expect(extraBodyProblem(fields)).toBeNull();
  });

  it('keeps tags that are special tokens in the text of native replies', () => {
    const native = (id: string) => endpointPresets.find((preset) => preset.id === id)?.extraBody?.native;
    expect(native('vllm')).toEqual({ skip_special_tokens: false, spaces_between_special_tokens: false });
    expect(native('sglang')).toEqual({ skip_special_tokens: false });
  });

  it('has unique ids, and the ports that discovery asks', () => {
    expect(new Set(endpointPresets.map(({ id }) => id)).size).toBe(endpointPresets.length);
    const ports = endpointPresets
      .filter(({ local }) => local)
      .map(({ name, baseUrl }) => ({ name, port: Number(new URL(baseUrl).port) }));
    expect(ports).toEqual(expect.arrayContaining([...usualPorts]));
    expect(ports).toHaveLength(usualPorts.length);
  });
});
