import type { ComponentChildren, VNode } from 'preact';

/** A cell; `tone` is its colour, beside what it says. */
export interface Cell {
  readonly text: ComponentChildren;
  readonly tone?: 'ok' | 'no' | 'unsure';
  readonly title?: string;
}

type Content = string | Cell;

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of each row is its head. */
  readonly rows: readonly (readonly Content[])[];
}

const cellOf = (content: Content): Cell => (typeof content === 'string' ? { text: content } : content);

/** A table whose rows and columns have heads; it scrolls by itself where it is wide. Without rows there is none. */
export const Table = ({ caption, head, rows }: TableProps): VNode | null =>
  rows.length === 0 ? null : (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{head.map((text) => (text === '' ? <td /> : <th scope="col">{text}</th>))}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map(cellOf).map((cell, i) =>
                i === 0 ? (
                  <th scope="row" {...attributes(cell)}>
                    {cell.text}
                  </th>
                ) : (
                  <td {...attributes(cell)}>{cell.text}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );

const attributes = ({ tone, title }: Cell): { readonly class?: string; readonly title?: string } => ({
  ...(tone === undefined ? {} : { class: tone }),
  ...(title === undefined || title === '' ? {} : { title }),
});

/** What is wider than the page scrolls by itself, with the keyboard too. */
export const Scroll = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): VNode => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
  // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and a section with a name would be a landmark
  <div class="scroll" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
);

/** A list under a heading; nothing where it is empty. */
export const List = ({ title, items }: { readonly title: string; readonly items: readonly string[] }): VNode | null =>
  items.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </>
  );
