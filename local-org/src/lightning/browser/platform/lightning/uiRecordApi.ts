import { callApi, postApi } from '../http.ts';
import { fieldTree, qualifiedName, qualifiedNames, type FieldName } from '../fieldNames.ts';
import { invalidations, recordStore, type FieldEntry, type RecordEntry } from '../recordStore.ts';
import { wireAdapter } from '../wire.ts';

interface RecordConfig {
    readonly recordId: string;
    readonly fields?: FieldName | readonly FieldName[];
    readonly optionalFields?: FieldName | readonly FieldName[];
    readonly layoutTypes?: string | readonly string[];
    readonly modes?: string | readonly string[];
}

interface BatchConfig {
    readonly records: readonly {
        readonly recordIds: readonly string[];
        readonly fields?: FieldName | readonly FieldName[];
        readonly optionalFields?: FieldName | readonly FieldName[];
    }[];
}

interface RecordInput {
    readonly apiName?: string;
    readonly fields: Readonly<Record<string, unknown>>;
}

function recordPath(config: RecordConfig): string {
    const parameters = new URLSearchParams();
    const add = (name: string, values: readonly string[]): void => {
        if (values.length > 0) parameters.set(name, values.join(','));
    };
    add('fields', qualifiedNames(config.fields));
    add('optionalFields', qualifiedNames(config.optionalFields));
    add('layoutTypes', [config.layoutTypes ?? []].flat());
    add('modes', [config.modes ?? []].flat());
    return `/ui-api/records/${encodeURIComponent(config.recordId)}?${parameters}`;
}

async function loadRecord(config: RecordConfig, again: boolean): Promise<RecordEntry> {
    const names = [...qualifiedNames(config.fields), ...qualifiedNames(config.optionalFields)];
    const isKnown = !again && !config.layoutTypes && recordStore.isFresh(config.recordId);
    const known = isKnown ? recordStore.select(config.recordId, fieldTree(names)) : undefined;
    if (known) return known;
    const record = await fetchShared(recordPath(config));
    recordStore.ingest(record);
    return record;
}

/** Requests under way, so that components that ask for the same thing share one call. */
const underWay = new Map<string, Promise<RecordEntry>>();

function fetchShared(path: string): Promise<RecordEntry> {
    const running = underWay.get(path);
    if (running) return running;
    const call = callApi<RecordEntry>(path).finally(() => underWay.delete(path));
    underWay.set(path, call);
    return call;
}

/** Wire adapter: one record with the named fields, or with those of its layout. */
export const getRecord = wireAdapter<RecordConfig, RecordEntry>({
    required: ['recordId'],
    isComplete: ({ fields, optionalFields, layoutTypes }) =>
        fields !== undefined || optionalFields !== undefined || layoutTypes !== undefined,
    load: loadRecord,
    watch: ({ recordId }, refresh) => recordStore.watch((changed) => changed.has(recordId) && refresh())
});

/** Wire adapter: several records; each result has its own status. */
export const getRecords = wireAdapter<BatchConfig, { results: unknown[] }>({
    required: ['records'],
    load: async ({ records }, again) => ({
        results: (await Promise.all(records.map((batch) => loadBatch(batch, again)))).flat()
    }),
    watch: ({ records }, refresh) =>
        recordStore.watch((changed) => {
            if (records.some(({ recordIds }) => recordIds.some((id) => changed.has(id)))) refresh();
        })
});

function loadBatch(
    { recordIds, fields, optionalFields }: BatchConfig['records'][number],
    again: boolean
): Promise<unknown[]> {
    return Promise.all(
        recordIds.map((recordId) =>
            loadRecord({ recordId, fields, optionalFields }, again).then(
                (result) => ({ statusCode: 200, result }),
                (error: { status: number; body: unknown }) => ({ statusCode: error.status, result: [error.body] })
            )
        )
    );
}

/** Wire adapter: default values for a new record. */
export const getRecordCreateDefaults = wireAdapter<
    { objectApiName: string | { objectApiName: string }; recordTypeId?: string },
    unknown
>({
    required: ['objectApiName'],
    load: ({ objectApiName }) =>
        callApi(
            `/ui-api/record-defaults/create/${typeof objectApiName === 'string' ? objectApiName : objectApiName.objectApiName}`
        )
});

