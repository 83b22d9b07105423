/**
 * What the core is measured against: the floor programs (the least code that does the same bytes), libxml2-wasm, and
 * SaxonJS with the official stylesheets where they are given. All are found at run time: none is part of Passerelle.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PasserelleError } from '../../base/error.ts';
import type { Syntax } from '../../model/invoice.ts';

/** The floor's own model of an invoice: passed on, never looked into. */
type FloorModel = Readonly<Record<string, unknown>>;

export interface Floor {
  /** The floor's invoice of so many lines. */
  readonly modelOf: (lines: number) => FloorModel;
  readonly build: Readonly<Record<Syntax, (model: FloorModel) => string>>;
  readonly parse: (ubl: Buffer) => FloorModel;
  readonly rules: (model: FloorModel) => unknown;
  /** XML into a PDF with a classic table, appended. */
  readonly embed: (pdf: Buffer, xml: Buffer) => Buffer;
}

/** Programs beside the project: `model.mjs`, `build.mjs`, `parse2.mjs`, `rules.mjs`, `pdf.mjs`. */
export async function floorIn(folder: string): Promise<Floor> {
  const path = resolve(folder);
  if (!existsSync(join(path, 'parse2.mjs'))) {
    throw new PasserelleError('CLI_INPUT', `the floor programs are not in ${folder}: name their folder with --floor`);
  }
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(path, file)).href);
  const model = (await load('model.mjs')) as { erpInvoice: (lines: number) => unknown; mapErp: (record: unknown) => FloorModel };
  const build = (await load('build.mjs')) as { buildUbl: (model: FloorModel) => string; buildCii: (model: FloorModel) => string };
  const parse = (await load('parse2.mjs')) as { parseUblBytes: (bytes: Buffer) => FloorModel };
  const pdf = (await load('pdf.mjs')) as { embed: (pdf: Buffer, xml: Buffer) => Buffer };
  const rules = (await load('rules.mjs')) as { rules: (model: FloorModel) => unknown };
  return {
    modelOf: (lines) => model.mapErp(model.erpInvoice(lines)),
    build: { ubl: build.buildUbl, cii: build.buildCii },
    parse: parse.parseUblBytes,
    rules: rules.rules,
    embed: pdf.embed,
  };
}

interface Libxml2 {
  readonly XmlDocument: { readonly fromBuffer: (bytes: Uint8Array) => { readonly dispose: () => void } };
}

/** Bytes → a tree of libxml2, and away with it. */
export async function libxml2(): Promise<(bytes: Uint8Array) => void> {
  // by a name that is not written in the import: only src/xml may know an XML library, and this one only races
  const name = 'libxml2-wasm';
  const { XmlDocument } = (await import(name)) as Libxml2;
  return (bytes) => XmlDocument.fromBuffer(bytes).dispose();
}

interface SaxonJs {
  readonly transform: (options: Readonly<Record<string, unknown>>, mode: 'sync') => { readonly principalResult: string };
}

export interface Saxon {
  readonly judge: (xml: string, syntax: Syntax) => string;
}

/** `folder` has saxon-js in its node_modules, and the compiled EN 16931 stylesheets `ubl.sef.json` and `cii.sef.json`. */
export function saxonIn(folder: string): Saxon {
  const path = resolve(folder);
  const files = { ubl: join(path, 'ubl.sef.json'), cii: join(path, 'cii.sef.json') } as const;
  if (!existsSync(files.ubl) || !existsSync(files.cii)) {
    throw new PasserelleError('CLI_INPUT', `${folder} lacks ubl.sef.json or cii.sef.json, the compiled EN 16931 stylesheets`);
  }
  const saxon = createRequire(join(path, 'package.json'))('saxon-js') as SaxonJs;
  const sheets = new Map<Syntax, unknown>();
  return {
    judge: (xml, syntax) => {
      if (!sheets.has(syntax)) sheets.set(syntax, JSON.parse(readFileSync(files[syntax], 'utf8')));
      const options = { stylesheetInternal: sheets.get(syntax), sourceText: xml, destination: 'serialized' };
      return saxon.transform(options, 'sync').principalResult;
    },
  };
}
