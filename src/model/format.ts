/** The forms in which a command can write what it found. */
export const FORMATS = ['terminal', 'json', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];
