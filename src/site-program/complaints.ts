import type { Problem } from '../model/result.ts';
import type { Complaints } from './fields.tsx';

/** Each problem at the field that it is about: messages begin with the flag of that name. The first of a field counts. */
export function complaintsOf(problems: readonly Problem[]): Complaints {
  const found: Record<string, string> = {};
  for (const { message } of problems) {
    const [, flag = '', words = message] = /^--(\w+): (.*)$/s.exec(message) ?? [];
    found[flag] ??= words;
  }
  return found;
}
