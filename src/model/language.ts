/** Languages in which the program speaks to people. What programs read is English. */
export const LANGUAGES = ['en', 'zh'] as const;

export type Language = (typeof LANGUAGES)[number];
