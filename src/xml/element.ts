/** The light tree that the reader makes and the parsers walk: nothing but names, attributes, text and places. */
export interface XmlAttribute {
  /** Local name, or `prefix:local` in a namespace of names.ts. */
  readonly name: string;
  readonly value: string;
}

export interface XmlElement {
  /** In the prefixes of names.ts, whatever prefix the file binds. */
  readonly name: string;
  /** Without namespace declarations and `xsi:` hints. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Character data directly inside, as written; '' where there is nothing but blanks around children. */
  readonly text: string;
  /** Line of the end of the start tag, from 1. */
  readonly line: number;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) if (child.name === name) return child;
  return undefined;
}

/** Text of a descendant by its child names, trimmed; undefined when any step is missing. */
export function textAt(element: XmlElement, ...names: readonly string[]): string | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) {
    at = childOf(at, name);
    if (at === undefined) return undefined;
  }
  return at.text.trim();
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value;
  return undefined;
}

/** True for text that XML indentation may have left. */
export function isBlank(text: string): boolean {
  return text === '' || /^[\t\n\r ]*$/.test(text);
}
