/**
 * What is wrong with the texts of a picture that stands in a page: run in the browser, so that its own measures count. Texts
 * that leave the picture or the sheet, lie on another one, or differ too little from what is below them.
 */
export function faultsOfPicture() {
  const svg = document.querySelector('svg.bm');
  if (svg === null) return ['there is no picture'];
  const faults = [];
  const outer = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter((text) => (text.textContent ?? '').trim() !== '');
  const shownOf = (text) =>
    [...text.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.textContent)
      .join('');
  // A rotated text is a line of small boxes, one for each character: its own box would cover its neighbours.
  const boxesOf = (text) => {
    const matrix = text.getScreenCTM();
    if (matrix === null || Math.abs(matrix.b) < 0.01) return [text.getBoundingClientRect()];
    return Array.from({ length: text.getNumberOfChars() }, (_, i) => {
      const box = text.getExtentOfChar(i);
      const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(matrix);
      return new DOMRect(middle.x - 3, middle.y - 3, 6, 6);
    });
  };
  const all = texts.map((text) => ({ text: shownOf(text), boxes: boxesOf(text), element: text }));
  for (const { text, boxes, element } of all) {
    const sheet = element.closest('svg > g')?.querySelector('.bm-paper')?.getBoundingClientRect() ?? outer;
    for (const box of boxes)
      if (box.left < sheet.left || box.right > sheet.right || box.top < sheet.top || box.bottom > sheet.bottom)
        faults.push(`leaves its sheet: ${text}`);
  }
  // Lines of a paragraph may touch; letters of two texts may not.
  const slack = 2.5;
  for (const [i, one] of all.entries())
    for (const other of all.slice(i + 1)) {
      const isOn = one.boxes.some((a) =>
        other.boxes.some(
          (b) =>
            a.left + slack < b.right &&
            b.left + slack < a.right &&
            a.top + slack < b.bottom &&
            b.top + slack < a.bottom,
        ),
      );
      if (isOn) faults.push(`lie on each other: ${one.text} | ${other.text}`);
    }
  return [...new Set(faults)];
}

/** The lowest contrast (WCAG 2.1) of a text, and of a mark, with what is drawn below its middle. */
export function contrastsOfPicture() {
  const rgb = (colour) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b];
  };
  const luminance = (colour) => {
    const [r, g, b] = rgb(colour).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const svg = document.querySelector('svg.bm');
  const fills = [...(svg?.querySelectorAll('rect, circle') ?? [])].filter(
    (shape) => getComputedStyle(shape).fill !== 'none',
  );
  const boxes = fills.map((shape) => [shape, shape.getBoundingClientRect()]);
  const below = (element) => {
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const under = boxes.filter(
      ([shape, b]) =>
        b.left <= x &&
        x <= b.right &&
        b.top <= y &&
        y <= b.bottom &&
        (shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
    const last = under.at(-1)?.[0];
    return last === undefined ? 'rgb(255, 0, 255)' : getComputedStyle(last).fill;
  };
  const worst = [];
  const least = (elements, property) =>
    elements.reduce((lowest, element) => {
      const value = contrast(getComputedStyle(element)[property], below(element));
      if (value < 4.7) worst.push(`${element.outerHTML.slice(0, 200)} on ${below(element)}: ${value.toFixed(2)}`);
      return Math.min(lowest, value);
    }, 21);
  const marks = [...(svg?.querySelectorAll('path.bm-mark:not(.bm-rule):not(.bm-wire)') ?? [])];
  return {
    text: least([...(svg?.querySelectorAll('text') ?? [])], 'fill'),
    mark: least(marks, 'stroke'),
    worst: worst.join('\n'),
  };
}
