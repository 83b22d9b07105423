// A file of the writer with one thing in it replaced, its streams unfolded so that everything can be reached, its table and
// lengths made again so that only that one thing is wrong.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

const OBJECT = /(\d+) 0 obj\n([\s\S]*?)\nendobj\n/g;
const STREAM = /^(<<[\s\S]*?) \/Length \d+ >>\nstream\n([\s\S]*)\nendstream$/;

export function spoiled(pdf: Uint8Array, good: string | RegExp, bad: string, raw = false): Uint8Array {
  const whole = raw ? Buffer.from(pdf).toString('latin1') : unfolded(Buffer.from(pdf).toString('latin1'));
  assert.ok(typeof good === 'string' ? whole.includes(good) : good.test(whole), `${String(good)} is not in the file`);
  const changed = whole.replace(good, bad);
  return Buffer.from(raw ? changed : rebuilt(changed), 'latin1');
}

function unfolded(text: string): string {
  return text.replace(OBJECT, (all, number: string, body: string) => {
    const [, dictionary, data] = STREAM.exec(body) ?? [];
    if (dictionary === undefined || data === undefined || !dictionary.includes('/FlateDecode')) return all;
    const bytes = inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    return `${number} 0 obj\n${dictionary.replace(' /Filter /FlateDecode', '')} /Length 0 >>\nstream\n${bytes}\nendstream\nendobj\n`;
  });
}

function rebuilt(text: string): string {
  const body = text.slice(0, text.lastIndexOf('\nxref\n') + 1).replace(OBJECT, (all, number: string, content: string) => {
    const [, dictionary, data] = STREAM.exec(content) ?? [];
    if (dictionary === undefined || data === undefined) return all;
    return `${number} 0 obj\n${dictionary} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
  });
  const offsets = new Map([...body.matchAll(OBJECT)].map((found) => [Number.parseInt(found[1] ?? '', 10), found.index]));
  const size = Math.max(...offsets.keys()) + 1;
  const rows = Array.from({ length: size - 1 }, (_, index) => `${String(offsets.get(index + 1)).padStart(10, '0')} 00000 n \n`);
  const trailer = text.slice(text.lastIndexOf('trailer\n'), text.lastIndexOf('startxref'));
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}${trailer}startxref\n${body.length}\n%%EOF\n`;
}
