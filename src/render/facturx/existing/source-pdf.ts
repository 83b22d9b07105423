/**
 * An existing PDF as the embedding sees it: values and streams that somebody else read (render may not import parse, so
 * the caller hands over its reader). Values have the shape that the reader gives them.
 */
export interface SourceName {
  readonly type: 'name';
  readonly name: string;
}
export interface SourceString {
  readonly type: 'string';
  readonly raw: string;
}
export interface SourceRef {
  readonly type: 'ref';
  readonly number: number;
}
export interface SourceDict {
  readonly type: 'dict';
  readonly members: ReadonlyMap<string, SourceValue>;
}
export interface SourceStream {
  readonly type: 'stream';
  readonly dict: SourceDict;
  readonly start: number;
}
/** Fractions of numbers are not kept: nothing with a fraction is written again. */
export type SourceValue =
  null | boolean | number | SourceName | SourceString | SourceRef | readonly SourceValue[] | SourceDict | SourceStream;

export interface SourcePdf {
  readonly bytes: Uint8Array;
  /** The file, one character per byte. */
  readonly text: string;
  readonly trailer: ReadonlyMap<string, SourceValue>;
  /** Highest number of an object. */
  readonly highest: number;
  /** The value, or the object that it refers to. @throws PasserelleError PDF_INVALID */
  readonly resolve: (value: SourceValue | undefined) => SourceValue;
  /** Unfolded. @throws PasserelleError PDF_INVALID, PDF_TOO_LARGE */
  readonly data: (stream: SourceStream) => Uint8Array;
}

export function dictOf(value: SourceValue | undefined): SourceDict | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  return value.type === 'dict' ? value : value.type === 'stream' ? value.dict : undefined;
}

export function streamOf(value: SourceValue | undefined): SourceStream | undefined {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'stream' ? value : undefined;
}

export function nameIn(value: SourceValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'name' ? value.name : undefined;
}

export function listIn(value: SourceValue | undefined): readonly SourceValue[] {
  return Array.isArray(value) ? (value as readonly SourceValue[]) : [];
}

export function isReference(value: SourceValue | undefined): value is SourceRef {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'ref';
}
