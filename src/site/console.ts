/** Text for HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** What was typed, in sessions; and the marks of reports in their colours. */
export function consoleHtml(text: string, language: string): string {
  const html = escapeHtml(text);
  if (language !== 'console' && language !== 'text') return html;
  return html
    .replace(/^(\$ .*(?:\\\n.*)*)$/gm, '<b>$1</b>')
    .replace(/✗[a-z]?/g, '<span class="no">$&</span>')
    .replace(/✓/g, '<span class="yes">$&</span>');
}
