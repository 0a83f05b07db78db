/** A page or answer without what is drawn at random in it: among their digits a number of nobody's stands by chance once in a hundred runs. */
export const withoutIds = (text: string): string => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replaceAll(/\/assets\/[0-9a-f]+/g, '/assets/');
