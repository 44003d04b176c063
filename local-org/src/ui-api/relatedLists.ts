import { SalesforceError } from '../errors.ts';
import type { ObjectDescribe } from '../platform.ts';
import { translatedObject } from '../translation/index.ts';
import type { Caller } from './caller.ts';
import { canRead, readableObject, selectFields } from './fieldSelection.ts';
import { whereOfText } from './graphql/whereText.ts';
import { compactSection, deployedLayout } from './layout.ts';
import { orderClause, pageOf, pageWindow, type PageRequest } from './paging.ts';
import { objectOfId, readRows, soqlText } from './readRecords.ts';

/** A related list as the caller may see it. */
export interface RelatedList {
    readonly relatedListId: string;
    readonly label: string;
    readonly child: ObjectDescribe;
    /** Lookup of the child that points to the parent. */
    readonly field: string;
    readonly columns: readonly string[];
}

/** What a request for the records of a related list says. */
export interface RelatedListRequest extends PageRequest {
    readonly fields: readonly string[];
    readonly optionalFields: readonly string[];
    /** Filter in the syntax of GraphQL. */
    readonly where?: string | undefined;
}

/** All related lists of an object; a page layout decides their order, labels come from the child objects. */
export function relatedListsOf(caller: Caller, parent: ObjectDescribe): RelatedList[] {
    const lists = parent.childRelationships.flatMap(({ childObject, field, relationshipName }) => {
        const own = caller.org.schema.object(childObject);
        const child = own && translatedObject(caller.org, caller.execution.userId, own);
        const lookup = child?.field(field);
        if (!child || !lookup || !relationshipName) return [];
        const isVisible =
            caller.org.access.object(caller.execution.userId, child.name).read && canRead(caller, child, lookup);
        const columns = compactSection(caller, child).fields.filter((name) => name !== lookup.name);
        return isVisible
            ? [{ relatedListId: relationshipName, label: child.labelPlural, child, field: lookup.name, columns }]
            : [];
    });
    const ranks = new Map(
        (deployedLayout(caller, parent)?.relatedLists ?? []).map(({ relatedList }, index) => [relatedList, index])
    );
    const rank = ({ child, field, relatedListId }: RelatedList): number =>
        ranks.get(`${child.name}.${field}`) ?? ranks.get(relatedListId) ?? (child.kind === 'custom' ? 100 : 200);
    return lists.sort((a, b) => rank(a) - rank(b));
}

/** One related list by its id: `Alarms__r`, `Alarms` or `Cases`. @throws SalesforceError when there is none */
export function relatedList(caller: Caller, parent: ObjectDescribe, id: string): RelatedList {
    const wanted = id.toLowerCase();
    const found = relatedListsOf(caller, parent).find(({ relatedListId }) =>
        [relatedListId.toLowerCase(), `${relatedListId.toLowerCase()}__r`].includes(wanted)
    );
    if (!found) throw new SalesforceError('NOT_FOUND', `There is no related list ${id} on ${parent.name}.`, 404);
    return found;
}

/** "Related List Record Collection" of the User Interface API. */
export function relatedListRecords(
    caller: Caller,
    parentId: string,
    listId: string,
    request: RelatedListRequest
): object {
    const parent = objectOfId(caller, parentId);
    const { child, field, relatedListId, columns } = relatedList(caller, parent, listId);
    const optional = [...request.optionalFields, ...columns.map((name) => `${child.name}.${name}`)];
    const selection = selectFields(caller, child, request.fields, optional);
    const filter = request.where ? ` AND ${whereOfText(caller, child, request.where)}` : '';
    const order = orderClause(caller, child, request.sortBy);
    const rest = `WHERE ${field} = ${soqlText(parentId)}${filter}${order}${pageWindow(request)}`;
    const page = pageOf(readRows(caller, child, { selection, rest }), request);
    return {
        ...page,
        fields: request.fields,
        optionalFields: request.optionalFields,
        listReference: { parentObjectApiName: parent.name, relatedListId, recordTypeId: null, type: 'relatedList' },
        sortBy: request.sortBy
    };
}

/** How many records a related list has, up to `maximum`. */
export function relatedListCount(caller: Caller, parentId: string, listId: string, maximum: number): object {
    const parent = objectOfId(caller, parentId);
    const { child, field } = relatedList(caller, parent, listId);
    const soql = `SELECT Id FROM ${child.name} WHERE ${field} = ${soqlText(parentId)} LIMIT ${maximum + 1}`;
    const count = caller.org.records.query(caller.execution, soql).totalSize;
    return { count: Math.min(count, maximum), hasMore: count > maximum };
}

/** Label and columns of related lists. */
export function relatedListInfos(caller: Caller, parentName: string): object {
    const parent = readableObject(caller, parentName);
    return {
        parentObjectApiName: parent.name,
        relatedLists: relatedListsOf(caller, parent).map((list) => info(parent, list))
    };
}

/** Label and columns of one related list. */
export function relatedListInfo(caller: Caller, parentName: string, id: string): object {
    const parent = readableObject(caller, parentName);
    return info(parent, relatedList(caller, parent, id));
}

function info(parent: ObjectDescribe, { child, columns, field, label, relatedListId }: RelatedList): object {
    return {
        displayColumns: columns.map((name) => ({ fieldApiName: name, label: child.field(name)?.label ?? name })),
        fieldApiName: field,
        label,
        listReference: { parentObjectApiName: parent.name, relatedListId, recordTypeId: null, type: 'relatedList' },
        objectApiNames: [child.name],
        relatedListId
    };
}
