import { SalesforceError } from '../errors.ts';
import type { ObjectDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { canRead, parentOf } from './fieldSelection.ts';
import type { RecordRepresentation } from './recordRepresentation.ts';

/** Which part of a list is wanted, and in which order. */
export interface PageRequest {
    readonly pageSize: number;
    /** Where the page starts, as an earlier page told. */
    readonly pageToken: string;
    /** Field names; a leading `-` sorts downwards. */
    readonly sortBy: readonly string[];
}

/** Rows that SOQL may skip ("OFFSET", SOQL reference). */
const maximumOffset = 2000;

/** `LIMIT` and `OFFSET` of a page: one row more than the page, to see whether another page follows. */
export function pageWindow({ pageSize, pageToken }: PageRequest): string {
    const offset = Number(pageToken);
    if (!Number.isInteger(offset) || offset < 0 || offset > maximumOffset) {
        throw new SalesforceError('INVALID_ARGUMENT', `The page token ${pageToken} is not valid.`);
    }
    return ` LIMIT ${pageSize + 1}${offset > 0 ? ` OFFSET ${offset}` : ''}`;
}

/** The page without the surplus row, and the tokens of its neighbours. */
export function pageOf(rows: readonly RecordRepresentation[], { pageSize, pageToken }: PageRequest): object {
    const offset = Number(pageToken);
    const records = rows.slice(0, pageSize);
    return {
        count: records.length,
        currentPageToken: pageToken,
        nextPageToken: rows.length > pageSize ? String(offset + pageSize) : null,
        previousPageToken: offset > 0 ? String(Math.max(0, offset - pageSize)) : null,
        pageSize,
        records
    };
}

/** `ORDER BY` of names like `-Asset.InstallDate`. @throws SalesforceError for a field that cannot be read */
export function orderClause(caller: Caller, object: ObjectDescribe, sortBy: readonly string[]): string {
    if (sortBy.length === 0) return '';
    const terms = sortBy.map((term) => {
        const isDown = term.startsWith('-');
        const path = term.replace(/^-/, '').split('.');
        const names = path[0]?.toLowerCase() === object.name.toLowerCase() ? path.slice(1) : path;
        if (!isReadablePath(caller, object, names)) {
            throw new SalesforceError('INVALID_FIELD', `The list cannot be sorted by ${term}.`);
        }
        return `${names.join('.')} ${isDown ? 'DESC' : 'ASC'} NULLS LAST`;
    });
    return ` ORDER BY ${terms.join(', ')}`;
}

/** Whether a path such as `Account.Name` leads to a field that the caller may read. */
export function isReadablePath(caller: Caller, object: ObjectDescribe, names: readonly string[]): boolean {
    const [first = '', ...rest] = names;
    const field = rest.length === 0 ? object.field(first) : object.relationship(first);
    if (!field || !canRead(caller, object, field)) return false;
    const parent = parentOf(caller, object, first);
    return rest.length === 0 || (parent !== undefined && isReadablePath(caller, parent, rest));
}
