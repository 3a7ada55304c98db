/** The name that a row gives to its student, or null when it names nobody. */
export function itemName({ fields }: { fields: Record<string, string> }): string | null {
  const parts = [fields['given_name'], fields['middle_name'], fields['family_name'], fields['suffix']];
  const name = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return name === '' ? null : name;
}
