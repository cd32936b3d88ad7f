/** The forms in which a command can write what it found. */
export const FORMATS = ['terminal', 'json', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

/**
 * What can be written, and in which forms: a command offers these at its --format, and a subject has a writer for each.
 */
export const FORMATS_OF = {
  report: FORMATS,
  interfaces: FORMATS,
  rules: FORMATS,
  stories: FORMATS,
  why: ['terminal', 'json'],
  held: ['terminal', 'json'],
} as const satisfies Readonly<Record<string, readonly Format[]>>;

export type Subject = keyof typeof FORMATS_OF;

/** The forms that a subject has. */
export type FormatOf<S extends Subject> = (typeof FORMATS_OF)[S][number];
