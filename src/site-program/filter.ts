// The field that filters the rules. What is asked stands behind `#q=` in the address.

const field = document.querySelector<HTMLInputElement>('#filter');
const found = document.querySelector('#found');
const rules = [...document.querySelectorAll<HTMLElement>('.one-rule')].map((element) => ({
  element,
  text: (element.textContent ?? '').toLowerCase(),
}));
const systems = [...document.querySelectorAll<HTMLElement>('.system')];

/** Shows the rules that have all the words. */
function filter(asked: string): void {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { element, text } of rules) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) count++;
  }
  for (const system of systems) system.hidden = system.querySelector('.one-rule:not([hidden])') === null;
  if (found !== null) found.textContent = words.length === 0 ? `${count} rules` : `${count} of ${rules.length} rules`;
}

/** What the address asks for; a link to a rule that is hidden shows all. */
function follow(): void {
  if (field === null) return;
  const hash = decodeURIComponent(location.hash.slice(1).replaceAll('+', ' '));
  if (hash.startsWith('q=')) field.value = hash.slice(2);
  else if (document.getElementById(hash)?.closest('[hidden]')) field.value = '';
  else if (field.value === '' && found?.textContent !== '') return;
  filter(field.value);
  if (!hash.startsWith('q=')) document.getElementById(hash)?.scrollIntoView();
}

field?.closest<HTMLElement>('.filter')?.removeAttribute('hidden');
field?.addEventListener('input', () => {
  filter(field.value);
  location.replace(`#q=${encodeURIComponent(field.value)}`);
});
addEventListener('hashchange', follow);
follow();
