/** The lines of the simulated directory (XP Z12-013 annex B), made from the counterparties. */
import type { Counterparty } from './counterparties.ts';

export interface LineWire {
  readonly addressingIdentifier: string;
  readonly platformType: 'WK' | 'DFH';
  readonly directoryLineStatus?: 'Enabled' | 'Disabled' | 'Upcoming';
  readonly siren: string;
  readonly siret?: string;
  readonly routingIdentifier?: string;
  readonly addressingSuffix?: string;
}

const STATUS = { enabled: 'Enabled', disabled: 'Disabled', upcoming: 'Upcoming', several: 'Enabled' } as const;

export function linesOf(party: Counterparty): readonly LineWire[] {
  const { siren, siret, directory } = party;
  if (directory === 'none') return [];
  const platformType = party.public === undefined ? 'WK' : 'DFH';
  const status = directory === 'without-status' ? {} : { directoryLineStatus: STATUS[directory] };
  const line = (addressingIdentifier: string, rest: Partial<LineWire> = {}): LineWire =>
    ({ addressingIdentifier, platformType, ...status, siren, ...rest });
  if (directory === 'several') {
    const other = `${siren}00025`;
    return [line(`${siren}_${siret}`, { siret }), line(`${siren}_${other}`, { siret: other })];
  }
  const code = party.public?.routingCode;
  // public buyers are reached by establishment and service, companies by their SIREN
  if (party.public !== undefined) {
    const plain = line(`${siren}_${siret}`, { siret });
    return code === undefined ? [plain] : [plain, line(`${siren}_${siret}_${code}`, { siret, routingIdentifier: code })];
  }
  return [line(siren)];
}

/** Facility of the Directory service with what a public buyer asks for. */
export function facilityOf(party: Counterparty): object {
  const needs = party.public;
  return {
    siret: party.siret,
    siren: party.siren,
    name: party.name,
    facilityType: 'P',
    administrativeStatus: 'A',
    ...(needs === undefined
      ? {}
      : {
          b2gAdditionalData: {
            pm: false,
            pmOnly: false,
            managesPaymentStatus: true,
            managesLegalCommitmentCode: needs.needsEngagement,
            managesLegalCommitmentOrServiceCode: needs.needsEither ?? false,
            serviceCodeStatus: needs.needsService,
          },
        }),
  };
}
