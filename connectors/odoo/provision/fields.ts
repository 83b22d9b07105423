/** The fields that provisioning makes in Odoo, as values: the names that write-back uses and what a person reads. */
import { DECISIONS, REASONS } from './decisions.ts';

export interface ProvisionField {
  readonly name: string;
  readonly type: 'selection' | 'char' | 'text' | 'datetime';
  readonly label: string;
  readonly help: string;
  readonly selection?: readonly (readonly [string, string])[];
}

export const STATUS_FIELD = 'x_passerelle_status';
export const DECISION_FIELD = 'x_passerelle_decision';
export const REASON_FIELD = 'x_passerelle_decision_reason';

/** Native lifecycle codes (XP Z12-012) and our own states, in the words an accountant reads. */
export const STATUS_LABELS: readonly (readonly [string, string])[] = [
  ['received', 'Reçue'],
  ['pending', 'En cours'],
  ['accepted', 'Acceptée par la plateforme'],
  ['held', 'À corriger'],
  ['parked', 'En attente d’un opérateur'],
  ['refused', 'Refusée par la plateforme'],
  ['excluded', 'Non transmise'],
  ['diverged', 'Modifiée après envoi'],
  ['200', 'Déposée'],
  ['201', 'Émise par la plateforme'],
  ['202', 'Reçue par la plateforme'],
  ['203', 'Mise à disposition'],
  ['204', 'Prise en charge'],
  ['205', 'Approuvée'],
  ['206', 'Approuvée partiellement'],
  ['207', 'En litige'],
  ['208', 'Suspendue'],
  ['209', 'Complétée'],
  ['210', 'Refusée'],
  ['211', 'Paiement transmis'],
  ['212', 'Encaissée'],
  ['213', 'Rejetée'],
  ['214', 'Visée'],
  ['220', 'Annulée'],
  ['221', 'Erreur de routage'],
  ['224', 'Demande de paiement direct'],
  ['225', 'Affacturée'],
  ['226', 'Affacturée confidentielle'],
  ['227', 'Changement de compte à payer'],
  ['228', 'Non affacturée'],
  ['250', 'Déclarée au portail public'],
  ['251', 'Rejetée par le portail public'],
  ['500', 'Recevable par l’administration'],
  ['501', 'Irrecevable par l’administration'],
  ['601', 'Rejetée par l’administration'],
];

export const INVOICE_FIELDS: readonly ProvisionField[] = [
  { name: STATUS_FIELD, type: 'selection', label: 'Statut e-facture', selection: STATUS_LABELS,
    help: 'Dernier statut de la facture sur le réseau de facturation électronique, tenu par Passerelle.' },
  { name: 'x_passerelle_tracks', type: 'char', label: 'Suivi e-facture',
    help: 'Transport, traitement et paiement, chacun avec son dernier statut.' },
  { name: 'x_passerelle_date', type: 'datetime', label: 'Date du statut e-facture', help: 'Moment où ce statut a été donné.' },
  { name: 'x_passerelle_reason', type: 'text', label: 'Motif e-facture', help: 'Motif donné avec le statut, ou ce qui est à corriger.' },
  { name: 'x_passerelle_reference', type: 'char', label: 'Référence plateforme', help: 'Identifiant du flux sur la plateforme.' },
  { name: 'x_passerelle_link', type: 'char', label: 'Page Passerelle', help: 'Page de ce document dans Passerelle.' },
];

export const BILL_FIELDS: readonly ProvisionField[] = [
  { name: DECISION_FIELD, type: 'selection', label: 'Décision e-facture', selection: DECISIONS,
    help: 'Réponse au fournisseur. Refus, litige, suspension et approbation partielle demandent un motif.' },
  { name: REASON_FIELD, type: 'selection', label: 'Motif de la décision', selection: REASONS,
    help: 'Motif transmis au fournisseur avec la décision.' },
  { name: 'x_passerelle_decision_comment', type: 'text', label: 'Commentaire de la décision',
    help: 'Précision transmise au fournisseur.' },
];

export const ALL_FIELDS: readonly ProvisionField[] = [...INVOICE_FIELDS, ...BILL_FIELDS];
