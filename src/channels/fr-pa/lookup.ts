/** Asks the Directory service for the lines of a company, and what a public buyer wants to see on an invoice. */
import { PasserelleError } from '../../base/error.ts';
import type { DirectoryLine, Lookup, PartyToRoute, PublicBuyer } from '../../ports/channel.ts';
import { chooseLine } from './choose-line.ts';
import type { Context } from './context.ts';
import { isRecord, type RawFlow } from './flow.ts';

/** A company with more lines than this is held for a person anyway. */
const PAGES_MAX = 10;

interface Listed {
  readonly line: DirectoryLine;
  readonly publicBuyer?: PublicBuyer;
}

export async function lookupParty(party: PartyToRoute, context: Context): Promise<Lookup> {
  const siren = party.siren ?? party.siret?.slice(0, 9) ?? party.known?.slice(0, 9);
  if (siren === undefined || !/^\d{9}$/.test(siren)) return { state: 'undetermined', why: 'the buyer has no SIREN' };
  const listed = await linesOf(siren, context);
  const choice = chooseLine(listed.map(({ line }) => line), party);
  if (choice.state !== 'routable') return choice;
  const chosen = listed.find(({ line }) => line === choice.line);
  const publicBuyer = chosen?.publicBuyer ?? (await askFacility(choice.line, party, context));
  return publicBuyer === undefined ? choice : { ...choice, publicBuyer };
}

async function linesOf(siren: string, { client, dialect, tools }: Context): Promise<readonly Listed[]> {
  const { limit } = dialect.directory;
  const listed: Listed[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    // `fields` is left out: directoryLineStatus cannot be asked for by name, only be given
    const filters = { siren: { op: 'strict', value: siren } };
    const body = JSON.stringify({ filters, include: ['siret', 'routingCode'], limit, ignore: page * limit });
    const answer = await client.call({
      service: 'directory', path: '/v1/directory-line/search', method: 'POST', changes: false, body,
      headers: { 'content-type': 'application/json', accept: 'application/json' }, maxBytes: 16 * 1024 * 1024,
    });
    // no line at all is answered with 404 by some
    if (answer.status === 404) break;
    const results = answer.status === 200 ? resultsOf(answer.body) : null;
    if (results === null) {
      throw new PasserelleError('CHANNEL_ANSWER_INVALID', `the directory answers ${answer.status} without results`, {
        where: { connection: tools.connection },
      });
    }
    listed.push(...results.filter(isRecord).map((raw) => readLine(raw, siren)).filter((line) => line !== null));
    if (results.length < limit) break;
  }
  return listed;
}

function resultsOf(body: Uint8Array): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isRecord(value) && Array.isArray(value.results) ? value.results : null;
  } catch {
    return null;
  }
}

function readLine(raw: RawFlow, siren: string): Listed | null {
  const address = text(raw.addressingIdentifier);
  // a directory that neglects the filter must not route an invoice to a stranger
  if (address === undefined || !address.startsWith(siren)) return null;
  const siret = text(raw.siret);
  const routingCode = text(raw.routingIdentifier);
  const platformType = text(raw.platformType);
  const publicBuyer = isRecord(raw.facility) ? readPublicBuyer(raw.facility.b2gAdditionalData) : undefined;
  const line: DirectoryLine = {
    address,
    siren,
    ...(siret === undefined ? {} : { siret }),
    ...(routingCode === undefined ? {} : { routingCode }),
    status: readStatus(raw.directoryLineStatus),
    ...(platformType === undefined ? {} : { platformType }),
  };
  return { line, ...(publicBuyer === undefined ? {} : { publicBuyer }) };
}

function readStatus(value: unknown): DirectoryLine['status'] {
  switch (value) {
    case 'Enabled':
      return 'enabled';
    case 'Disabled':
      return 'disabled';
    case 'Upcoming':
      return 'upcoming';
    default:
      return 'unknown';
  }
}

/** DFH is the public portal: behind it are public buyers, whose facility says what they require. */
async function askFacility(line: DirectoryLine, party: PartyToRoute, { client }: Context): Promise<PublicBuyer | undefined> {
  const siret = line.siret ?? party.siret;
  if (line.platformType !== 'DFH' || siret === undefined || !/^\d{14}$/.test(siret)) return undefined;
  const answer = await client.call({
    service: 'directory', path: `/v1/siret/code-insee:${siret}`, method: 'GET', changes: false,
    headers: { accept: 'application/json' }, maxBytes: 1024 * 1024,
  });
  if (answer.status !== 200) return undefined;
  try {
    const facility: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'));
    return isRecord(facility) ? readPublicBuyer(facility.b2gAdditionalData) : undefined;
  } catch {
    return undefined;
  }
}

function readPublicBuyer(value: unknown): PublicBuyer | undefined {
  if (!isRecord(value)) return undefined;
  return {
    needsEngagement: value.managesLegalCommitmentCode === true,
    needsService: value.serviceCodeStatus === true,
    ...(value.managesLegalCommitmentOrServiceCode === true ? { needsEither: true } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 255) : undefined;
}
