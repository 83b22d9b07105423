import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Company } from '../../src/model/company.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Party } from '../../src/model/party.ts';
import { companyFor } from '../../src/normalize/recipient.ts';

const SIREN = '200000008';
const SIRET = '20000000800017';
const OTHER_SIRET = '20000000800025';

type Own = Pick<Company, 'name' | 'siren'> & Partial<Company>;
const LEGAL: Own = { name: 'legal', siren: SIREN, vatId: 'FR37200000008' };
const SHOP: Own = { name: 'shop', siren: SIREN, siret: SIRET };
const ABROAD: Own = { name: 'abroad', siren: '300000007', vatId: 'DE123456789', endpoint: '9930:DE123456789' };

suite('whose invoice it is', () => {
  const find = (buyer: Party, companies: readonly Own[] = [LEGAL, SHOP, ABROAD], more: Partial<Invoice> = {}): string => {
    const found = companyFor({ buyer, ...more }, companies as readonly Company[]);
    return found.company === null ? 'none' : `${found.company} by ${found.by} as ${found.as}`;
  };
  const at = (value: string, scheme = '0225'): Party => ({ endpoint: { scheme, value } });
  const cases: readonly (readonly [string, string, string])[] = [
    ['an address that is the SIREN', find(at(SIREN)), 'legal by endpoint as buyer'],
    ['an address with the SIRET', find(at(`${SIREN}_${SIRET}`)), 'shop by endpoint as buyer'],
    ['with SIRET and routing code', find(at(`${SIREN}_${SIRET}_COMPTA`)), 'shop by endpoint as buyer'],
    ['with another SIRET', find(at(`${SIREN}_${OTHER_SIRET}`)), 'legal by endpoint as buyer'],
    ['with a suffix', find(at(`${SIREN}_ACHATS`)), 'legal by endpoint as buyer'],
    ['the SIREN under its own scheme', find(at(SIREN, '0002')), 'legal by endpoint as buyer'],
    ['the SIRET under its own scheme', find(at(SIRET, '0009')), 'shop by endpoint as buyer'],
    ['the French VAT number as address', find(at('FR37200000008', '9957')), 'legal by endpoint as buyer'],
    ['an address of a company abroad', find(at('DE123456789', '9930')), 'abroad by endpoint as buyer'],
    [
      'an unknown address, then the SIREN',
      find({ ...at('3012345678904', '0088'), legalId: { scheme: '0002', value: SIREN } }),
      'legal by legal-id as buyer',
    ],
    ['a SIRET where the SIREN belongs', find({ legalId: { scheme: '0002', value: '200 000 008 00017' } }), 'shop by legal-id as buyer'],
    ['bare digits', find({ legalId: { value: SIREN } }), 'legal by legal-id as buyer'],
    [
      'the SIREN, and its establishment in BT-46',
      find({ legalId: { scheme: '0002', value: SIREN }, ids: [{ scheme: '0009', value: SIRET }] }),
      'shop by legal-id as buyer',
    ],
    [
      'an establishment alone',
      find({
        ids: [
          { scheme: '0088', value: '1' },
          { scheme: '0009', value: SIRET },
        ],
      }),
      'shop by siret as buyer',
    ],
    ['a VAT number with spaces', find({ vatId: 'fr 37 200 000 008' }), 'legal by vat as buyer'],
    ['a VAT number of another country', find({ vatId: 'DE 123456789' }), 'abroad by vat as buyer'],
    ['somebody else', find({ ...at('100000009'), legalId: { scheme: '0002', value: '100000009' } }), 'none'],
    ['a legal identifier of another scheme', find({ legalId: { scheme: '0231', value: SIREN } }), 'none'],
    ['nobody', find({}), 'none'],
    ['the SIREN, where only one establishment is ours', find(at(SIREN), [SHOP]), 'none'],
    ['another SIRET, where only one establishment is ours', find(at(`${SIREN}_${OTHER_SIRET}`), [SHOP]), 'none'],
    ['no company at all', find(at(SIREN), []), 'none'],
    [
      'an address of its own',
      find(at(`${SIREN}_GROUPE`), [LEGAL, { name: 'group', siren: '300000007', endpoint: `${SIREN}_GROUPE` }]),
      'group by endpoint as buyer',
    ],
  ];
  for (const [title, found, expected] of cases) test(title, () => assert.equal(found, expected));

  test('a self-billed invoice is for its seller, or for the buyer who wrote it', () => {
    const seller = { legalId: { scheme: '0002', value: SIREN } };
    assert.equal(
      find({ legalId: { scheme: '0002', value: '100000009' } }, [LEGAL], { typeCode: '389', seller }),
      'legal by legal-id as seller',
    );
    assert.equal(find(seller, [LEGAL], { typeCode: '261', seller: {} }), 'legal by legal-id as buyer');
    assert.equal(find({}, [LEGAL], { typeCode: '380', seller }), 'none');
  });
});
