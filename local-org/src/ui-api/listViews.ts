import type { ListView, ListViewFilter } from '@salesforce/types/metadata';
import { SalesforceError, UnsupportedError } from '../errors.ts';
import type { FieldDescribe, ObjectDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { nameField, readableObject, selectFields } from './fieldSelection.ts';
import { compactSection } from './layout.ts';
import { isReadablePath, orderClause, pageOf, pageWindow, type PageRequest } from './paging.ts';
import { readRows, soqlText } from './readRecords.ts';

/** A list view, ready to be read. */
interface ReadableView {
    readonly developerName: string;
    readonly label: string;
    readonly columns: readonly string[];
    /** Condition in SOQL; blank for all records. */
    readonly where: string;
}

/** The built-in list of all records that every object has. */
const allRecords = 'AllRecords';

/** The list views of an object: the deployed ones and the one of all records. */
export function listViewSummaries(caller: Caller, objectName: string): object {
    const object = readableObject(caller, objectName);
    const deployed = deployedViews(caller, object).map(({ fullName, content }) => ({
        apiName: fullName.slice(object.name.length + 1),
        label: (content as ListView).label,
        objectApiName: object.name
    }));
    const all = { apiName: allRecords, label: `All ${object.labelPlural}`, objectApiName: object.name };
    return { count: deployed.length + 1, lists: [...deployed, all] };
}

/** Label and columns of a list view. */
export function listViewInfo(caller: Caller, objectName: string, name: string): object {
    const object = readableObject(caller, objectName);
    const view = readView(caller, object, name);
    return {
        displayColumns: view.columns.map((column) => ({
            fieldApiName: column,
            label: columnLabel(caller, object, column),
            dataType: object.field(column)?.type ?? 'string',
            sortable: true
        })),
        label: view.label,
        listReference: { listViewApiName: view.developerName, objectApiName: object.name, type: 'listView' },
        objectApiNames: [object.name]
    };
}

/** "List Record Collection" of the User Interface API. */
export function listViewRecords(
    caller: Caller,
    objectName: string,
    name: string,
    request: PageRequest & { readonly fields: readonly string[]; readonly optionalFields: readonly string[] }
): object {
    const object = readableObject(caller, objectName);
    const view = readView(caller, object, name);
    const columns = view.columns.map((column) => `${object.name}.${column}`);
    const selection = selectFields(caller, object, request.fields, [...request.optionalFields, ...columns]);
    const where = view.where ? `WHERE ${view.where}` : '';
    const order = orderClause(caller, object, request.sortBy.length > 0 ? request.sortBy : [nameField(object) ?? 'Id']);
    const rows = readRows(caller, object, { selection, rest: `${where}${order}${pageWindow(request)}` });
    return {
        ...pageOf(rows, request),
        listReference: { listViewApiName: name, objectApiName: object.name, type: 'listView' }
    };
}

const deployedViews = (caller: Caller, object: ObjectDescribe): ReturnType<typeof caller.org.registry.list> =>
    caller.org.registry.list('ListView').filter(({ fullName }) => fullName.startsWith(`${object.name}.`));

function readView(caller: Caller, object: ObjectDescribe, name: string): ReadableView {
    if (name === allRecords) {
        const columns = compactSection(caller, object).fields;
        return { developerName: name, label: `All ${object.labelPlural}`, columns, where: '' };
    }
    const component = caller.org.registry.get('ListView', `${object.name}.${name}`);
    if (!component) throw new SalesforceError('NOT_FOUND', `There is no list view ${name} of ${object.name}.`, 404);
    const view = component.content as ListView;
    const columns = view.columns.map((column) => fieldPath(object, column));
    return {
        developerName: name,
        label: view.label,
        columns: columns.filter((column) => isReadablePath(caller, object, column.split('.'))),
        where: [scope(caller, view), conditions(object, view)].filter(Boolean).join(' AND ')
    };
}

/** Columns of list views that have no field of a like name. */
const columnPaths: Readonly<Record<string, string>> = {
    'CORE.USERS.ALIAS': 'Owner.Alias',
    'OWNER.ALIAS': 'Owner.Alias',
    OWNER_NAME: 'Owner.Name',
    'ACCOUNT.NAME': 'Account.Name',
    'CONTACT.NAME': 'Contact.Name',
    'PRODUCT2.NAME': 'Product2.Name',
    CREATED_DATE: 'CreatedDate',
    LAST_UPDATE: 'LastModifiedDate',
    'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias',
    'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias'
};

/** The field behind a column name such as `NAME`, `ASSET.SERIAL_NUMBER` or `Device_Id__c`. */
function fieldPath(object: ObjectDescribe, column: string): string {
    const own = object.field(column)?.name;
    if (own) return own;
    if (column === 'NAME') return nameField(object) ?? 'Id';
    const last = column.split('.').at(-1) ?? column;
    const plural = `${object.name.toUpperCase()}S`;
    const isOwn = !column.includes('.') || [object.name.toUpperCase(), plural].includes(column.split('.')[0] ?? '');
    const found = isOwn && object.fields.find(({ name }) => name.toUpperCase() === last.replaceAll('_', ''));
    if (found) return found.name;
    if (Object.hasOwn(columnPaths, column)) return columnPaths[column] ?? column;
    throw new UnsupportedError(`column ${column} in a list view of ${object.name}`);
}

function columnLabel(caller: Caller, object: ObjectDescribe, path: string): string {
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) return object.field(first)?.label ?? first;
    const lookup = object.relationship(first);
    const parent = caller.org.schema.object(lookup?.referenceTo[0] ?? '');
    const label = lookup?.label.replace(/ ID$/, '') ?? first;
    return rest[0] === 'Name' || !parent ? label : `${label} ${parent.field(rest[0] ?? '')?.label ?? ''}`;
}

