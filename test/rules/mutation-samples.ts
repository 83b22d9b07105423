/** The files that the proofs of structure and rules start from: the official samples, or our own renditions where those are absent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invoice } from '../../src/model/invoice.ts';
import { SYNTAXES } from '../../src/model/invoice.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { SHARED_DATA, sharedPath } from '../support/official-data.ts';
import { SOUND_STATUSES } from './cdv-sound.ts';
import { REPORT_BYTES } from './report-sample.ts';
import { SOUND } from './sound.ts';
import { ciiSample, ublSample } from './structure-sample.ts';

export interface Sample {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** XML files of a folder of the shared data, and the fragments that the official unit tests hold. */
export function* samplesIn(folder: string): Iterable<Sample> {
  for (const file of readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.xml$/i.test(file)) continue;
    const bytes = readFileSync(sharedPath(folder, file));
    const text = bytes.toString('utf8');
    if (!text.slice(0, 3000).includes('<testSet')) yield { file: join(folder, file), bytes };
    else {
      for (const [, body] of text.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<test\b[^>]*>([\s\S]*?)<\/test>/g)) {
        const fragment = /<(Invoice|CreditNote)\b[\s\S]*<\/\1>/.exec(body ?? '')?.[0];
        if (fragment !== undefined) yield { file: join(folder, file), bytes: Buffer.from(fragment) };
      }
    }
  }
}

/** The invoices inside the Factur-X files of a folder. */
async function insidePdfs(folder: string): Promise<readonly Sample[]> {
  const found: Sample[] = [];
  for (const file of readdirSync(sharedPath(folder)).sort()) {
    if (!/\.pdf$/i.test(file)) continue;
    const opened = await openFlow(readFileSync(sharedPath(folder, file))).catch(() => null);
    if (opened?.kind === 'invoice') found.push({ file: join(folder, file), bytes: opened.xml });
  }
  return found;
}

/** What we write ourselves, for a machine that has no official samples. */
function ownSamples(): readonly Sample[] {
  const invoices: Readonly<Record<string, Invoice>> = {
    full: FULL_INVOICE,
    sound: SOUND,
    credit: { ...SOUND, typeCode: '381' },
    'full credit': { ...FULL_INVOICE, typeCode: '381' },
  };
  const rendered = Object.entries(invoices).flatMap(([name, invoice]) =>
    SYNTAXES.map((syntax) => ({ file: `our ${name} invoice (${syntax})`, bytes: renderInvoice(invoice, syntax) })),
  );
  const statuses = Object.entries(SOUND_STATUSES).map(([name, status]) => ({ file: `our status ${name}`, bytes: renderStatus(status) }));
  const reports = REPORT_BYTES.map((bytes, index) => ({ file: `our report ${index + 1}`, bytes }));
  return [...rendered, ...statuses, ...reports, { file: 'least UBL', bytes: ublSample() }, { file: 'least CII', bytes: ciiSample() }];
}

/** All there is to damage; ours are among them everywhere. */
export async function allSamples(): Promise<readonly Sample[]> {
  if (SHARED_DATA === null) return ownSamples();
  const pdfs = [...(await insidePdfs('fr/facturx-good')), ...(await insidePdfs('fr/facturx-flawed'))];
  return [...samplesIn('en16931'), ...samplesIn('fr'), ...pdfs, ...ownSamples()];
}
