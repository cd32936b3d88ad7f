/** The formats in which a command can write its result. */
export const FORMATS = [
  'terminal',
  'json',
  'markdown',
  'junit',
  'tap',
  'nagios',
  'prometheus',
  'openmetrics',
  'ndjson',
  'github',
  'sarif',
  'svg',
  'html',
] as const;

/** The formats that are drawn, by code that only they load. */
const DRAWN = ['svg', 'html'] as const satisfies readonly Format[];

export type Drawn = (typeof DRAWN)[number];

export const isDrawn = <F extends Format>(format: F): format is F & Drawn =>
  (DRAWN as readonly Format[]).includes(format);

/** Those for people and programs that ask; the others are for what judges or watches. */
const PLAIN = ['terminal', 'json', 'markdown'] as const;

/** Those of what is judged and has no picture. */
const JUDGED = [
  ...PLAIN,
  'junit',
  'tap',
  'nagios',
  'prometheus',
  'openmetrics',
  'ndjson',
  'github',
  'sarif',
] as const satisfies readonly Format[];

/** The formats whose text is JSON: in it texts are exact, and escaped as JSON escapes. */
export const JSON_FORMATS: readonly string[] = ['json', 'ndjson', 'sarif'] satisfies readonly Format[];

/** The formats that show cases and nothing else. */
const OF_CASES: readonly Format[] = ['junit', 'tap', 'nagios', 'prometheus', 'openmetrics', 'github', 'sarif'];

export const showsOnlyCases = (format: Format): boolean => OF_CASES.includes(format);

/** The formats that a monitoring system asks for, again and again. */
const MONITORING: readonly Format[] = ['nagios', 'prometheus', 'openmetrics'];

export const isMonitoring = (format: Format): boolean => MONITORING.includes(format);

export type Format = (typeof FORMATS)[number];

/** The formats that people read, in their language; what programs read is the same in every language. */
const OF_PEOPLE: readonly string[] = ['terminal', 'markdown'] satisfies readonly Format[];

export const isForPeople = (format: string): boolean => OF_PEOPLE.includes(format);

/**
 * The subjects that can be written, and the formats of each: the --format of a command offers these, and the subject
 * has a writer for each of them.
 */
export const FORMATS_OF = {
  report: FORMATS,
  fleet: JUDGED,
  interfaces: PLAIN,
  rules: PLAIN,
  stories: [...PLAIN, ...DRAWN],
  why: PLAIN,
  held: PLAIN,
  profiles: PLAIN,
  snapshot: ['terminal', 'json'],
  drift: JUDGED,
} as const satisfies Readonly<Record<string, readonly Format[]>>;

export type Subject = keyof typeof FORMATS_OF;

/** The formats of a subject that need no drawing. */
export type PlainFormatOf<S extends Subject> = Exclude<FormatOf<S>, Drawn>;

/** The formats of a subject. */
export type FormatOf<S extends Subject> = (typeof FORMATS_OF)[S][number];