function entryOf(record: RecordEntry | null | undefined, field: FieldName): FieldEntry | undefined {
    const [last, ...parents] = qualifiedName(field).split('.').slice(1).reverse();
    let current: RecordEntry | undefined = record ?? undefined;
    for (const parent of parents.reverse()) current = current?.fields[parent]?.value as RecordEntry | undefined;
    return last === undefined ? undefined : current?.fields[last];
}

/** The value of a field, also of a parent record; undefined when the record does not hold it. */
export const getFieldValue = (record: RecordEntry | null | undefined, field: FieldName): unknown =>
    entryOf(record, field)?.value;

/** The value of a field as people read it, in the user's locale. */
export const getFieldDisplayValue = (
    record: RecordEntry | null | undefined,
    field: FieldName
): string | null | undefined => entryOf(record, field)?.displayValue;

/** Creates a record as the signed-in user. */
export async function createRecord(input: RecordInput): Promise<RecordEntry> {
    const record = await postApi<RecordEntry>('/ui-api/records', { apiName: input.apiName, fields: input.fields });
    recordStore.ingest(record);
    invalidations.announce([record.id, ...lookupIds(input.fields)]);
    return record;
}

/** Updates a record; with `ifUnmodifiedSince` a change by someone else in between is answered with 412. */
export async function updateRecord(
    input: RecordInput,
    options: { readonly ifUnmodifiedSince?: string } = {}
): Promise<RecordEntry> {
    const { Id, ...fields } = input.fields;
    const id = String(Id);
    const headers: Record<string, string> = options.ifUnmodifiedSince
        ? { 'If-Unmodified-Since': options.ifUnmodifiedSince }
        : {};
    const init = { method: 'PATCH', headers, body: JSON.stringify({ fields }) };
    const record = await callApi<RecordEntry>(`/ui-api/records/${encodeURIComponent(id)}`, init);
    recordStore.ingest(record);
    await notifyRecordUpdateAvailable([{ recordId: id }]);
    return record;
}

/** Deletes a record as the signed-in user. */
export async function deleteRecord(recordId: string): Promise<void> {
    await callApi(`/ui-api/records/${encodeURIComponent(recordId)}`, { method: 'DELETE' });
    recordStore.forget(recordId);
    invalidations.announce([recordId]);
}

/** Tells that records have been changed outside of Lightning Data Service: everything that shows them loads again. */
export async function notifyRecordUpdateAvailable(items: readonly { readonly recordId: string }[]): Promise<void> {
    await Promise.all(items.map(({ recordId }) => reload(recordId)));
    invalidations.announce(items.map(({ recordId }) => recordId));
}

/** Predecessor of `notifyRecordUpdateAvailable`. */
export const getRecordNotifyChange = (items: readonly { readonly recordId: string }[]): void =>
    void notifyRecordUpdateAvailable(items);

async function reload(recordId: string): Promise<void> {
    const known = recordStore.knownFields(recordId);
    if (known.length > 0) recordStore.ingest(await fetchShared(recordPath({ recordId, optionalFields: known })));
}

const lookupIds = (fields: Readonly<Record<string, unknown>>): string[] =>
    Object.values(fields).filter(
        (value): value is string => typeof value === 'string' && /^\w{15}(\w{3})?$/.test(value)
    );

/** Fields of an object info as the input of `createRecord`: those that may be created. */
export function generateRecordInputForCreate(
    record: RecordEntry,
    info?: { readonly fields: Readonly<Record<string, { readonly createable: boolean }>> }
): RecordInput {
    return { apiName: record.apiName, fields: writable(record, (name) => info?.fields[name]?.createable ?? true) };
}

/** Fields of a record as the input of `updateRecord`: those that may be updated. */
export function generateRecordInputForUpdate(
    record: RecordEntry,
    info?: { readonly fields: Readonly<Record<string, { readonly updateable: boolean }>> }
): RecordInput {
    return { fields: { ...writable(record, (name) => info?.fields[name]?.updateable ?? true), Id: record.id } };
}

function writable(record: RecordEntry, isWritable: (name: string) => boolean): Record<string, unknown> {
    const own = Object.entries(record.fields).filter(([name, { value }]) => isWritable(name) && !isNested(value));
    return Object.fromEntries(own.map(([name, { value }]) => [name, value]));
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;
