// The texts of an XMP packet by the names of their elements, whatever list or alternative they stand in.
import { readXml } from '../../src/xml/reader.ts';

export class XmlElements {
  readonly wellFormed: boolean;
  readonly #packet: string;

  constructor(packet: string) {
    this.#packet = packet;
    this.wellFormed = isXml(packet);
  }

  /** Of every element with this name, without the elements inside. */
  texts(name: string): readonly string[] {
    const found = this.#packet.matchAll(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`, 'g'));
    return [...found].map(([, content = '']) => plain(content));
  }

  text(name: string): string {
    return this.texts(name)[0] ?? '';
  }

  namespace(prefix: string): string {
    return new RegExp(`xmlns:${prefix}="([^"]*)"`).exec(this.#packet)?.[1] ?? '';
  }
}

function isXml(packet: string): boolean {
  try {
    readXml(new TextEncoder().encode(packet.replace(/<\?xpacket[^>]*\?>/g, '').trim()));
    return true;
  } catch {
    return false;
  }
}

function plain(content: string): string {
  return content
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
