import type {
    Condition,
    ConditionWithValueQuery,
    HavingClause,
    LiteralType,
    NegationCondition,
    Query,
    WhereClause
} from '@jetstreamapp/soql-parser-js';
import { compileDistance, isDistance } from './distance.ts';
import { compileFunction, type FunctionCall } from './functions.ts';
import { comparison, listComparison, type Literal } from './comparison.ts';
import { bind, type Expression, type QueryContext, type Scope } from './scope.ts';

/** Compiles the query inside `IN (SELECT …)` to SQL that yields one column. */
export type CompileInner = (query: Query) => string;

/** Compiles WHERE or HAVING. Conditions that are unknown because of a blank count as false, also below NOT. */
export function compileConditions(
    context: QueryContext,
    scope: Scope,
    clause: WhereClause | HavingClause,
    inner: CompileInner,
    aliases: ReadonlyMap<string, Expression> = new Map()
): string {
    const parts: string[] = [];
    const total = containsNot(clause);
    for (
        let node: WhereClause | HavingClause | undefined = clause;
        node;
        node = 'right' in node ? node.right : undefined
    ) {
        const left = node.left;
        if (left) parts.push(compileLeft(context, scope, left, inner, aliases, total));
        if ('operator' in node) parts.push(node.operator);
    }
    return parts.join(' ');
}

function containsNot(clause: WhereClause | HavingClause): boolean {
    for (
        let node: WhereClause | HavingClause | undefined = clause;
        node;
        node = 'right' in node ? node.right : undefined
    )
        if ('operator' in node && node.operator === 'NOT') return true;
    return false;
}

function compileLeft(
    context: QueryContext,
    scope: Scope,
    left: ConditionWithValueQuery | Condition | NegationCondition,
    inner: CompileInner,
    aliases: ReadonlyMap<string, Expression>,
    total: boolean
): string {
    const open = '('.repeat('openParen' in left ? (left.openParen ?? 0) : 0);
    if (!('operator' in left)) return open;
    const close = ')'.repeat('closeParen' in left ? (left.closeParen ?? 0) : 0);
    const sql = compileOne(context, scope, left, inner, aliases);
    return open + (total ? `COALESCE(${sql}, 0)` : `(${sql})`) + close;
}

type Comparison = Exclude<ConditionWithValueQuery, NegationCondition>;

function compileOne(
    context: QueryContext,
    scope: Scope,
    condition: Comparison,
    inner: CompileInner,
    aliases: ReadonlyMap<string, Expression>
): string {
    if ('fn' in condition && isDistance(condition.fn)) return withinDistance(context, scope, condition);
    const name = 'fn' in condition ? (condition.fn.rawValue ?? '') : condition.field;
    const left =
        'fn' in condition
            ? compileFunction(context, scope, condition.fn)
            : (aliases.get(name.toLowerCase()) ?? scope.field(name));
    if ('valueQuery' in condition)
        return semiJoin(context, left, name, condition.operator, condition.valueQuery, inner);
    const types = condition.literalType;
    const { value } = condition;
    if (Array.isArray(value)) {
        const literals = value.map((text, index) => literalOf(text, Array.isArray(types) ? types[index] : types));
        return listComparison(context, left, name, condition.operator, literals);
    }
    return comparison(
        context,
        left,
        name,
        condition.operator,
        literalOf(value, Array.isArray(types) ? types[0] : types)
    );
}

/** Nearer or farther than a radius; DISTANCE has no other operator. */
function withinDistance(context: QueryContext, scope: Scope, condition: Comparison & { fn: FunctionCall }): string {
    const name = condition.fn.rawValue ?? 'DISTANCE';
    if (
        (condition.operator !== '<' && condition.operator !== '>') ||
        !('value' in condition) ||
        Array.isArray(condition.value)
    )
        throw context.errors.malformed(`DISTANCE is compared by < and > only: ${name} ${condition.operator}`);
    const type = Array.isArray(condition.literalType) ? condition.literalType[0] : condition.literalType;
    const left = compileDistance(context, scope, condition.fn);
    return comparison(context, left, name, condition.operator, literalOf(condition.value, type));
}

function literalOf(text: string, type: LiteralType | undefined): Literal {
    return { text, type: type ?? 'STRING' };
}

function semiJoin(
    context: QueryContext,
    left: Expression,
    name: string,
    operator: string,
    query: Query,
    inner: CompileInner
): string {
    if (left.type !== 'id' && left.type !== 'reference')
        throw context.errors.malformed(
            `The left operand field in the where expression for semi-join must be an ID or reference field: ${name}`
        );
    const sql = inner(query);
    if (operator === 'IN') return `${left.sql} IN (${sql})`;
    return `(${left.sql} IS NULL OR ${left.sql} NOT IN (${sql}))`;
}

/** Whole numbers of rows, bound like any value. */
export function limitClause(context: QueryContext, limit: number | undefined, offset: number | undefined): string {
    if (offset !== undefined && offset > 2_000) throw context.errors.malformed('Maximum SOQL offset allowed is 2000');
    if (limit === undefined && offset === undefined) return '';
    return ` LIMIT ${bind(context, limit ?? -1)}${offset === undefined ? '' : ` OFFSET ${bind(context, offset)}`}`;
}
