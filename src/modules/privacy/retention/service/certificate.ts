import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { WordsShape } from '#kernel/shapes.ts';
import { fill, type Language, type Words } from '#kernel/words.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { isSignedBy } from '#platform/keys/keys.ts';
import { renderPdf } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import { keysOf, readAll } from '../../keys/service/seal.ts';
import { numberOf } from '../../settings.ts';
import { errors } from '../errors.ts';
import { backupsExpireOn } from '../rules/schedule.ts';
import * as store from '../store/disposals.ts';

/** What was destroyed, by whose decision, without a word of its content; signed by the register. */
const Certificate = z.strictObject({
  format: z.literal('matricula-disposal-certificate/1'),
  register: WordsShape,
  disposalId: z.uuid(),
  target: z.enum(['records', 'key']),
  recordKind: z.string(),
  retention: z.strictObject({ words: WordsShape, trigger: z.string(), years: z.int().nullable(), source: z.string() }),
  keyId: z.uuid().nullable(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  approvedBy: z.array(z.strictObject({ name: z.string(), at: z.iso.datetime() })),
  executedAt: z.iso.datetime(),
  people: z.int(),
  peopleKept: z.int(),
  imagesRedacted: z.int(),
  backupsUntil: z.string(),
  tables: z.array(z.strictObject({ table: z.string(), destroyed: z.int() })),
  digest: z.literal('SHA-256 over salt and row; the salt stays sealed in the register'),
  destroyed: z.array(z.strictObject({ table: z.string(), digest: z.string() })),
});
export type Certificate = z.output<typeof Certificate>;

const Signed = z.strictObject({
  certificate: Certificate,
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: z.string(), signature: z.string() }),
});
export type SignedCertificate = z.output<typeof Signed>;

type Needed = Pick<Services, 'config' | 'jurisdiction' | 'files'>;

/** Signs what was done, keeps it as a file, and ends the disposal. */
export async function certify(
  tx: Tx,
  act: Act,
  { services, disposal }: { services: Needed; disposal: store.DisposalRecord },
): Promise<void> {
  const { disposalId } = disposal;
  const backupsUntil = backupsExpireOn(act.today, numberOf(services.jurisdiction, 'backup_days', act.today));
  const certificate = await describe(tx, { services, disposal, executedAt: act.at, backupsUntil });
  const signature = keysOf(services).sign(bytesOf(certificate));
  const file = Buffer.from(`${JSON.stringify({ certificate, signature })}\n`);
  const stored = await services.files.store(Readable.from([file]), {
    fileName: `disposal-${disposalId}.json`,
    sizeBytesMax: file.length,
  });
  await store.setExecuted(tx, { disposalId, at: act.at, backupsUntil, certificateFileId: stored.fileId });
}

async function describe(
  tx: Tx,
  {
    services,
    disposal,
    executedAt,
    backupsUntil,
  }: { services: Needed; disposal: store.DisposalRecord; executedAt: Date; backupsUntil: string },
): Promise<Certificate> {
  const { disposalId, target, recordKind, retention, keyId, reason, proposedByName, proposedAt } = disposal;
  const approvals = (await store.listApprovals(tx, [disposalId])).get(disposalId) ?? [];
  const counts = (await store.countItems(tx, [disposalId])).get(disposalId);
  const destroyed = await store.listDigests(tx, disposalId);
  const tables = new Map<string, number>();
  for (const { table } of destroyed) tables.set(table, (tables.get(table) ?? 0) + 1);
  return {
    format: 'matricula-disposal-certificate/1',
    register: services.jurisdiction.title,
    disposalId,
    target,
    recordKind,
    retention: { words: retention.words, trigger: retention.trigger, years: retention.years, source: retention.source },
    keyId,
    reason,
    proposedBy: proposedByName,
    proposedAt: proposedAt.toISOString(),
    approvedBy: approvals.map(({ name, at }) => ({ name, at: at.toISOString() })),
    executedAt: executedAt.toISOString(),
    people: counts?.done ?? 0,
    peopleKept: counts?.kept ?? 0,
    imagesRedacted: counts?.images ?? 0,
    backupsUntil,
    tables: [...tables].map(([table, count]) => ({ table, destroyed: count })),
    digest: 'SHA-256 over salt and row; the salt stays sealed in the register',
    destroyed,
  };
}

/** What is signed: the certificate as compact JSON, in the order of its fields. */
function bytesOf(certificate: Certificate): Buffer {
  return Buffer.from(JSON.stringify(certificate));
}

/** Whether a certificate is whole and signed by the holder of the key that it names. */
export function isGenuine({ certificate, signature }: SignedCertificate): boolean {
  return isSignedBy(bytesOf(certificate), signature);
}

