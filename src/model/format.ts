/** The formats in which a command can write its result. */
export const FORMATS = ['terminal', 'json', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

/**
 * The subjects that can be written, and the formats of each: the --format of a command offers these, and the subject
 * has a writer for each of them.
 */
export const FORMATS_OF = {
  report: FORMATS,
  interfaces: FORMATS,
  rules: FORMATS,
  stories: FORMATS,
  why: FORMATS,
  held: FORMATS,
  profiles: FORMATS,
} as const satisfies Readonly<Record<string, readonly Format[]>>;

export type Subject = keyof typeof FORMATS_OF;

/** The formats of a subject. */
export type FormatOf<S extends Subject> = (typeof FORMATS_OF)[S][number];
