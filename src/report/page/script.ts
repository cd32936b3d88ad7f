/**
 * What makes a page more comfortable; it is whole without it. Which pair a reason is about is put above the reason, and the
 * arrow keys go from cell to cell, so that a matrix is one stop of the Tab key. It stands in the page as it is: see
 * PAGE_STYLE.
 */
export const PAGE_SCRIPT = `
for (const button of document.querySelectorAll('[popovertarget]')) {
  button.addEventListener('click', () => {
    const pair = document.getElementById(button.getAttribute('popovertarget')).querySelector('.pair');
    pair.textContent = button.title.split('. ', 1)[0];
  });
}
for (const table of document.querySelectorAll('.matrix')) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('button')]);
  const all = rows.flat();
  all.forEach((button, i) => button.setAttribute('tabindex', i === 0 ? '0' : '-1'));
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  table.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    const row = rows.findIndex((buttons) => buttons.includes(event.target));
    if (step === undefined || row === -1) return;
    const next = rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]];
    if (next === undefined) return;
    event.preventDefault();
    event.target.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
}
`;
