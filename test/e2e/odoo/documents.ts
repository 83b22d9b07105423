/** What is billed: every kind of document that the road out must carry, as data. build.ts makes Odoo documents of it. */

/** Names of taxes are external ids without company: see ground.ts. */
export const TAX = {
  g20: 'tva_normale',
  g10: 'tva_intermediaire',
  g55: 'tva_reduite',
  g21: 'tva_super_reduite',
  g85: 'tva_specifique',
  s20: 'tva_normale_encaissement',
  s10: 'tva_intermediaire_encaissement',
  inc20: 'tva_normale_ttc',
  inc55: 'tva_reduite_ttc',
  eu: 'tva_sale_good_intra_0',
  euS: 'tva_sale_service_intra_0',
  ex: 'tva_sale_good_export_0',
  exS: 'tva_sale_service_export_0',
  exempt: 'tva_sale_good_0',
  teaching: 'tva_sale_service_0',
} as const;
export type TaxKey = keyof typeof TAX;

export interface LineSpec {
  readonly name: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly tax?: TaxKey;
  readonly unit?: string;
  readonly discount?: number;
  readonly product?: 'product' | 'service';
  readonly display?: 'line_section' | 'line_note';
}

export interface DocumentSpec {
  readonly key: string;
  readonly buyer: string;
  /** 0 or 1: which of the two Odoo companies bills; 0 when absent. */
  readonly company?: 0 | 1;
  readonly date: string;
  readonly lines: readonly LineSpec[];
  /** Further values of account.move, by Odoo's names; terms, currency and partners by the names of ground.ts. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly term?: string;
  readonly currency?: string;
  readonly shipping?: string;
  readonly scope: 'b2b' | 'b2b-int' | 'b2c' | 'b2g' | 'out-of-scope';
  /** UNTDID 1001; 380 when absent. */
  readonly type?: string;
  /** Where our work ends; delivered when absent. */
  readonly ends?: 'delivered' | 'refused' | 'excluded';
}

const LIB = '200000008';
const FON = '300000007';
const line = (name: string, quantity: number, price: number, tax: TaxKey, more: Partial<LineSpec> = {}): LineSpec => ({
  name,
  quantity,
  price,
  tax,
  unit: 'Units',
  ...more,
});