function scope({ execution }: Caller, { filterScope }: ListView): string {
    if (filterScope === 'Everything') return '';
    if (filterScope === 'Mine') return `OwnerId = ${soqlText(execution.userId)}`;
    throw new UnsupportedError(`list view scope ${filterScope}`);
}

function conditions(object: ObjectDescribe, { filters, booleanFilter }: ListView): string {
    const parts = filters.map((filter) => condition(object, filter));
    if (!booleanFilter) return parts.join(' AND ');
    return `(${booleanFilter.replace(/\d+/g, (number) => parts[Number(number) - 1] ?? number)})`;
}

const comparisons: Readonly<Record<string, string>> = {
    equals: '=',
    notEqual: '!=',
    lessThan: '<',
    greaterThan: '>',
    lessOrEqual: '<=',
    greaterOrEqual: '>='
};

function condition(object: ObjectDescribe, { field: column, operation, value = '' }: ListViewFilter): string {
    const path = fieldPath(object, column);
    const field = object.field(path);
    const values = value.split(',').map((part) => part.trim());
    if (operation === 'contains') return anyOf(values.map((part) => `${path} LIKE ${soqlText(`%${part}%`)}`));
    if (operation === 'startsWith') return anyOf(values.map((part) => `${path} LIKE ${soqlText(`${part}%`)}`));
    if (operation === 'notContain')
        return `(NOT ${anyOf(values.map((part) => `${path} LIKE ${soqlText(`%${part}%`)}`))})`;
    const operator = comparisons[operation];
    if (!operator) throw new UnsupportedError(`list view filter ${operation}`);
    const parts = values.map((part) => `${path} ${operator} ${literal(field, part)}`);
    return operation === 'notEqual' ? `(${parts.join(' AND ')})` : anyOf(parts);
}

const anyOf = (parts: readonly string[]): string => `(${parts.join(' OR ')})`;

/** A filter value in SOQL: list views write 1 and 0 for checkboxes and nothing for blank. */
function literal(field: FieldDescribe | undefined, value: string): string {
    if (value === '') return 'null';
    switch (field?.type) {
        case 'boolean':
            return value === '1' || value.toLowerCase() === 'true' ? 'true' : 'false';
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return String(Number(value));
        case 'date':
        case 'datetime':
            return dateLiteral(value);
        default:
            return soqlText(value);
    }
}

function dateLiteral(value: string): string {
    if (/^[A-Z_]+(:\d+)?$/.test(value) || /^\d{4}-\d{2}-\d{2}/.test(value)) return value;
    throw new UnsupportedError(`date ${value} in a list view filter`);
}
