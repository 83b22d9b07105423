/** The demonstration company as the core sees it; every member can be replaced. */
import type { Company } from '../../src/model/company.ts';

export function demoCompany(changes: Partial<Company> = {}): Company {
  return {
    name: 'demo',
    legalName: 'Passerelle Démo SAS',
    siren: '100000009',
    siret: '10000000900017',
    vatId: 'FR88100000009',
    country: 'FR',
    timezone: 'Europe/Paris',
    currency: 'EUR',
    mode: 'live',
    since: '2026-09-01',
    erp: { connection: 'erp-demo', company: '1' },
    channel: { connection: 'pa-demo' },
    mapping: 'odoo/customer-invoice',
    billMapping: 'odoo/vendor-bill',
    overlays: [],
    syntax: 'ubl',
    profile: 'fr-cius',
    vatOnDebits: false,
    notes: {
      PMD: 'Pénalités de retard : trois fois le taux d’intérêt légal.',
      PMT: 'Indemnité forfaitaire pour frais de recouvrement : 40 €.',
      AAB: 'Pas d’escompte pour paiement anticipé.',
    },
    policies: {
      scope: { b2b: 'send', 'b2b-int': 'send', b2c: 'keep-for-report', b2g: 'send', 'out-of-scope': 'ignore' },
      reception: {
        buyerCheck: 'strict',
        unknownSupplier: 'hold',
        duplicateNumber: 'hold',
        duplicateFile: 'ignore',
        onPosted: 'approve',
      },
      netting: 'both',
    },
    locale: 'fr',
    ...changes,
  };
}
