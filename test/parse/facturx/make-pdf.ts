/** PDFs for tests: by a library as writers make them, and by hand as only an attacker or an accident makes them. */
import { AFRelationship, PDFDocument } from '@cantoo/pdf-lib';

export interface Attached {
  readonly name: string;
  readonly content: string;
  readonly relationship?: keyof typeof AFRelationship;
}

export async function pdfWith(files: readonly Attached[], options: { packed?: boolean; password?: string } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  for (const { name, content, relationship } of files) {
    const kind = relationship === undefined ? {} : { afRelationship: AFRelationship[relationship] };
    await document.attach(new TextEncoder().encode(content), name, { mimeType: 'text/xml', ...kind });
  }
  if (options.password !== undefined) document.encrypt({ ownerPassword: options.password, userPassword: '' });
  return document.save({ useObjectStreams: options.packed === true });
}

/** Objects numbered from 1 (the first is the catalogue), with a right table. */
export function handMade(objects: readonly (string | Uint8Array)[], trailer = ''): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = 9;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  const size = objects.length + 1;
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`));
  add(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

export function streamObject(dict: string, bytes: Uint8Array | string): Uint8Array {
  const content = Buffer.from(bytes);
  return Buffer.concat([Buffer.from(`<< ${dict} /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]);
}

/** A catalogue that embeds object 3 under a name of the standard. */
export function embedding(stream: string | Uint8Array, ...more: readonly (string | Uint8Array)[]): Uint8Array {
  const catalogue = '<< /Type /Catalog /AF [2 0 R] /Names << /EmbeddedFiles << /Names [(factur-x.xml) 2 0 R] >> >> >>';
  const specification = '<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /AFRelationship /Data /EF << /F 3 0 R /UF 3 0 R >> >>';
  return handMade([catalogue, specification, stream, ...more]);
}