export const DOCUMENTS: readonly DocumentSpec[] = [
  { key: 'goods', buyer: LIB, date: '2026-11-02', scope: 'b2b', lines: [line('Cartons', 12, 24.9, 'g20', { product: 'product' })] },
  {
    key: 'services',
    buyer: LIB,
    date: '2026-11-02',
    scope: 'b2b',
    lines: [line('Conseil', 2.5, 850, 's20', { unit: 'Days', product: 'service' }), line('Assistance', 7.25, 95, 's20', { unit: 'Hours' })],
  },
  {
    key: 'four-rates',
    buyer: LIB,
    date: '2026-11-02',
    scope: 'b2b',
    lines: [
      line('Fournitures', 3, 19.99, 'g20'),
      line('Restauration', 4, 14.5, 'g10'),
      line('Livres', 5, 21.3, 'g55'),
      line('Journaux', 40, 1.25, 'g21'),
      line('Installation', 1, 180, 's20'),
    ],
  },
  {
    key: 'units',
    buyer: LIB,
    date: '2026-11-03',
    scope: 'b2b',
    lines: [
      line('Sable', 2.4, 61.5, 'g20', { unit: 'Ton' }),
      line('Colle', 3.75, 8.4, 'g20', { unit: 'kg' }),
      line('Encre', 12.5, 31.2, 'g20', { unit: 'L' }),
      line('Câble', 85.3, 0.4567, 'g20', { unit: 'm' }),
      line('Moquette', 42.18, 17.35, 'g20', { unit: 'm²' }),
    ],
  },
  {
    key: 'instalments',
    buyer: LIB,
    date: '2026-11-03',
    scope: 'b2b',
    term: 'Trois échéances',
    lines: [line('Mobilier', 4, 1249.95, 'g20')],
  },
  {
    key: 'early-payment',
    buyer: LIB,
    date: '2026-11-03',
    scope: 'b2b',
    term: 'Escompte 2 % à 10 jours',
    lines: [line('Papier', 30, 24.9, 'g20')],
  },
  {
    key: 'line-discounts',
    buyer: LIB,
    date: '2026-11-04',
    scope: 'b2b',
    lines: [
      line('Remisé', 3, 99.99, 'g20', { discount: 10 }),
      line('Tiers', 7, 12.3456, 'g20', { discount: 33.33 }),
      line('Offert', 1, 15, 'g20', { discount: 100 }),
    ],
  },
  {
    key: 'sections-notes',
    buyer: LIB,
    date: '2026-11-04',
    scope: 'b2b',
    lines: [
      { name: 'Lot 1', display: 'line_section' },
      line('Étude', 1, 1200, 's20'),
      { name: 'Livré en deux fois\nsur le site de Nantes', display: 'line_note' },
      { name: 'Lot 2', display: 'line_section' },
      line('Matériel', 2, 349.5, 'g20'),
    ],
  },
  { key: 'tax-included', buyer: LIB, date: '2026-11-04', scope: 'b2b', lines: [line('Boutique', 3, 19.99, 'inc20')] },
  {
    key: 'tax-included-two',
    buyer: LIB,
    date: '2026-11-05',
    scope: 'b2b',
    lines: [line('Stylo', 7, 1.99, 'inc20'), line('Roman', 3, 7.9, 'inc55'), line('Cahier', 11, 2.35, 'inc20')],
  },
  {
    key: 'global-rounding',
    buyer: LIB,
    date: '2026-11-05',
    scope: 'b2b',
    lines: [
      line('A', 1, 10.335, 'g20'),
      line('B', 1, 10.335, 'g20'),
      line('C', 1, 10.335, 'g20'),
      line('D', 3, 0.3333, 'g20'),
      line('E', 7, 1.0049, 'g55'),
    ],
  },
  {
    key: 'many-small',
    buyer: LIB,
    date: '2026-11-05',
    scope: 'b2b',
    lines: Array.from({ length: 12 }, (_, index) => line(`Vis ${index + 1}`, 1, 0.07, 'g20')),
  },
  { key: 'dollars', buyer: LIB, date: '2026-11-06', scope: 'b2b', currency: 'USD', lines: [line('License', 3, 333.33, 'g20')] },
  {
    key: 'notes-and-order',
    buyer: LIB,
    date: '2026-11-06',
    scope: 'b2b',
    values: { ref: 'CMD-2026-118', narration: '<p>Merci &amp; <b>à bientôt</b></p><p>Bon de livraison 77</p>' },
    lines: [line('Étagère', 2, 149, 'g20')],
  },
  {
    key: 'free-sample',
    buyer: LIB,
    date: '2026-11-06',
    scope: 'b2b',
    lines: [line('Échantillon', 1, 0, 'g20'), line('Ramette', 5, 4.2, 'g20')],
  },
  {
    key: 'negative-line',
    buyer: LIB,
    date: '2026-11-09',
    scope: 'b2b',
    lines: [line('Fauteuil', 2, 220, 'g20'), line('Reprise', -1, 60, 'g20')],
  },
  {
    key: 'contact',
    buyer: `${LIB}/contact`,
    date: '2026-11-09',
    scope: 'b2b',
    shipping: `${LIB}/depot`,
    lines: [line('Agrafeuse', 6, 12.4, 'g20')],
  },
  { key: 'plain', buyer: FON, date: '2026-11-09', scope: 'b2b', lines: [line('Fonte', 120, 2.15, 'g20', { unit: 'kg' })] },
  {
    key: 'end-of-month',
    buyer: FON,
    date: '2026-11-10',
    scope: 'b2b',
    term: 'End of Following Month',
    lines: [line('Moule', 1, 4200, 'g20')],
  },
  {
    key: 'thirty-now',
    buyer: FON,
    date: '2026-11-10',
    scope: 'b2b',
    term: '30% Now, Balance 60 Days',
    lines: [line('Presse', 1, 9999.99, 'g20')],
  },
  {
    key: 'long',
    buyer: FON,
    date: '2026-11-10',
    scope: 'b2b',
    lines: Array.from({ length: 60 }, (_, index) =>
      line(`Pièce ${index + 1}`, (index % 7) + 1, 3.17 * (index + 1), index % 3 === 0 ? 'g55' : 'g20'),
    ),
  },
  { key: 'disputed', buyer: '400000006', date: '2026-11-11', scope: 'b2b', lines: [line('Colis', 10, 45, 'g20')] },
  { key: 'disputed-two', buyer: '400000006', date: '2026-11-11', scope: 'b2b', lines: [line('Palette', 1, 310, 'g20')] },
  { key: 'refused-by-buyer', buyer: '500000005', date: '2026-11-12', scope: 'b2b', lines: [line('Commande inconnue', 1, 500, 'g20')] },
  { key: 'rejected', buyer: '600000004', date: '2026-11-12', scope: 'b2b', lines: [line('Envoi', 1, 75.5, 'g20')] },
  { key: 'suspended', buyer: '700000003', date: '2026-11-12', scope: 'b2b', lines: [line('Mission', 3, 400, 's20', { unit: 'Days' })] },
  {
    key: 'public',
    buyer: '800000002',
    date: '2026-11-12',
    scope: 'b2g',
    values: { buyer_reference: 'SERVICE-TECHNIQUE', purchase_order_reference: 'EJ-2026-0042' },
    lines: [line('Sel de déneigement', 6, 82, 'g20', { unit: 'Ton' })],
  },
  {
    key: 'public-contract',
    buyer: '800000002',
    date: '2026-11-13',
    scope: 'b2g',
    values: { buyer_reference: 'SERVICE-TECHNIQUE', purchase_order_reference: 'EJ-2026-0043', contract_reference: 'MARCHE-2026-7' },
    lines: [line('Entretien', 1, 1500, 's20')],
  },
  { key: 'several-addresses', buyer: '900000001', date: '2026-11-13', scope: 'b2b', lines: [line('Abonnement', 1, 89, 's20')] },
  { key: 'not-in-directory', buyer: '110000007', date: '2026-11-13', scope: 'b2b', lines: [line('Porte', 1, 640, 'g10')] },
  { key: 'silent-line', buyer: '120000005', date: '2026-11-13', scope: 'b2b', lines: [line('Ampoule', 24, 3.49, 'g20')] },
  {
    key: 'refused-by-platform',
    buyer: '130000003',
    date: '2026-11-16',
    scope: 'b2b',
    ends: 'refused',
    lines: [line('Sans commande', 1, 120, 'g20')],
  },
  { key: 'partly-approved', buyer: '140000001', date: '2026-11-16', scope: 'b2b', lines: [line('Travaux', 1, 5400, 's10')] },
  {
    key: 'intra-goods',
    buyer: 'de',
    date: '2026-11-16',
    scope: 'b2b-int',
    values: { delivery_date: '2026-11-14' },
    lines: [line('Exportware', 5, 199, 'eu')],
  },
  { key: 'intra-services', buyer: 'be', date: '2026-11-16', scope: 'b2b-int', lines: [line('Advies', 2, 900, 'euS', { unit: 'Days' })] },
  { key: 'export-goods', buyer: 'ch', date: '2026-11-17', scope: 'b2b-int', currency: 'CHF', lines: [line('Ware', 8, 75.25, 'ex')] },
  {
    key: 'export-services',
    buyer: 'us',
    date: '2026-11-17',
    scope: 'b2b-int',
    currency: 'USD',
    lines: [line('Consulting', 16, 140, 'exS', { unit: 'Hours' })],
  },
  { key: 'overseas', buyer: 're', date: '2026-11-17', scope: 'b2b', lines: [line('Rhum', 12, 21, 'g85')] },
  { key: 'overseas-outside', buyer: 'nc', date: '2026-11-17', scope: 'b2b-int', lines: [line('Nickel', 2, 780, 'ex', { unit: 'Ton' })] },
  { key: 'exempt', buyer: FON, date: '2026-11-18', scope: 'b2b', lines: [line('Achat en franchise', 1, 2500, 'exempt')] },
  {
    key: 'teaching',
    buyer: FON,
    date: '2026-11-18',
    scope: 'out-of-scope',
    ends: 'excluded',
    lines: [line('Formation', 2, 600, 'teaching', { unit: 'Days' })],
  },
  { key: 'consumer', buyer: 'person', date: '2026-11-18', scope: 'b2c', ends: 'excluded', lines: [line('Cadeau', 1, 39.9, 'inc20')] },
  { key: 'consumer-abroad', buyer: 'person-es', date: '2026-11-18', scope: 'b2c', ends: 'excluded', lines: [line('Regalo', 2, 25, 'g20')] },
  {
    key: 'second-company',
    buyer: LIB,
    company: 1,
    date: '2026-11-18',
    scope: 'b2b',
    lines: [
      line('A', 1, 10.335, 'g20'),
      line('B', 1, 10.335, 'g20'),
      line('C', 1, 10.335, 'g20'),
      line('Vis', 1, 0.07, 'g20'),
      line('Livre', 3, 7.77, 'g55'),
    ],
  },
  {
    key: 'second-company-small',
    buyer: FON,
    company: 1,
    date: '2026-11-19',
    scope: 'b2b',
    lines: Array.from({ length: 12 }, (_, index) => line(`Clou ${index + 1}`, 1, 0.07, 'g20')),
  },
  {
    key: 'second-company-included',
    buyer: LIB,
    company: 1,
    date: '2026-11-19',
    scope: 'b2b',
    lines: [line('Stylo', 7, 1.99, 'inc20'), line('Gomme', 3, 0.99, 'inc20')],
  },
];
