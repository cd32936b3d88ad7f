import { type FormatOf, isDrawn } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import {
  type GatedWriter,
  type PlayedStories,
  REPORT_WRITERS,
  STORIES_WRITERS,
  STORY_WRITERS,
} from '../../report/index.ts';

/** What draws is loaded where a picture or a page is asked for. */
const drawing = () => import('../../report/pictures.ts');

/** The writer of a report in a format. */
export const reportWriter = async (format: FormatOf<'report'>): Promise<GatedWriter<Report>> =>
  isDrawn(format) ? (await drawing()).REPORT_DRAWINGS[format] : REPORT_WRITERS[format];

/** The same of stories; `inDetail`: of the one that was asked for. */
export async function storiesWriter(
  format: FormatOf<'stories'>,
  inDetail: boolean,
): Promise<GatedWriter<PlayedStories>> {
  if (!isDrawn(format)) return (inDetail ? STORY_WRITERS : STORIES_WRITERS)[format];
  const { STORIES_DRAWINGS, STORY_DRAWINGS } = await drawing();
  return (inDetail ? STORY_DRAWINGS : STORIES_DRAWINGS)[format];
}
