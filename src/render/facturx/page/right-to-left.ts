/**
 * Hebrew and Arabic on a page that runs from left to right: Arabic letters in the form that their neighbours ask for (Unicode,
 * Arabic Presentation Forms-B), and runs of such letters turned around when they are drawn. Vowel marks are left out, as
 * they are in names and addresses; letters of other languages of the script are not known here.
 */

/** Letter and how many forms it has, in the order in which the forms follow each other from U+FE80 on. */
const LETTERS = [
  '\u06211 \u06222 \u06232 \u06242 \u06252 \u06264 \u06272 \u06284 \u06292 \u062a4 \u062b4 \u062c4 \u062d4 \u062e4 \u062f2 \u06302',
  '\u06312 \u06322 \u06334 \u06344 \u06354 \u06364 \u06374 \u06384 \u06394 \u063a4 \u06414 \u06424 \u06434 \u06444 \u06454 \u06464',
  '\u06474 \u06482 \u06492 \u064a4',
].flatMap((row) => row.split(' '));
const LAM = '\u0644';
/** Lam and alef are one letter: first of its two forms. */
const LIGATURES: Readonly<Record<string, number>> = { '\u0622': 0xfef5, '\u0623': 0xfef7, '\u0625': 0xfef9, '\u0627': 0xfefb };
/** Stretches a word and joins on both sides. */
const TATWEEL = '\u0640';
const MARKS = /[\u064b-\u065f\u0670]/g;
const ARABIC = /[\u0621-\u064a]/;
/** What the fonts show rightly here. */
export const SHAPED = /[\u05d0-\u05ea\u060c\u061b\u061f\u0640\u0660-\u0669\ufe80-\ufefc]/;
const TURNED = /[\u05d0-\u05ea\u060c\u061b\u061f\u0640\ufe80-\ufefc]/;

interface Forms {
  readonly first: number;
  readonly count: number;
}

const FORMS: ReadonlyMap<string, Forms> = formsFrom(0xfe80);

function formsFrom(start: number): ReadonlyMap<string, Forms> {
  const out = new Map<string, Forms>();
  let first = start;
  for (const entry of LETTERS) {
    const count = Number.parseInt(entry.slice(1), 10);
    out.set(entry.slice(0, 1), { first, count });
    first += count;
  }
  return out;
}

/** Letters in their forms, still in the order in which they are read. */
export function shaped(text: string): string {
  if (!ARABIC.test(text)) return text;
  const letters = [...text.replace(MARKS, '')];
  let out = '';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    const forms = FORMS.get(letter);
    const before = joinsOn(letters[at - 1]);
    const ligature = letter === LAM ? LIGATURES[letters[at + 1] ?? ''] : undefined;
    if (ligature !== undefined) {
      out += String.fromCharCode(ligature + (before ? 1 : 0));
      at++;
    } else if (forms === undefined) out += letter;
    else out += String.fromCharCode(forms.first + formOf(forms.count, before, joinsBack(letters[at + 1])));
  }
  return out;
}

/** Alone, at the end, at the beginning, in the middle. */
function formOf(count: number, before: boolean, after: boolean): number {
  if (count === 1) return 0;
  if (count === 2 || !after) return before ? 1 : 0;
  return before ? 3 : 2;
}

function joinsOn(letter: string | undefined): boolean {
  return letter === TATWEEL || FORMS.get(letter ?? '')?.count === 4;
}

function joinsBack(letter: string | undefined): boolean {
  return letter === TATWEEL || (FORMS.get(letter ?? '')?.count ?? 0) >= 2;
}

const LETTER = /\p{L}/u;
const DIGITS = /[\d\u0660-\u0669]+(?:[.,/:-][\d\u0660-\u0669]+)*/g;
const MIRRORED: Readonly<Record<string, string>> = { '(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«', '<': '>', '>': '<' };

/** Shaped letters in the order in which they are drawn, from the left. */
export function drawnOrder(text: string): string {
  if (!TURNED.test(text)) return text;
  const letters = [...text];
  let [out, at] = ['', 0];
  while (at < letters.length) {
    const letter = letters[at] ?? '';
    if (!TURNED.test(letter)) {
      out += letter;
      at++;
      continue;
    }
    const end = endOfRun(letters, at);
    out += turned(letters.slice(at, end).join(''));
    at = end;
  }
  return out;
}

/** Up to the last letter or digit before one that runs from left to right. */
function endOfRun(letters: readonly string[], from: number): number {
  let end = from + 1;
  for (let at = from; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    if (TURNED.test(letter) || /[\d\u0660-\u0669]/.test(letter)) end = at + 1;
    else if (LETTER.test(letter)) break;
  }
  return end;
}

function turned(run: string): string {
  const around = [...run].reverse().map((letter) => MIRRORED[letter] ?? letter);
  return around.join('').replace(DIGITS, (digits) => [...digits].reverse().join(''));
}
