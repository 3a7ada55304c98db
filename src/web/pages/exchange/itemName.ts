import { isHeldFile, isOneRosterFile, userColumns } from '#modules/exchange/rules/oneroster/files.ts';

/** The name that a row gives to its student, in either layout, or null when it names nobody. */
export function itemName({ fields }: { fields: Record<string, string> }): string | null {
  const parts = [
    fields['given_name'] ?? fields['givenName'],
    fields['middle_name'] ?? fields['middleName'],
    fields['family_name'] ?? fields['familyName'],
    fields['suffix'],
  ];
  const name = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return name === '' ? null : name;
}

/** Whether a row of the file can be mended in place: those about one student, of either layout. */
export function isMendableFile(file: string): boolean {
  if (!isOneRosterFile(file)) return file !== 'unread';
  return isHeldFile(file) && userColumns[file] !== undefined;
}
