import type { ComponentChildren, JSX } from 'preact';

interface CodeProps {
  readonly id?: string;
  readonly children: ComponentChildren;
}

/** Code that scrolls by itself where it is wider than the page, also with the keys. */
export const CodeBlock = ({ id, children }: CodeProps): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
  <pre id={id} tabIndex={0}>
    <code>{children}</code>
  </pre>
);