export async function openCertificate(
  reader: Reader,
  { files }: Pick<Services, 'files'>,
  disposalId: string,
): Promise<{ bytes: Buffer; signed: SignedCertificate }> {
  const disposal = await store.findDisposal(reader, disposalId);
  if (!disposal) throw errors.disposal_not_found();
  if (disposal.certificateFileId === null) throw errors.certificate_not_found();
  const bytes = await readAll(files.open(disposal.certificateFileId));
  return { bytes, signed: Signed.parse(JSON.parse(bytes.toString())) };
}

const words = {
  title: { en: 'Certificate of disposal', fr: 'Certificat d’élimination' },
  intro: {
    en: 'The student register of {register} destroyed what is named below. It can no longer be read in the register; the last backup that held it is gone after {backups}.',
    fr: 'Le registre des élèves de {register} a détruit ce qui est nommé ci-dessous. Le registre ne peut plus le lire ; la dernière sauvegarde qui le contenait disparaît après le {backups}.',
  },
  what: { en: 'What was destroyed', fr: 'Ce qui a été détruit' },
  kind: { en: 'Kind of record', fr: 'Genre de document' },
  rule: { en: 'Rule', fr: 'Règle' },
  ruleText: { en: '{years} years; {source}', fr: '{years} ans ; {source}' },
  people: { en: 'People', fr: 'Personnes' },
  kept: { en: 'Kept after all', fr: 'Conservées malgré tout' },
  images: {
    en: 'Images redacted in the record of changes',
    fr: 'Images caviardées dans le registre des modifications',
  },
  key: { en: 'Key destroyed', fr: 'Clé détruite' },
  who: { en: 'By whose decision', fr: 'Sur décision de' },
  proposed: { en: 'Proposed', fr: 'Proposée' },
  approved: { en: 'Approved', fr: 'Approuvée' },
  executed: { en: 'Carried out', fr: 'Exécutée' },
  reason: { en: 'Reason', fr: 'Raison' },
  proof: { en: 'Proof', fr: 'Preuve' },
  list: { en: 'Digest of the list of digests', fr: 'Empreinte de la liste des empreintes' },
  signature: { en: 'Signature (Ed25519)', fr: 'Signature (Ed25519)' },
  publicKey: { en: 'Public key', fr: 'Clé publique' },
  number: { en: 'Disposal', fr: 'Élimination' },
} as const satisfies Record<string, Words>;

/** The certificate for a person to read and file. */
export async function printCertificate(
  { certificate, signature }: SignedCertificate,
  { language, jurisdiction }: { language: Language; jurisdiction: Services['jurisdiction'] },
): Promise<Buffer> {
  const template = await readFile(
    createRequire(import.meta.url).resolve('#modules/privacy/templates/certificate.typ'),
    'utf8',
  );
  const say = (key: keyof typeof words, params: Record<string, string | number> = {}) =>
    fill(words[key][language], params);
  const at = new Date(certificate.executedAt);
  const list = createHash('sha256')
    .update(certificate.destroyed.map((it) => it.digest).join('\n'))
    .digest('hex');
  const fact = (label: keyof typeof words, value: string | number) => ({ label: say(label), value: String(value) });
  const data = {
    paper: jurisdiction.parameter<string>('documents.paper', certificate.executedAt.slice(0, 10)),
    title: say('title'),
    intro: say('intro', { register: certificate.register[language], backups: certificate.backupsUntil }),
    sections: [
      {
        title: say('what'),
        facts: [
          fact('kind', certificate.retention.words[language]),
          fact(
            'rule',
            say('ruleText', { years: certificate.retention.years ?? '–', source: certificate.retention.source }),
          ),
          ...(certificate.keyId === null
            ? [
                fact('people', certificate.people),
                fact('kept', certificate.peopleKept),
                fact('images', certificate.imagesRedacted),
              ]
            : [fact('key', certificate.keyId)]),
          ...certificate.tables.map(({ table, destroyed }) => ({ label: table, value: String(destroyed) })),
        ],
      },
      {
        title: say('who'),
        facts: [
          fact('proposed', `${certificate.proposedBy}, ${certificate.proposedAt}`),
          ...certificate.approvedBy.map((it) => fact('approved', `${it.name}, ${it.at}`)),
          fact('executed', certificate.executedAt),
          fact('reason', certificate.reason),
        ],
      },
      {
        title: say('proof'),
        facts: [
          fact('number', certificate.disposalId),
          fact('list', list),
          fact('publicKey', signature.publicKey),
          fact('signature', signature.signature),
        ],
      },
    ],
  };
  return renderPdf(template, data, { language, title: say('title'), at });
}
