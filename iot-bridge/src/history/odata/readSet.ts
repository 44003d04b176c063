import type { HistoryStore } from '../model.ts';
import { boundsOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import type { Entity, EntitySet } from './entity.ts';
import { tooWide } from './errors.ts';
import { evaluate } from './expression.ts';
import type { Expression } from './expression.ts';
import { tokenOf } from './options.ts';
import type { ODataQuery, Order } from './options.ts';

/** Entities that are read for one page; then the page ends early and says where to go on. */
const MOST_READ = 100_000;
/** Entities that are put in an order other than the natural one. */
const MOST_SORTED = 50_000;
/** Entities that are read to count those that pass a filter the store cannot select by. */
const MOST_COUNTED = 500_000;

/** A page of a set. */
export interface Page {
    entities: Entity[];
    /** `$skiptoken` of the next page. */
    next: string | undefined;
}

/** A page of the entities a query asks for. @throws ODataError for a query that would read too much */
export async function readPage(store: HistoryStore, set: EntitySet, query: ODataQuery): Promise<Page> {
    const isNatural = query.orderBy.every(
        ({ property, descending }, index) => property === set.natural[index] && !descending
    );
    return isNatural ? naturalPage(store, set, query) : sortedPage(store, set, query);
}

/** Number of entities that pass a filter. @throws ODataError when too many would have to be read for that */
export async function countEntities(
    store: HistoryStore,
    set: EntitySet,
    filter: Expression | undefined
): Promise<number> {
    const bounds = boundsOf(filter);
    if (bounds.exact && set.count) return set.count(store, bounds);
    let count = 0;
    let read = 0;
    for await (const entity of set.read(store, bounds)) {
        if (++read > MOST_COUNTED) throw tooWide(`Counting reads more than ${MOST_COUNTED} entities.`, '$count');
        if (passes(entity, filter, bounds)) count++;
    }
    return count;
}

async function naturalPage(store: HistoryStore, set: EntitySet, query: ODataQuery): Promise<Page> {
    const { filter, resume, pageSize } = query;
    const bounds = boundsOf(filter);
    const entities: Entity[] = [];
    let { skip, left = Infinity } = query;
    let read = 0;
    let last = resume && 'after' in resume ? resume.after : undefined;
    for await (const entity of set.read(store, bounds, last)) {
        if (left === 0) return { entities, next: undefined };
        if (entities.length === pageSize || read === MOST_READ) {
            const rest = { left: Number.isFinite(left) ? left : undefined, skip };
            return { entities, next: tokenOf({ ...rest, resume: { after: last ?? '' } }) };
        }
        read++;
        last = String(entity.Id);
        if (!passes(entity, filter, bounds)) continue;
        if (skip > 0) {
            skip--;
            continue;
        }
        entities.push(entity);
        left--;
    }
    return { entities, next: undefined };
}

async function sortedPage(store: HistoryStore, set: EntitySet, query: ODataQuery): Promise<Page> {
    const { filter, resume, skip, pageSize, left = Infinity } = query;
    const bounds = boundsOf(filter);
    const all: Entity[] = [];
    let read = 0;
    for await (const entity of set.read(store, bounds)) {
        if (++read > MOST_COUNTED || all.length > MOST_SORTED) {
            throw tooWide(`This order needs more than ${MOST_SORTED} entities to be sorted.`, '$orderby');
        }
        if (passes(entity, filter, bounds)) all.push(entity);
    }
    all.sort((first, second) => compareBy(query.orderBy, first, second));
    const from = resume && 'offset' in resume ? resume.offset : skip;
    const size = Math.min(pageSize, left);
    const entities = all.slice(from, from + size);
    const rest = left - entities.length;
    const isLast = from + size >= all.length || rest === 0;
    const position = { left: Number.isFinite(rest) ? rest : undefined, skip: 0, resume: { offset: from + size } };
    return { entities, next: isLast ? undefined : tokenOf(position) };
}

function passes(entity: Entity, filter: Expression | undefined, bounds: Bounds): boolean {
    return filter === undefined || bounds.exact || evaluate(filter, entity) === true;
}

/** Null comes first ascending and last descending (OData Protocol 4.01, 11.2.6.2). */
function compareBy(orderBy: readonly Order[], first: Entity, second: Entity): number {
    for (const { property, descending } of orderBy) {
        const result = compare(first[property] ?? null, second[property] ?? null);
        if (result !== 0) return descending ? -result : result;
    }
    return 0;
}

function compare(left: number | string | null, right: number | string | null): number {
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? -1 : 1;
    return left < right ? -1 : 1;
}
