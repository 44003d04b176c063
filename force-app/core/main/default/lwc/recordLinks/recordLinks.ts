import type { PageReference } from 'lightning/navigation';

/** The page of a record. */
export function recordPage(recordId: string): PageReference {
    return { type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } };
}

/**
 * Address of a record's page with `{id}` in place of the record. Addresses differ by app and site, so the platform
 * makes one, and lists put in the ids of their own records instead of asking for each.
 * @param generate asks the platform for the address of a page
 * @param id any record
 */
export async function addressTemplate(generate: (page: PageReference) => Promise<string>, id: string): Promise<string> {
    return (await generate(recordPage(id))).replace(id, '{id}');
}
