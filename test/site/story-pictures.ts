import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = process.env.PROJECT_ROOT ?? join(import.meta.dirname, '..', '..');

/** The stories that come with the program. */
export const STORIES: readonly string[] = readdirSync(join(ROOT, 'config', 'tutorial')).map((file) =>
  basename(file, '.yaml'),
);

/** The picture of a story that docs/stories.md shows. */
export const pictureFile = (story: string): string => join(ROOT, 'docs', 'stories', `${story}.svg`);

/** What draws it, behind the program's name. */
export const drawing = (story: string): readonly string[] => ['demo', story, '--format', 'svg'];
