/** The fonts of a Factur-X page, read from the package that ships them (DejaVu: free to embed in any document). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageFonts } from '../render/facturx/render-facturx.ts';

let read: PageFonts | undefined;

/** Read once for all files of a run. */
export function pageFonts(): PageFonts {
  const font = (name: string): Uint8Array => readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  return (read ??= { regular: font('DejaVuSansCondensed'), bold: font('DejaVuSansCondensed-Bold') });
}
