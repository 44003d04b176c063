import { stringify } from 'yaml';

/** What a template may refer to. */
export interface HelmContext {
    Values: object;
    Release: { Name: string };
}

/**
 * Renders a template of our chart by the rules of Go templates, as far as the chart uses them: values by path, `toYaml`,
 * `nindent`, `if` and trimming. @throws Error on everything else, and on a value that `values.yaml` does not have
 */
export function renderHelmTemplate(template: string, context: HelmContext): string {
    // A dash inside the braces removes the white space on its side.
    const trimmed = template.replace(/\s*\{\{- /g, '{{ ').replace(/ -\}\}\s*/g, ' }}');
    const parts = trimmed.split(/\{\{ (.*?) \}\}/);
    let output = '';
    const shown = [true];
    for (const [index, part] of parts.entries()) {
        const isText = index % 2 === 0;
        if (isText) output += shown.every(Boolean) ? part : '';
        else if (part === 'end') shown.pop();
        else if (part.startsWith('if ')) shown.push(Boolean(evaluate(part.slice(3), context)));
        else if (shown.every(Boolean)) output += String(evaluate(part, context));
    }
    if (shown.length !== 1) throw new Error('an `if` has no `end`');
    return output;
}

function evaluate(expression: string, context: HelmContext): unknown {
    const [first = '', ...filters] = expression.split(' | ');
    const toYaml = /^toYaml (\S+)$/.exec(first);
    let value = toYaml?.[1] ? stringify(valueAt(toYaml[1], context)).trimEnd() : valueAt(first, context);
    for (const filter of filters) {
        const spaces = /^nindent (\d+)$/.exec(filter)?.[1];
        if (spaces === undefined) throw new Error(`the filter "${filter}" is not known to this test`);
        value = `\n${String(value)}`.replaceAll('\n', `\n${' '.repeat(Number(spaces))}`);
    }
    return value;
}

function valueAt(path: string, context: HelmContext): unknown {
    if (!/^(\.\w+)+$/.test(path)) throw new Error(`the expression "${path}" is not known to this test`);
    let value: unknown = context;
    for (const key of path.slice(1).split('.')) {
        if (typeof value !== 'object' || value === null || !(key in value)) throw new Error(`${path} has no value`);
        value = (value as Record<string, unknown>)[key];
    }
    return value;
}
