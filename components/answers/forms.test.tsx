// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '#lib/answers/judged-answer.ts';
import { ExpectedForm } from './expected-form.tsx';
import { RulingForm } from './right-answer.tsx';

afterEach(cleanup);

function expectedForm(value: string | null = null, busy = false) {
  const onSave = vi.fn();
  const onCancel = vi.fn();
  const onPageKey = vi.fn();
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for the page, whose keys must not hear of it.
    <div onKeyDown={(event) => onPageKey(event.key)}>
      <ExpectedForm value={value} busy={busy} onSave={onSave} onCancel={onCancel} />
    </div>,
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Right answer' });
  return { field, onSave, onCancel, onPageKey };
}

describe('the right answer', () => {
  it('is typed where the focus is, and saved by Enter without the space around it', async () => {
    const { field, onSave } = expectedForm();
    expect(document.activeElement).toBe(field);
    await userEvent.keyboard('  x = 3 or x = 5 {Enter}');
    expect(onSave.mock.calls).toEqual([['x = 3 or x = 5']]);
  });

  it('is selected when it is changed: typing replaces it', async () => {
    const { onSave } = expectedForm('41');
    await userEvent.keyboard('42');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave.mock.calls).toEqual([['42']]);
  });

  it.each(['{Backspace}', '   '])('is none where nothing is left of it: %j', async (keys) => {
    const { onSave } = expectedForm('41');
    await userEvent.keyboard(`${keys}{Enter}`);
    expect(onSave.mock.calls).toEqual([[null]]);
  });

  it('is left as it was by Escape, which the page does not hear, and by Cancel', async () => {
    const { onSave, onCancel, onPageKey } = expectedForm('41');
    await userEvent.keyboard('7{Escape}');
    expect(onCancel).toHaveBeenCalledTimes(1);
    expect(onPageKey.mock.calls).toEqual([['7']]);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onCancel).toHaveBeenCalledTimes(2);
    expect(onSave).not.toHaveBeenCalled();
  });

  it('cannot be typed nor saved again while it is saved', async () => {
    const { field, onSave } = expectedForm('41', true);
    expect(field.disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).not.toHaveBeenCalled();
  });
});

describe('a ruling', () => {
  const ruling = (mark: Mark | null) => {
    const onSave = vi.fn();
    render(<RulingForm mark={mark} busy={false} onSave={onSave} onCancel={vi.fn()} />);
    return onSave;
  };
  const chosen = () => screen.getAllByRole<HTMLInputElement>('radio').find(({ checked }) => checked);

  it.each([
    ['right', 'wrong', false],
    ['wrong', 'right', true],
    ['undecided', 'right', true],
    [null, 'right', true],
  ] as const)('of what is %s offers %s first', async (mark, offered, correct) => {
    const onSave = ruling(mark);
    expect(chosen()?.value).toBe(offered);
    await userEvent.keyboard(' Read again. {Enter}');
    expect(onSave.mock.calls).toEqual([[correct, 'Read again.']]);
  });

  it('may leave it undecided, without a reason', async () => {
    const onSave = ruling('right');
    await userEvent.click(screen.getByRole('radio', { name: /undecided/i }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave.mock.calls).toEqual([[null, '']]);
  });
});
