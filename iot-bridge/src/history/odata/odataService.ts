import type { HistoryStore } from '../model.ts';
import { alarmSet } from './alarmSet.ts';
import { boundsOf } from './bounds.ts';
import { metadataJson, metadataXml, serviceDocument } from './csdl.ts';
import type { ODataVersion } from './csdl.ts';
import { deviceSet } from './deviceSet.ts';
import { isoTime } from './entity.ts';
import type { Entity, EntitySet } from './entity.ts';
import { ODataError } from './errors.ts';
import { evaluate } from './expression.ts';
import { namedOptions, parseOptions } from './options.ts';
import { countEntities, readPage } from './readSet.ts';
import { telemetrySets } from './telemetrySets.ts';

/** All sets of the service. */
export const entitySets: readonly EntitySet[] = [...telemetrySets, alarmSet, deviceSet];

/** A request as the service needs it. */
export interface ODataRequest {
    /** Path below the root, without a leading slash. */
    path: string;
    query: Readonly<Record<string, unknown>>;
    /** Address of the root as the client knows it. */
    root: string;
    version: ODataVersion;
    /** Whether the client wants JSON where XML is usual. */
    wantsJson: boolean;
    /** Page size wanted by the header Prefer. */
    pageSize: number | undefined;
}

/** An answer: JSON unless `type` says otherwise. */
export interface ODataAnswer {
    body: object | string;
    type?: 'application/xml' | 'text/plain';
}

/** Answers a request. @throws ODataError */
export async function answerOData(store: HistoryStore, request: ODataRequest): Promise<ODataAnswer> {
    const { path, root } = request;
    if (path === '') return { body: serviceDocument(entitySets, root) };
    if (path === '$metadata') return metadata(request);
    const [, name = '', key, rest] = /^(\w+)(?:\(([^/]*)\))?(?:\/(.*))?$/.exec(path) ?? [];
    const set = entitySets.find((known) => known.name === name);
    if (!set) throw new ODataError(404, 'NotFound', `There is no resource ${path}.`);
    if (key !== undefined && rest === undefined) return { body: await oneEntity(store, set, key, request) };
    if (rest === '$count' && key === undefined) return count(store, set, request);
    if (rest !== undefined) throw new ODataError(404, 'NotFound', `There is no resource ${path}.`);
    return { body: await collection(store, set, request) };
}

function metadata({ query, version, wantsJson }: ODataRequest): ODataAnswer {
    const { format } = namedOptions(query);
    const isJson = format === undefined ? wantsJson : ['json', 'application/json'].includes(format);
    if (isJson) return { body: metadataJson(entitySets) };
    return { body: metadataXml(entitySets, version), type: 'application/xml' };
}

async function collection(store: HistoryStore, set: EntitySet, request: ODataRequest): Promise<object> {
    const query = parseOptions(request.query, set, request.pageSize);
    const { entities, next } = await readPage(store, set, query);
    const selection = query.select.length === set.properties.length ? '' : `(${query.select.join(',')})`;
    return {
        '@odata.context': `${request.root}/$metadata#${set.name}${selection}`,
        ...(query.withCount && { '@odata.count': await countEntities(store, set, query.filter) }),
        value: entities.map((entity) => written(entity, set, query.select)),
        ...(next !== undefined && { '@odata.nextLink': nextLink(set, request, next) })
    };
}

async function oneEntity(store: HistoryStore, set: EntitySet, key: string, request: ODataRequest): Promise<object> {
    const [, text] = /^(?:Id=)?'((?:[^']|'')*)'$/.exec(key) ?? [];
    if (text === undefined) throw new ODataError(400, 'InvalidKey', `The key of ${set.name} is a text in quotes.`);
    const value = text.replaceAll("''", "'");
    const filter = { kind: 'compare', operator: 'eq', property: 'Id', value } as const;
    const { select } = parseOptions(request.query, set);
    for await (const entity of set.read(store, boundsOf(filter))) {
        if (evaluate(filter, entity) !== true) continue;
        return { '@odata.context': `${request.root}/$metadata#${set.name}/$entity`, ...written(entity, set, select) };
    }
    throw new ODataError(404, 'NotFound', `${set.name} has no entity with the key ${value}.`);
}

async function count(store: HistoryStore, set: EntitySet, request: ODataRequest): Promise<ODataAnswer> {
    const { filter } = parseOptions(request.query, set);
    return { body: String(await countEntities(store, set, filter)), type: 'text/plain' };
}

function written(entity: Entity, set: EntitySet, select: readonly string[]): Entity {
    const cells = set.properties
        .filter(({ name }) => select.includes(name))
        .map(({ name, type }) => {
            const value = entity[name] ?? null;
            return [name, type === 'Edm.DateTimeOffset' && typeof value === 'number' ? isoTime(value) : value] as const;
        });
    return Object.fromEntries(cells);
}

/** The same request from where the page ended; what is left of `$top` and `$skip` is in the token. */
function nextLink(set: EntitySet, { query, root }: ODataRequest, token: string): string {
    const { select, filter, orderby, count: withCount } = namedOptions(query);
    const options = { $select: select, $filter: filter, $orderby: orderby, $count: withCount, $skiptoken: token };
    const parts = Object.entries(options).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
    );
    return `${root}/${set.name}?${parts.join('&')}`;
}
