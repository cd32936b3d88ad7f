import type { HeadingLevel } from '../../model/heading.ts';
import type { Style, Translation } from '../../report/index.ts';
import { allowsUnicode } from './locale.ts';
import { programName } from './program-name.ts';

/** What matters of a standard stream. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where a report goes, and what is asked of its looks. */
export interface Writing {
  readonly output?: string | undefined;
  readonly heading?: HeadingLevel | undefined;
  readonly translation?: Translation | undefined;
}

/** How a report may look where it goes: a file is no terminal. */
export function styleFor({ output, heading, translation }: Writing = {}): Style {
  const style = {
    ...styleOf(process.stdout, process.env),
    ...(heading === undefined ? {} : { heading }),
    ...inLanguage(translation),
  };
  return output === undefined ? style : { ...style, columns: 80, colour: false };
}

/** Who asks for Chinese has a terminal that shows it, whatever the locale says. */
export const inLanguage = (translation: Translation | undefined): Partial<Style> =>
  translation === undefined ? {} : { translation, unicode: true };

/** How text may look on this terminal: decided here and nowhere else. See no-color.org and force-color.org. */
export function styleOf(stream: Stream, env: NodeJS.ProcessEnv): Style {
  return {
    program: programName(),
    // A pty whose size nobody has set has 0 columns.
    columns: stream.columns || 80,
    colour: wantsColour(stream, env),
    unicode: allowsUnicode(env),
  };
}

function wantsColour(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}
