import { SiteError } from './site.ts';

/** A row of the table that `demo` writes: number, story, claim, verdict, what was seen here. */
const ROW =
  /<tr>\s*<td>\d+<\/td>\s*<td><code[^>]*>(.*?)<\/code><\/td>\s*<td>(.*?)<\/td>\s*<td><strong>(.*?)<\/strong>(.*?)<\/td>\s*<td>(.*?)<\/td>\s*<\/tr>/gs;

const TABLE = /<div class="scroll"[^>]*><table>.*?<\/table><\/div>/s;

/** Their marks, as the terminal has them. */
const MARKS: Readonly<Record<string, string>> = {
  holds: 'M3 8.5 6.5 12 13 4.5',
  'holds only if': 'M2 9.5c2-4.5 4-4.5 6-1.5s4 3 6-1.5',
  'does not hold': 'M4 4l8 8M12 4l-8 8',
};

/**
 * The table of the stories as a list, each claim with its verdict and a link to its page. `files`: the pages of the
 * stories, by their names.
 */
export function withClaims(html: string, files: ReadonlyMap<string, string>): string {
  const rows = [...html.matchAll(ROW)];
  if (rows.length !== files.size) throw new SiteError(`${rows.length} stories are listed, and ${files.size} told`);
  const items = rows.map(([, name = '', claim = '', verdict = '', condition = '', seen = '']) => {
    const mark = MARKS[verdict];
    if (mark === undefined) throw new SiteError(`the story ${name} has an unknown verdict: ${verdict}`);
    return [
      `<li class="${verdict.replaceAll(' ', '-')}">`,
      `<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true"><path d="${mark}"/></svg><div>`,
      `<p><a class="claim" href="${files.get(name)}">${claim}</a></p>`,
      `<p class="about"><strong>${verdict}</strong>${condition}${seen === '' ? '' : `: ${seen}`}</p></div></li>`,
    ].join('');
  });
  return html
    .replace(/<p><strong>[^<]*<\/strong><\/p>\s*/, '')
    .replace(TABLE, `<ol class="claims">${items.join('\n')}</ol>`);
}
