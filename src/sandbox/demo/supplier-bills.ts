/** What the demonstration's suppliers send on its first day: what is booked by itself, and what waits for a person. */
import { DEMO_SUPPLIERS, supplierInvoice, vatOf, type DemoBill, type DemoSupplier } from './supplier-invoice.ts';

const [PAPER, POWER, TRANSPORT, ADVICE] = DEMO_SUPPLIERS as readonly [DemoSupplier, DemoSupplier, DemoSupplier, DemoSupplier];
const STRANGER: DemoSupplier = {
  name: 'Nouvelle Venue SAS',
  siren: '250000008',
  vatId: vatOf('250000008'),
  iban: 'FR7630006000011234567890189',
};

/** @param month of their issue dates, YYYY-MM */
export function demoBillFiles(month: string): readonly Uint8Array[] {
  const day = (of: string): string => `${month}-${of}`;
  const bills: readonly DemoBill[] = [
    {
      number: 'PM-2026-1187',
      issueDate: day('02'),
      supplier: PAPER,
      lines: [
        { name: 'Ramettes A4 80 g', quantity: '40', price: '4.15', rate: '20' },
        { name: 'Agenda 2027', quantity: '12', price: '9.90', rate: '20' },
        { name: 'Manuel de comptabilité', quantity: '3', price: '28.44', rate: '5.5' },
      ],
    },
    {
      number: 'EF/26/004521',
      issueDate: day('03'),
      supplier: POWER,
      lines: [
        { name: 'Électricité, heures pleines (kWh)', quantity: '1843.7', price: '0.1712', rate: '20' },
        { name: 'Abonnement', quantity: '1', price: '34.20', rate: '5.5' },
      ],
    },
    {
      number: 'TI-88213',
      issueDate: day('04'),
      supplier: TRANSPORT,
      order: 'P00042',
      lines: [{ name: 'Transport Nantes – Lyon, 2 palettes', quantity: '1', price: '186.00', rate: '20' }],
    },
    // the account is not the one that the ERP knows: a second pair of eyes
    {
      number: 'CE-2026-031',
      issueDate: day('05'),
      supplier: { ...ADVICE, iban: 'FR7630001007941234567890185' },
      lines: [{ name: 'Mission de conseil, octobre', quantity: '2.5', price: '780.00', rate: '20' }],
    },
    // nobody in the ERP carries this SIREN
    {
      number: 'NV-7',
      issueDate: day('05'),
      supplier: STRANGER,
      lines: [{ name: 'Traiteur, séminaire', quantity: '18', price: '24.50', rate: '10' }],
    },
    // the number of the first bill with another content: a duplicate to look at
    {
      number: 'PM-2026-1187',
      issueDate: day('06'),
      supplier: PAPER,
      lines: [{ name: 'Ramettes A4 80 g', quantity: '40', price: '4.15', rate: '20' }],
    },
  ];
  return bills.map((bill, index) => supplierInvoice(bill, index % 2 === 0 ? 'ubl' : 'cii'));
}
