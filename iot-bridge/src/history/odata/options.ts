import { z } from 'zod';
import type { EntitySet } from './entity.ts';
import { invalid, notImplemented } from './errors.ts';
import type { Expression } from './expression.ts';
import { parseFilter } from './filter.ts';

/** Most entities of a page: Salesforce Connect takes no larger ones. */
export const LARGEST_PAGE = 2000;

/** One property of an order. */
export interface Order {
    property: string;
    descending: boolean;
}

/** Where a page goes on: after an entity in natural order, or at a place in a sorted list. */
export type Resume = { after: string } | { offset: number };

/** A query of a set. */
export interface ODataQuery {
    select: readonly string[];
    filter: Expression | undefined;
    orderBy: readonly Order[];
    /** Entities still wanted; undefined for all. */
    left: number | undefined;
    /** Entities to leave out first. */
    skip: number;
    withCount: boolean;
    pageSize: number;
    resume: Resume | undefined;
}

const whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const token = z.object({
    left: z.number().int().min(0).optional(),
    skip: z.number().int().min(0),
    resume: z.union([z.object({ after: z.string() }), z.object({ offset: z.number().int().min(0) })])
});
const known = ['select', 'filter', 'orderby', 'top', 'skip', 'count', 'skiptoken', 'format'];
const unsupported = ['expand', 'search', 'apply', 'compute', 'levels', 'deltatoken', 'index', 'schemaversion'];

/**
 * Reads the query options of a request for a set. OData 4.01 takes them in any case, and without the dollar sign; other
 * names without it are custom options, which a service leaves alone (OData URL Conventions 4.01, 5.1 and 5.2).
 * @param preferred page size wanted by the header Prefer
 * @throws ODataError
 */
export function parseOptions(given: Readonly<Record<string, unknown>>, set: EntitySet, preferred?: number): ODataQuery {
    const options = namedOptions(given);
    const resume = options.skiptoken === undefined ? undefined : parseToken(options.skiptoken);
    return {
        select:
            options.select === undefined ? set.properties.map(({ name }) => name) : parseSelect(options.select, set),
        filter: options.filter === undefined ? undefined : parseFilter(options.filter, set),
        orderBy: options.orderby === undefined ? [] : parseOrder(options.orderby, set),
        left: resume ? resume.left : numberOf(options.top, '$top'),
        skip: resume ? resume.skip : (numberOf(options.skip, '$skip') ?? 0),
        withCount: parseBoolean(options.count),
        pageSize: Math.min(LARGEST_PAGE, Math.max(1, preferred ?? LARGEST_PAGE)),
        resume: resume?.resume
    };
}

/** Known options by their names in lower case and without the dollar sign. @throws ODataError for those not supported */
export function namedOptions(given: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
    const options: Record<string, string> = {};
    for (const [written, value] of Object.entries(given)) {
        const name = written.replace(/^\$/, '').toLowerCase();
        if (unsupported.includes(name)) throw notImplemented(`The query option $${name}`, `$${name}`);
        if (!known.includes(name)) {
            if (written.startsWith('$')) throw invalid(`There is no query option ${written}.`, written);
            continue;
        }
        if (typeof value !== 'string' || options[name] !== undefined) {
            throw invalid(`The query option $${name} is given more than once.`, `$${name}`);
        }
        options[name] = value;
    }
    return options;
}

/** The text in which a page says where the next one begins. */
export function tokenOf({ left, skip, resume }: { left: number | undefined; skip: number; resume: Resume }): string {
    return Buffer.from(JSON.stringify({ left, skip, resume })).toString('base64url');
}

function parseToken(text: string): z.infer<typeof token> {
    try {
        return token.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    } catch {
        throw invalid('$skiptoken is none of this service.', '$skiptoken');
    }
}

function parseSelect(text: string, set: EntitySet): string[] {
    const names = text.split(',').map((name) => name.trim());
    if (names.includes('*')) return set.properties.map(({ name }) => name);
    for (const name of names) requireProperty(name, set, '$select');
    return names;
}

function parseOrder(text: string, set: EntitySet): Order[] {
    return text.split(',').map((item) => {
        const [, property = '', direction = 'asc'] = /^\s*(\S+)(?:\s+(asc|desc))?\s*$/.exec(item) ?? [];
        requireProperty(property, set, '$orderby');
        return { property, descending: direction === 'desc' };
    });
}

function requireProperty(name: string, set: EntitySet, target: string): void {
    if (set.properties.some((property) => property.name === name)) return;
    if (name.includes('/') || name.includes('(')) throw notImplemented(`The expression ${name}`, target);
    throw invalid(`${set.name} has no property ${name === '' ? 'of an empty name' : name}.`, target);
}

function numberOf(text: string | undefined, target: string): number | undefined {
    if (text === undefined) return undefined;
    const result = whole.safeParse(text);
    if (result.success && text !== '') return result.data;
    throw invalid(`${target} is not a whole number from 0 on.`, target);
}

function parseBoolean(text: string | undefined): boolean {
    if (text === undefined || text === 'false') return false;
    if (text === 'true') return true;
    throw invalid('$count is neither true nor false.', '$count');
}
